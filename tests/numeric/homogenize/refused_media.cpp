// Media and options that are refused.
#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"u">(z);

constexpr auto line(auto const& a) {
    return homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
}

}  // namespace

TEST_CASE("a tensor outside of its bounds is no medium", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return k * (2 + cos(2 * pi * y)); });
    for (double const scale : {1e-200, 1.0, 1e200}) {
        bindings known;
        known.parameters["k"] = scale;
        auto parts = cells::parts_of(line(a));
        resolved_cells solved = resolve_cells(parts.cells, std::vector{1.0}, known, {});
        CHECK(std::abs(homogenized_medium(parts, solved, known)(0, 0) - scale * std::sqrt(3.0)) <= 1e-10 * scale);
        for (double& average : solved.averages) average *= 1.2;
        CHECK_THROWS_WITH(homogenized_medium(parts, solved, known), Catch::Contains("outside of its bounds") &&
                                                                         Catch::Contains("Voigt"));
        for (double& average : solved.averages) average /= 1.2 * 1.2;
        CHECK_THROWS_WITH(homogenized_medium(parts, solved, known), Catch::Contains("Reuss"));
    }
}

TEST_CASE("options and arguments without sense are refused", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 2 + cos(2 * pi * y); });
    auto refused = [&](medium_options const& options, char const* why) {
        CHECK_THROWS_WITH(solve(line(a), period(1), options), Catch::Contains(why));
    };
    refused({.shape = {0}}, "shape is {0}, expected positive numbers");
    refused({.shape = {8, 8}}, "shape has 2 numbers, expected 1");
    refused({.grid = std::size_t{1} << 40}, "the number of grid points is");
    refused({.tolerance = std::nan("")}, "tolerance is nan");
    refused({.cell = {.tolerance = -1}}, "cell.tolerance is -1");
    CHECK_THROWS_WITH(solve(line(a), period(0)), Catch::Contains("period is 0"));
}

TEST_CASE("a drift that is too fast is refused at once", "[homogenize]") {
    constexpr auto b = coefficient<"b">([](auto y) {
        return vector(k * sin(2 * pi * y[0]) * cos(2 * pi * y[1]), -k * cos(2 * pi * y[0]) * sin(2 * pi * y[1]));
    });
    constexpr auto flow =
        homogenize(problem(-lap(w) + dot(b(z / eps), grad(w)) / eps == 1, on(boundary, w == 0)), z / eps);
    CHECK_THROWS_WITH(solve(flow, period(1), k = 100),
                      Catch::Contains("fast drift beyond Peclet number 60 is not solved yet"));
    auto const slow = solve(flow, period(1), k = 10);
    CHECK(std::abs(slow(0, 0) - slow(1, 1)) <= 1e-9);
    CHECK(slow(0, 0) > 1.1);
}
