#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <lamina/report/npy.hpp>

#include "scratch_file.hpp"

using namespace lamina;
using Catch::Contains;

namespace {

std::string bytes_of(auto const& values) {
    return {reinterpret_cast<char const*>(values.data()), values.size() * sizeof values[0]};
}

/// A file with this header, whatever it is, and these bytes of values.
std::string file_of(std::string const& header, std::string const& values, int version = 1) {
    std::string out("\x93NUMPY");
    out += static_cast<char>(version), out += '\0';
    for (std::size_t k = 0; k < (version == 1 ? 2 : 4); ++k) out += static_cast<char>(header.size() >> (8 * k) & 0xff);
    return out + header + values;
}

std::string header_of(std::string const& type, std::string const& shape, std::string const& fortran = "False") {
    return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
}

/// What numpy.save writes, byte by byte.
template <class Element>
std::string npy(char const* type, std::string const& shape, std::vector<Element> const& values, int version = 1,
                char const* fortran = "False") {
    std::string header = header_of(type, shape, fortran);
    std::size_t const lead = version == 1 ? 10 : 12;
    header.append(63 - (lead + header.size()) % 64, ' ');
    return file_of(header + '\n', bytes_of(values), version);
}

/// The same file on a machine of the other byte order.
template <class Element>
std::string swapped(char const* type, std::string const& shape, std::vector<Element> const& values) {
    std::string file = npy(type, shape, values);
    for (std::size_t at = file.size() - values.size() * sizeof(Element); at < file.size(); at += sizeof(Element))
        std::reverse(file.data() + at, file.data() + at + sizeof(Element));
    return file;
}

/// Shape and values of what read_npy reads
struct array_read {
    std::vector<std::size_t> shape;
    std::vector<double> values;
};
array_read read(std::string const& bytes) {
    scratch_file const file("array.npy");
    std::ofstream(file.path, std::ios::binary) << bytes;
    auto const array = read_npy(file.path);
    return {{array.shape().begin(), array.shape().end()}, {array.begin(), array.end()}};
}

using sizes = std::vector<std::size_t>;
using numbers = std::vector<double>;

}  // namespace

TEST_CASE("arrays that NumPy wrote are read in every element type", "[npy]") {
    auto const image = read(npy<std::uint8_t>("|u1", "(2, 3)", {0, 1, 2, 253, 254, 255}));
    CHECK(image.shape == sizes{2, 3});
    CHECK(image.values == numbers{0, 1, 2, 253, 254, 255});
    CHECK(read(npy<std::int8_t>("|i1", "(2,)", {-128, 127})).values == numbers{-128, 127});
    CHECK(read(npy<float>("<f4", "(2,)", {0.5f, -1.25f})).values == numbers{0.5, -1.25});
    CHECK(read(npy<double>("<f8", "(1, 1, 2)", {0.1, 1e300}, 2)).values == numbers{0.1, 1e300});
    CHECK(read(npy<double>("<f8", "(1, 1, 2)", {0.1, 1e300}, 3)).shape == sizes{1, 1, 2});
    CHECK(read(npy<std::int16_t>("<i2", "(1,)", {-300})).values == numbers{-300});
    CHECK(read(npy<std::uint16_t>("<u2", "(1,)", {65535})).values == numbers{65535});
    CHECK(read(npy<std::int32_t>("<i4", "(2,)", {-7, 1 << 30})).values == numbers{-7, 1 << 30});
    CHECK(read(npy<std::uint32_t>("<u4", "(1,)", {4294967295u})).values == numbers{4294967295.0});
    CHECK(read(npy<std::int64_t>("<i8", "(2,)", {-1, INT64_MIN})).values == numbers{-1, -0x1p63});
    CHECK(read(npy<std::uint64_t>("<u8", "(1,)", {1ull << 63})).values == numbers{0x1p63});
    CHECK(read(npy<std::uint8_t>("|b1", "(4,)", {1, 0, 255, 2})).values == numbers{1, 0, 1, 1});
}

TEST_CASE("half precision is read to the last bit", "[npy]") {
    std::vector<std::pair<std::uint16_t, double>> const known{
        {0x0000, 0.0}, {0x0001, 0x1p-24}, {0x03ff, 1023 * 0x1p-24}, {0x0400, 0x1p-14},  {0x3555, 1365 * 0x1p-12},
        {0x3c00, 1.0}, {0xc000, -2.0},    {0x7bff, 65504.0},        {0x7c00, INFINITY}, {0xfc00, -INFINITY}};
    std::vector<std::uint16_t> bits;
    for (auto const& [half, value] : known) bits.push_back(half);
    for (std::string const& file : {npy("<f2", "(10,)", bits), swapped(">f2", "(10,)", bits)}) {
        auto const values = read(file).values;
        for (std::size_t i = 0; i < known.size(); ++i) CHECK(values[i] == known[i].second);
    }
    auto const special = read(npy<std::uint16_t>("<f2", "(2,)", {0x8000, 0x7c01})).values;
    CHECK((special[0] == 0 && std::signbit(special[0])));
    CHECK(std::isnan(special[1]));
}

TEST_CASE("arrays of machines with the other byte order are read", "[npy]") {
    CHECK(read(swapped<double>(">f8", "(2,)", {0.1, -1e300})).values == numbers{0.1, -1e300});
    CHECK(read(swapped<float>(">f4", "(1,)", {0.5f})).values == numbers{0.5});
    CHECK(read(swapped<std::int16_t>(">i2", "(2,)", {1, -300})).values == numbers{1, -300});
    CHECK(read(swapped<std::uint32_t>(">u4", "(1,)", {1})).values == numbers{1});
    CHECK(read(swapped<std::int64_t>(">i8", "(1,)", {-2})).values == numbers{-2});
    CHECK(read(npy<std::uint8_t>(">u1", "(1,)", {200})).values == numbers{200});
}

TEST_CASE("arrays in Fortran order are read in C order", "[npy]") {
    auto const flat = read(npy<double>("<f8", "(2, 3)", {11, 21, 12, 22, 13, 23}, 1, "True"));
    CHECK(flat.shape == sizes{2, 3});
    CHECK(flat.values == numbers{11, 12, 13, 21, 22, 23});
    std::vector<std::int16_t> stored;
    for (std::int16_t k = 0; k < 4; ++k)
        for (std::int16_t j = 0; j < 3; ++j)
            for (std::int16_t i = 0; i < 2; ++i) stored.push_back(static_cast<std::int16_t>(100 * i + 10 * j + k));
    auto const volume = read(npy("<i2", "(2, 3, 4)", stored, 1, "True"));
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            for (std::size_t k = 0; k < 4; ++k)
                CHECK(volume.values[(i * 3 + j) * 4 + k] == static_cast<double>(100 * i + 10 * j + k));
    CHECK(read(npy<double>("<f8", "(3,)", {1, 2, 3}, 1, "True")).values == numbers{1, 2, 3});
    CHECK(read(npy<double>("<f8", "()", {7}, 1, "True")).values == numbers{7});
}

TEST_CASE("an array of no axis holds one number, one with an empty axis none", "[npy]") {
    CHECK(read(npy<double>("<f8", "()", {7})).values == numbers{7});
    CHECK(read(npy<double>("<f8", "()", {7})).shape.empty());
    for (auto const& [text, expected] : std::vector<std::pair<std::string, sizes>>{
             {"(0,)", {0}}, {"(5, 0)", {5, 0}}, {"(0, 5)", {0, 5}}, {"(3, 0, 2)", {3, 0, 2}}})
        for (char const* order : {"False", "True"}) {
            auto const none = read(npy<double>("<f8", text, {}, 1, order));
            CHECK(none.shape == expected);
            CHECK(none.values.empty());
        }
}

TEST_CASE("headers of other writers are read as Python reads them", "[npy]") {
    numbers const two{1, 2};
    for (char const* header : {"{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (2,)}",
                               "{'shape':(2,),'fortran_order':False,'descr':'<f8'}",
                               " \t{ 'descr' :'<f8' ,\n'fortran_order': False , 'shape' : ( 2 , ) , } \n\n",
                               "{'descr': '=f8', 'fortran_order': False, 'shape': (2,)}",
                               "{'descr': 'f8', 'fortran_order': False, 'shape': (2L,), }",
                               "{'descr': '<f8', \"fortran_order\": False, 'shape': (2, 1,), }"})
        CHECK(read(file_of(header, bytes_of(two))).values == two);
}

TEST_CASE("a header as long as a header may be is read or refused, not a crash", "[npy]") {
    numbers const two{1, 2};
    std::string const good = header_of("<f8", "(2,)");
    CHECK(read(file_of(good + std::string(65535 - good.size(), ' '), bytes_of(two))).values == two);
    CHECK(read(file_of(good + std::string(1 << 20, ' '), bytes_of(two), 2)).values == two);
    for (std::string const unit : {"x", "(", "{", "'", "{'descr': ", "1, ", "\\"}) {
        std::string text;
        while (text.size() + unit.size() < 60000) text += unit;
        CHECK_THROWS_AS(read(file_of(text, bytes_of(two))), std::invalid_argument);
        CHECK_THROWS_AS(read(file_of("{'shape': (" + text, bytes_of(two))), std::invalid_argument);
        CHECK_THROWS_AS(read(file_of("{'descr': '" + text, bytes_of(two))), std::invalid_argument);
    }
}

TEST_CASE("shapes that are none are refused with what was expected", "[npy]") {
    numbers const two{1, 2};
    auto reading = [&](std::string const& s) { return read(file_of(header_of("<f8", s), bytes_of(two))); };
    CHECK_THROWS_WITH(reading("(-3,)"), Contains("has \"-3,), }\" at character 51, expected a length in digits"));
    CHECK_THROWS_WITH(reading("(+2,)"), Contains("expected a length in digits"));
    CHECK_THROWS_WITH(reading("(1.5,)"), Contains("has \".5,), }\" at character 52, expected a comma or )"));
    CHECK_THROWS_WITH(reading("(0x3,)"), Contains("has \"x3,), }\" at character 52, expected a comma or )"));
    CHECK_THROWS_WITH(reading("(2, 1.0)"), Contains("expected a comma or )"));
    CHECK_THROWS_WITH(reading("(2e0,)"), Contains("expected a comma"));
    CHECK_THROWS_WITH(reading("(02,)"), Contains("expected a length without a 0 before it"));
    CHECK_THROWS_WITH(reading("(2 1)"), Contains("expected a comma"));
    CHECK_THROWS_WITH(reading("(2)"), Contains("expected a comma before the ), as in (3,)"));
    CHECK_THROWS_WITH(reading("(,)"), Contains("expected a length in digits"));
    CHECK_THROWS_WITH(reading("(2,,)"), Contains("expected a length in digits"));
    CHECK_THROWS_WITH(reading("[2]"), Contains("expected a shape in parentheses"));
    CHECK_THROWS_WITH(reading("2"), Contains("expected a shape in parentheses"));
    CHECK_THROWS_WITH(reading("(None,)"), Contains("expected a length in digits"));
    CHECK_THROWS_WITH(reading("(18446744073709551616,)"), Contains("expected a length below 2^64"));
    CHECK_THROWS_WITH(reading("(18446744073709551618, 0)"), Contains("expected a length below 2^64"));
    std::string axes;
    for (int k = 0; k < 65; ++k) axes += "1, ";
    CHECK_THROWS_WITH(reading("(" + axes + ")"), Contains("65 axes, expected at most 64"));
}

TEST_CASE("sizes are held against the file before memory is asked for", "[npy]") {
    numbers const two{1, 2};
    CHECK_THROWS_WITH(read(npy("<f8", "(3,)", two)), Contains("16 bytes of values, expected 3 elements of 8 bytes"));
    CHECK_THROWS_WITH(read(npy("<f8", "(1,)", two)), Contains("16 bytes of values, expected 1 elements of 8 bytes"));
    CHECK_THROWS_WITH(read(npy("<f8", "(0,)", two)), Contains("16 bytes of values, expected 0 elements"));
    CHECK_THROWS_WITH(read(npy<std::uint8_t>("<f8", "(2,)", std::vector<std::uint8_t>(17))), Contains("17 bytes"));
    CHECK_THROWS_WITH(read(npy("<f8", "(99999999999999999, 99999999999999999)", two)), Contains("2^60 or more"));
    CHECK_THROWS_WITH(read(npy("<f8", "(4294967296, 4294967296)", two)), Contains("2^60 or more"));
    CHECK_THROWS_WITH(read(npy("|u1", "(1152921504606846975,)", two)), Contains("expected 1152921504606846975 elem"));
    CHECK_THROWS_WITH(read(npy<double>("<f8", "(0, 4294967296, 4294967296)", {})), Contains("2^60 or more"));
    std::string const whole = npy("<f8", "(2,)", two);
    for (std::size_t n = 0; n < whole.size(); ++n) CHECK_THROWS_AS(read(whole.substr(0, n)), std::invalid_argument);
    for (int version : {1, 2}) {
        std::string longer = npy("<f8", "(2,)", two, version);
        longer[version == 1 ? 9 : 11] = '\x7f';
        CHECK_THROWS_WITH(read(longer), Contains("the header is cut short"));
    }
}

TEST_CASE("a file that is no such array is refused with its name and what it holds", "[npy]") {
    numbers const two{1, 2};
    auto dictionary = [&](std::string const& text) { return read(file_of(text, bytes_of(two))); };
    CHECK_THROWS_WITH(read("PK\x03\x04 something else"), Contains("array.npy: no NumPy array"));
    CHECK_THROWS_WITH(read(""), Contains("array.npy: no NumPy array"));
    for (int version : {0, 4, 9, 255})
        CHECK_THROWS_WITH(
            read(npy("<f8", "(2,)", two, version)),
            Contains("version " + std::to_string(version) + ".0 of the format, expected 1.0, 2.0 or 3.0"));
    for (char const* type : {"<c16", "<U5", "|O", "<M8[s]", "<f16", "|S3", "", "<", "<f", "<i3", "x<f8", "<f8 "})
        CHECK_THROWS_WITH(read(npy(type, "(2,)", two)),
                          Contains("elements of type " + std::string(type) + ", expected float16"));
    CHECK_THROWS_WITH(dictionary("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }"),
                      Contains("expected an element type in quotes (not records of named fields)"));
    CHECK_THROWS_WITH(dictionary("{'descr': '<f8', 'fortran_order': 0, 'shape': (2,), }"),
                      Contains("has \"0, 'shape': (2,), }\" at character 34, expected True or False"));
    CHECK_THROWS_WITH(dictionary("{'descr': '<f8', 'shape': (2,), }"), Contains("expected the keys 'descr'"));
    CHECK_THROWS_WITH(dictionary(header_of("<f8", "(2,), 'shape': (2,)")), Contains("each once"));
    CHECK_THROWS_WITH(dictionary(header_of("<f8", "(2,), 'version': 1")), Contains("expected the keys 'descr'"));
    CHECK_THROWS_WITH(dictionary("{'descr: '<f8'}"), Contains("expected a colon"));
    CHECK_THROWS_WITH(dictionary("{'descr\": '<f8'}"), Contains("and the quote that ends it"));
    CHECK_THROWS_WITH(dictionary("{'descr': '\\x3cf8'}"), Contains("and the quote that ends it"));
    CHECK_THROWS_WITH(dictionary("'descr'"), Contains("expected a dictionary in braces"));
    CHECK_THROWS_WITH(dictionary(header_of("<f8", "(2,)") + " 1"), Contains("expected nothing after the }"));
    CHECK_THROWS_WITH(dictionary("{'descr': '<f8' 'shape': (2,)}"), Contains("expected a comma or }"));
    CHECK_THROWS_WITH(dictionary("\x80\xff\n"), Contains("the header has \"???\" at character 0"));
}

TEST_CASE("what cannot be read is refused with the system's reason", "[npy]") {
    CHECK_THROWS_WITH(read_npy("no/such/file.npy"),
                      "read_npy: cannot read no/such/file.npy: No such file or directory");
    CHECK_THROWS_WITH(read_npy("/"), "read_npy: cannot read /: Is a directory");
    CHECK_THROWS_WITH(read_npy("/dev/zero"), "read_npy: cannot read /dev/zero: Invalid argument");
    CHECK_THROWS_AS(read_npy("no/such/file.npy"), std::runtime_error);
}
