// Rigorous bounds of the image as it is, from elements above and fluxes below.
#include "catch.hpp"

#include <cmath>

#include <lamina/homogenize/bracket.hpp>

using namespace lamina;

namespace {

/// n x n pixels of the unit cell, a of their middles
template <class Value>
cell_equation image(std::size_t n, Value const& a) {
    cell_equation cell;
    cell.dimension = 2, cell.grid = {n, n, 1}, cell.by_differences = true;
    cell.tensor.assign(4 * n * n, 0.0);
    for (std::size_t p = 0; p < n * n; ++p)
        cell.tensor[p] = cell.tensor[3 * n * n + p] = a(cell.at(p)[0], cell.at(p)[1]);
    return cell;
}

}  // namespace

TEST_CASE("a bracket holds the effective tensor at every resolution and contrast, and narrows", "[homogenize]") {
    for (double const contrast : {10.0, 1e4}) {
        double width = INFINITY;
        for (std::size_t const n : {2, 8, 32}) {
            auto const found =
                *bracket_of(image(n, [&](double x, double y) { return (x < 0.5) == (y < 0.5) ? 1.0 : contrast; }));
            CHECK(found.lower[0] < std::sqrt(contrast));
            CHECK(found.upper[0] > std::sqrt(contrast));
            CHECK(std::abs(found.lower[0] * found.upper[0] - contrast) <= 1e-9 * contrast);  // a board is its own dual
            CHECK(std::abs(found.upper[1]) <= 1e-10 * contrast);
            CHECK(found.upper[0] - found.lower[0] < 0.9 * width);
            width = found.upper[0] - found.lower[0];
        }
    }
}

TEST_CASE("the bracket of layers is a number", "[homogenize]") {
    auto const found = *bracket_of(image(6, [](double x, double) { return x < 0.5 ? 1.0 : 9.0; }));
    CHECK(std::abs(found.lower[0] - 1.8) <= 1e-11);
    CHECK(std::abs(found.upper[0] - 1.8) <= 1e-11);
    CHECK(std::abs(found.lower[3] - 5) <= 1e-11);
    CHECK(std::abs(found.upper[3] - 5) <= 1e-11);
}

TEST_CASE("voids leave the bracket its upper side; what has no bracket says so", "[homogenize]") {
    auto square = image(8, [](double x, double y) { return x < 0.5 && y < 0.5 ? 0.0 : 1.0; });
    auto const found = *bracket_of(square);
    CHECK(found.lower == std::vector<double>(4, 0.0));
    CHECK(found.upper[0] < 0.75 / 1.25);  // of Hashin and Shtrikman
    square.tensor[64] = 0.25;
    CHECK(!bracket_of(square));
}
