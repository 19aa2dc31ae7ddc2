#include "catch.hpp"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

#include <lamina/report/npy.hpp>

#include "scratch_file.hpp"

using namespace lamina;

namespace {

/// What numpy.save writes, byte by byte: format 1.0 or 2.0
template <class Element>
std::string npy(char const* type, std::string const& shape, std::vector<Element> const& values, int version = 1,
                char const* fortran = "False") {
    std::string header =
        "{'descr': '" + std::string(type) + "', 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }";
    std::size_t const lead = version == 1 ? 10 : 12;
    header.append(63 - (lead + header.size()) % 64, ' ');
    header += '\n';
    std::string out("\x93NUMPY");
    out += static_cast<char>(version), out += '\0';
    for (std::size_t k = 0; k < lead - 8; ++k) out += static_cast<char>(header.size() >> (8 * k) & 0xff);
    out += header;
    std::string bytes(values.size() * sizeof(Element), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return out + bytes;
}

array_of_doubles read(std::string const& bytes) {
    scratch_file const file("array.npy");
    std::ofstream(file.path, std::ios::binary) << bytes;
    return read_npy(file.path);
}

}  // namespace

TEST_CASE("arrays that NumPy wrote are read in every element type", "[npy]") {
    auto const image = read(npy<std::uint8_t>("|u1", "2, 3", {0, 1, 2, 253, 254, 255}));
    CHECK(image.shape == std::vector<std::size_t>{2, 3});
    CHECK(image.values == std::vector<double>{0, 1, 2, 253, 254, 255});
    CHECK(read(npy<float>("<f4", "2,", {0.5f, -1.25f})).values == std::vector<double>{0.5, -1.25});
    CHECK(read(npy<double>("<f8", "1, 1, 2", {0.1, 1e300}, 2)).values == std::vector<double>{0.1, 1e300});
    CHECK(read(npy<double>("<f8", "1, 1, 2", {0.1, 1e300}, 2)).shape == std::vector<std::size_t>{1, 1, 2});
    CHECK(read(npy<std::int32_t>("<i4", "2,", {-7, 1 << 30})).values == std::vector<double>{-7, 1 << 30});
    CHECK(read(npy<std::int16_t>("<i2", "1,", {-300})).values == std::vector<double>{-300});
    CHECK(read(npy<std::uint8_t>("|b1", "2,", {1, 0})).values == std::vector<double>{1, 0});
}

TEST_CASE("a file that is no such array is refused with its name and what it holds", "[npy]") {
    std::vector<double> const two{1, 2};
    CHECK_THROWS_WITH(read("PK\x03\x04 something else"), Catch::Contains("array.npy: no NumPy array"));
    CHECK_THROWS_WITH(read(npy("<f8", "3,", two)), Catch::Contains("16 bytes of values"));
    CHECK_THROWS_WITH(read(npy("<f8", "1,", two)), Catch::Contains("16 bytes of values, expected 1 elements of 8"));
    CHECK_THROWS_WITH(read(npy("<f8", "99999999999999999, 99999999999999999", two)), Catch::Contains("too few"));
    CHECK_THROWS_WITH(read(npy(">f8", "2,", two)), Catch::Contains("elements of type >f8"));
    CHECK_THROWS_WITH(read(npy("<f8", "2, 1", two, 1, "True")), Catch::Contains("Fortran order"));
    CHECK_THROWS_AS(read(npy("<f8", "2,", two).substr(0, 40)), std::invalid_argument);
    CHECK_THROWS_AS(read_npy("no/such/file.npy"), std::runtime_error);
}
