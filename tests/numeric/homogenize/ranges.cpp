// Functions of ranges against their values at points inside.
#include "catch.hpp"

#include <cmath>
#include <random>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/homogenize/range.hpp>

using namespace lamina;

TEST_CASE("the range of a function holds its values, and no more than they where it is narrow", "[homogenize]") {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> number(-4, 4), share(0, 1);
    auto check = [](range const& told, double low, double high, double width) {
        if (!std::isfinite(low) || !std::isfinite(high)) return;
        double const rounding = 1e-12 * (1 + std::abs(low) + std::abs(high));
        CHECK(told.low <= low + rounding);
        CHECK(told.high >= high - rounding);
        if (width < 1e-3 && std::isfinite(told.high - told.low))
            CHECK(told.high - told.low <= 3 * (high - low) + 1e-2 * (1 + std::abs(low) + std::abs(high)));
    };
    for (auto kind = graph::op::exp; elementary::is_function(kind); kind = static_cast<graph::op>(int(kind) + 1))
        for (double const width : {3.0, 0.3, 1e-4})
            for (int trial = 0; trial < 40; ++trial) {
                INFO("function " << int(kind) << ", width " << width);
                double const x = number(random), y = number(random);
                range const all = evaluate::apply(kind, range(x, x + width), range(y, y + width));
                double low = INFINITY, high = -INFINITY;
                for (int k = 0; k < 200; ++k) {
                    double const v = evaluate::apply(kind, x + width * share(random), y + width * share(random));
                    low = std::min(low, v), high = std::max(high, v);
                }
                check(all, low, high, width);
            }
}

TEST_CASE("sums, products, quotients, powers and choices of ranges hold those of their numbers", "[homogenize]") {
    range const x(-1, 2), y(3, 4);
    CHECK((x * y).low == -4);
    CHECK((x * y).high == 8);
    CHECK((x - y).low == -5);
    CHECK((y / range(-2, -1)).low == -4);
    CHECK(std::isinf((y / x).high));
    CHECK(evaluate::power(x, 2, 1).high == 4);
    CHECK(evaluate::power(y, -1, 2).low == 0.5);
    range const either = evaluate::where<false>(x, range(0), range(7), range(9));
    CHECK(either.low == 7);
    CHECK(either.high == 9);
    CHECK(evaluate::where<false>(x, y, range(7), range(9)).high == 7);
    CHECK(evaluate::where<true>(y, x, range(7), range(9)).low == 9);
}
