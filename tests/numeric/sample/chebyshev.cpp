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

TEST_CASE("a Chebyshev space of a parity has no other functions", "[sample]") {
    chebyshev odd_and_even{4};
    odd_and_even.only = {parity::odd, parity::even};
    auto const space = odd_and_even.on(box({0, -1}, {1, 1}));
    REQUIRE(space->size() == 6);  // no constant among them
    std::vector<double> const point{0.3, 0.7}, some{1, 2, 3, 4, 5, 6};
    auto const values = space->derivative(point, {1, 0});
    double sum = 0;
    for (std::size_t k = 0; k < 6; ++k) {  // T_n(s_0) T_m(s_1), n = 1, 3, m = 0, 2, 4, differentiated by x_0
        double const s = 2 * 0.3 - 1, m = static_cast<double>(k % 3 * 2), slope = k < 3 ? 1 : 12 * s * s - 3;
        CHECK(std::abs(values(k, 0) - 2 * slope * std::cos(m * std::acos(0.7))) <= 1e-13);
        sum += some[k] * values(k, 0);
    }
    CHECK(std::abs(space->combined(some, point, {1, 0})(0, 0) - sum) <= 1e-12);
    odd_and_even.only = {parity::odd};
    CHECK_THROWS_WITH(odd_and_even.on(box({0, -1}, {1, 1})),
                      "chebyshev: 1 parities for 2 axes, expected none or one for each");
    CHECK(odd_and_even.functions(2) == 11);  // as far as they are given, before `on` refuses
    chebyshev constant{1};
    constant.only = {parity::even};
    CHECK_THROWS_WITH(constant.on(interval(0, 1)), Catch::Contains("no function but the constant"));
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
