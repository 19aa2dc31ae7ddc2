// The limit eps -> 0 with a source of order 1 / eps that is 0 on average: what it leaves is a source of order 1,
// through the correctors of the reaction and of the flux.
#include "catch.hpp"

#include <lamina.hpp>

#include "first_order.hpp"

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + sin(2 * pi * y)); });
constexpr auto r = coefficient<"r">([](auto y) { return 12 * cos(2 * pi * y) + 3 * sin(2 * pi * y); });
constexpr auto s = coefficient<"s">([](auto y) { return 20 * cos(2 * pi * y) + 10 * sin(2 * pi * y); });
constexpr auto ends = on(boundary, u == 0);

}  // namespace

TEST_CASE("a source of order 1 / eps leaves a source of order 1", "[homogenize]") {
    constexpr auto fine =
        problem(-div(a(x / eps) * grad(u)) + r(x / eps) * u / (2 * eps) == exp(x) * s(x / eps) / eps, ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    auto const u0 = on_unit_interval(effective_problem(expansion, solve(expansion, period(1))), 30);
    std::vector<double> error;
    for (std::size_t const n : {8, 16, 32})
        error.push_back(distance(on_unit_interval(fine, 60 + 14 * n, eps = 1.0 / static_cast<double>(n)), u0));
    CHECK(distance(u0, std::vector<double>(u0.size())) > 2 * error[2]);
    check_halving(error);
}

TEST_CASE("a source of order 1 / eps that is not 0 on average is refused with its average", "[homogenize]") {
    constexpr auto c = coefficient<"c">([](auto y) { return 5 + 3 * cos(2 * pi * y); });
    constexpr auto expansion = homogenize(problem(-lap(u) == c(x / eps) / eps, ends), x / eps);
    CHECK_THROWS_WITH(solve(expansion, period(1)), Catch::Contains("-mean(c(y)) is -5, expected 0"));
}
