#include "catch.hpp"
#include "scratch_file.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <sstream>

#include <lamina/report/csv.hpp>
#include <lamina/report/npz.hpp>
#include <lamina/report/vtk.hpp>

using namespace lamina;

namespace {

template <class Number>
Number read(std::string const& bytes, std::size_t at) {
    Number out;
    REQUIRE(at + sizeof out <= bytes.size());
    std::memcpy(&out, bytes.data() + at, sizeof out);
    return out;
}

/// The cyclic redundancy check of zip, bit by bit.
std::uint32_t checksum(std::string const& bytes) {
    std::uint32_t c = ~0u;
    for (char const b : bytes) {
        c ^= static_cast<unsigned char>(b);
        for (int i = 0; i < 8; ++i) c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
    }
    return ~c;
}

}  // namespace

TEST_CASE("comma-separated numbers read back as the same doubles", "[report]") {
    scratch_file const file("a.csv");
    std::vector<double> const x{0.1, 1.0 / 3, -1e300}, y{5e-324, 2, 3};
    write_csv(file.path, {{"x", x}, {"u, \"exact\"", y}});
    std::istringstream text(file.bytes());
    std::string line;
    std::getline(text, line);
    CHECK(line == "x,\"u, \"\"exact\"\"\"");
    for (std::size_t r = 0; r < 3; ++r) {
        std::getline(text, line);
        auto const comma = line.find(',');
        CHECK(std::strtod(line.c_str(), nullptr) == x[r]);
        CHECK(std::strtod(line.c_str() + comma + 1, nullptr) == y[r]);
    }
    CHECK_FALSE(std::getline(text, line));
    write_csv(file.path, {{"", x}, {"y", y}});
    CHECK(file.bytes().substr(0, 5) == "\"\",y\n");
}

TEST_CASE("columns that cannot be written are refused by name", "[report]") {
    std::vector<double> const x{1, 2}, y{1};
    scratch_file const file("a.csv");
    CHECK_THROWS_WITH(write_csv(file.path, {}), "write_csv: no columns, expected at least 1");
    CHECK_THROWS_WITH(write_csv(file.path, {{"x", x}, {"y", y}}),
                      "write_csv: column \"y\" has 1 rows, expected 2 as in \"x\"");
    CHECK_THROWS_WITH(write_csv(file.path, {{"x", x}, {"y", x}, {"x", x}}),
                      "write_csv: number 0 and number 2 are both called \"x\", expected a name for each");
    CHECK_THROWS_AS(write_csv(file.path / "in no folder", {{"x", x}}), std::runtime_error);
}

TEST_CASE("an archive of arrays holds what numpy.load expects", "[report]") {
    scratch_file const file("a.npz");
    std::vector<double> const a{1, 2, 3, 4, 5, 6}, b{0.5};
    write_npz(file.path, {{"a", {2, 3}, a}, {"b", {1}, b}, {"none", {0}, {}}});
    std::string const z = file.bytes();
    std::size_t const end = z.size() - 22;
    REQUIRE(z.substr(end, 4) == "PK\x05\x06");
    REQUIRE(read<std::uint16_t>(z, end + 10) == 3);
    std::size_t entry = read<std::uint32_t>(z, end + 16);
    CHECK(entry + read<std::uint32_t>(z, end + 12) == end);
    std::vector<std::string> const names{"a.npy", "b.npy", "none.npy"}, shapes{"(2, 3)", "(1,)", "(0,)"};
    std::vector<std::vector<double>> const values{a, b, {}};
    for (std::size_t k = 0; k < 3; ++k) {
        REQUIRE(z.substr(entry, 4) == "PK\x01\x02");
        std::size_t const local = read<std::uint32_t>(z, entry + 42), size = read<std::uint32_t>(z, entry + 24);
        CHECK(z.substr(entry + 46, names[k].size()) == names[k]);
        REQUIRE(z.substr(local, 4) == "PK\x03\x04");
        CHECK(z.substr(local + 4, 24) == z.substr(entry + 6, 24));  // version to name length, said twice
        CHECK(z.substr(local + 30, names[k].size()) == names[k]);
        std::string const npy = z.substr(local + 30 + names[k].size(), size);
        CHECK(checksum(npy) == read<std::uint32_t>(z, entry + 16));
        CHECK(npy.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
        std::size_t const start = 10 + read<std::uint16_t>(npy, 8);
        CHECK(start % 64 == 0);
        CHECK(npy[start - 1] == '\n');
        CHECK(npy.substr(10, 60).find("{'descr': '<f8', 'fortran_order': False, 'shape': " + shapes[k] + ", }") == 0);
        REQUIRE(npy.size() == start + 8 * values[k].size());
        for (std::size_t i = 0; i < values[k].size(); ++i) CHECK(read<double>(npy, start + 8 * i) == values[k][i]);
        entry += 46 + names[k].size();
    }
}

TEST_CASE("arrays that cannot be archived are refused by name", "[report]") {
    scratch_file const file("a.npz");
    std::vector<double> const a{1, 2, 3};
    CHECK_THROWS_WITH(write_npz(file.path, {{"a", {2, 2}, a}}),
                      "write_npz: array \"a\" of shape (2, 2) has 3 values, expected 4");
    CHECK_THROWS_WITH(write_npz(file.path, {{"a", {3}, a}, {"a", {3}, a}}), "write_npz: two arrays are named \"a\"");
    CHECK_THROWS_AS(write_npz(file.path, {{"a/b", {3}, a}}), std::invalid_argument);
    CHECK_THROWS_AS(write_npz(file.path / "in no folder", {{"a", {3}, a}}), std::runtime_error);
}

TEST_CASE("a VTK image holds its fields with the first axis fastest", "[report]") {
    scratch_file const file("a.vti");
    // u = 10 i + j on 2 x 3 points; v = (u, -u)
    std::vector<double> const u{0, 1, 2, 10, 11, 12}, v{0, 1, 2, 10, 11, 12, 0, -1, -2, -10, -11, -12};
    write_vtk(file.path, {{2, 3}, {0, -1}, {0.5, 1}}, {{"u", u}, {"v", v, 2}});
    std::string const text = file.bytes();
    CHECK(text.find("WholeExtent=\"0 1 0 2 0 0\" Origin=\"0 -1 0\" Spacing=\"0.5 1 1\"") != std::string::npos);
    std::size_t const data = text.find("encoding=\"raw\">\n_") + std::strlen("encoding=\"raw\">\n_");
    CHECK(read<std::uint64_t>(text, data) == 48);
    std::vector<double> const expected{0, 10, 1, 11, 2, 12};
    CHECK(text.find("Name=\"v\" NumberOfComponents=\"2\" format=\"appended\" offset=\"56\"") != std::string::npos);
    CHECK(read<std::uint64_t>(text, data + 56) == 96);
    for (std::size_t p = 0; p < 6; ++p) {
        CHECK(read<double>(text, data + 8 + 8 * p) == expected[p]);
        CHECK(read<double>(text, data + 64 + 16 * p) == expected[p]);
        CHECK(read<double>(text, data + 72 + 16 * p) == -expected[p]);
    }
}

TEST_CASE("a VTK image that does not fit is refused", "[report]") {
    scratch_file const file("a.vti");
    std::vector<double> const u{0, 1, 2};
    CHECK_THROWS_WITH(write_vtk(file.path, {{2}, {0}, {1}}, {{"u", u}}),
                      "write_vtk: field \"u\" has 3 values, expected 1 components at 2 points");
    CHECK_THROWS_WITH(write_vtk(file.path, {{3}, {0}, {1}}, {{"u", u}, {"u", u}}),
                      "write_vtk: number 0 and number 1 are both called \"u\", expected a name for each");
    CHECK_THROWS_AS(write_vtk(file.path, {{3}, {1}, {1}}, {{"u", u}}), std::invalid_argument);
    CHECK_THROWS_AS(write_vtk(file.path, {{3}, {0}, {NAN}}, {{"u", u}}), std::invalid_argument);
    CHECK_THROWS_AS(write_vtk(file.path, {{1}, {0}, {1}}, {{"u", u}}), std::invalid_argument);
    CHECK_THROWS_AS(write_vtk(file.path, {{}, {}, {}}, {{"u", u}}), std::invalid_argument);
    CHECK_THROWS_WITH(write_vtk(file.path, {{3}, {0}, {1}}, {{"u\n", u}}),
                      Catch::Contains("expected a name in one line"));
}

TEST_CASE("sizes whose product is beyond all numbers are refused before anything is written", "[report]") {
    scratch_file const file("a");
    std::ofstream(file.path) << "the old one";
    std::size_t const half = std::size_t{1} << 32, few = std::size_t{1} << 22;
    std::vector<double> const none;
    CHECK_THROWS_WITH(
        write_vtk(file.path, {{half, half}, {0, 0}, {1, 1}}, {{"u", none}}),
        "write_vtk: axis 0 has 4294967296 points from 0 to 1, expected 2 to 2147483647 and finite lower < upper");
    CHECK_THROWS_WITH(write_vtk(file.path, {{few, few, few}, {0, 0, 0}, {1, 1, 1}}, {{"u", none}}),
                      "write_vtk: a grid of (4194304, 4194304, 4194304) points, more than memory has addresses");
    CHECK_THROWS_WITH(write_vtk(file.path, {{1 << 16, 1 << 16}, {0, 0}, {1, 1}}, {{"u", none, half}}),
                      "write_vtk: field \"u\" has 0 values, expected 4294967296 components at 4294967296 points");
    CHECK_THROWS_WITH(
        write_npz(file.path, {{"a", {half, half}, none}}),
        "write_npz: array \"a\" of shape (4294967296, 4294967296) has 0 values, expected more than memory holds");
    CHECK(file.bytes() == "the old one");
}
