#include "catch.hpp"

#include <array>
#include <cmath>

#include <lamina/sample/chebyshev.hpp>

using namespace lamina;

TEST_CASE("a Chebyshev space has one degree for all axes, or one for each", "[sample]") {
    box const domain({0, -1}, {1, 1});
    CHECK(chebyshev{3}.on(domain)->size() == 15);  // 4 x 4 but the constant
    CHECK(chebyshev{3, 3}.on(domain)->size() == 15);
    auto const space = chebyshev{5, 2}.on(domain);
    REQUIRE(space->size() == 17);
    // s = (2 x_0 - 1, x_1); function 3 k + l - 1 is T_k(s_0) T_l(s_1), the last is T_5 T_2
    std::vector<double> const point{0.3, 0.7};
    auto const values = space->derivative(point, {});
    CHECK(std::abs(values(1, 0) - std::cos(2 * std::acos(0.7))) <= 1e-14);
    CHECK(std::abs(values(16, 0) - std::cos(5 * std::acos(-0.4)) * std::cos(2 * std::acos(0.7))) <= 1e-14);
}

TEST_CASE("a Chebyshev space refuses degrees that do not fit the box", "[sample]") {
    box const domain({0, -1}, {1, 1});
    CHECK_THROWS_WITH((chebyshev{3, 2, 1}.on(domain)),
                      "chebyshev: 3 degrees for 2 axes, expected one for all or one for each");
    CHECK_THROWS_WITH((chebyshev{3, static_cast<std::size_t>(-2)}.on(domain)),
                      Catch::Contains("degree is -2, expected at least 1"));
    CHECK_THROWS_WITH((chebyshev{3, 0}.on(domain)), Catch::Contains("degree is 0, expected at least 1"));
    CHECK_THROWS_WITH(chebyshev{}.on(domain), Catch::Contains("0 degrees for 2 axes"));
}
