#include "catch.hpp"

#include <array>
#include <complex>
#include <numbers>
#include <vector>

#include <lamina/discretise/corner_exponents.hpp>

using namespace lamina;
using complex = std::complex<double>;

namespace {

constexpr double right_angle = std::numbers::pi / 2;
std::array<complex, 2> const unmapped{complex(1), complex(0, 1)};
principal_part const value{0, {1}}, along_x{1, {1, 0}}, along_y{1, {0, 1}}, laplacian{2, {1, 0, 1}};

void check(sector_problem const& problem, std::vector<complex> const& expected, double margin = 1e-9) {
    auto const found = exponents_of(problem, 5.9);
    REQUIRE(found.size() == expected.size());
    for (std::size_t k = 0; k < found.size(); ++k) CHECK(std::abs(found[k] - expected[k]) < margin);
}

}  // namespace

TEST_CASE("Laplace's exponents in a corner are multiples of pi / angle, half ones where the sides differ") {
    check({2, unmapped, right_angle, {{{value}, {value}}}}, {0, 2, 4});
    check({2, unmapped, right_angle, {{{value}, {along_x}}}}, {0, 1, 3, 5});
    double const angle = 2.2, first = std::numbers::pi / angle;
    check({2, unmapped, angle, {{{value}, {value}}}}, {0, first, 2 * first, 3 * first, 4 * first});
}

TEST_CASE("A clamped corner has Moffatt's exponents, however the conditions are written") {
    std::vector<complex> const published{0, 1, 2, {3.739593356, 1.119024534}, {5.808250761, 1.463928122}};
    check({4, unmapped, right_angle, {{{value, along_y}, {value, along_x}}}}, published);
    check({4, unmapped, right_angle, {{{along_x, along_y}, {along_x, along_y}}}}, published);
    check({4, unmapped, right_angle, {{{value, along_x, along_y}, {value, along_x, along_y}}}}, published);
}

TEST_CASE("A side with too few conditions has no exponents, nor one with too many") {
    CHECK(exponents_of({4, unmapped, right_angle, {{{value}, {value, along_x}}}}, 6).empty());
    CHECK(exponents_of({2, unmapped, right_angle, {{{value, along_y}, {value}}}}, 6).empty());
    CHECK(exponents_of({2, unmapped, right_angle, {{{}, {value}}}}, 6).empty());
}

TEST_CASE("The plane is mapped so that the derivatives of highest order are those of lap or of its square") {
    auto const slanted = principal_part{2, {-2, -2, -3}}.characteristic();
    REQUIRE(slanted);
    complex const c = (*slanted)[1];
    CHECK(std::abs(2.0 + 2.0 * c + 3.0 * c * c) < 1e-14);
    auto const squared = principal_part{4, {1, 0, 8, 0, 16}}.characteristic();  // (d_0^2 + 4 d_1^2)^2
    REQUIRE(squared);
    CHECK(std::abs((*squared)[1] - complex(0, 0.5)) < 1e-14);
    CHECK_FALSE(principal_part{2, {1, 0, -1}}.characteristic());
    CHECK_FALSE(principal_part{4, {1, 0, 3, 0, 1}}.characteristic());
    CHECK_FALSE(principal_part{1, {1, 0}}.characteristic());
}
