// What a medium tells of its errors, where coefficients jump, have kinks, or come from tables.
#include "catch.hpp"

#include <cmath>
#include <numbers>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto contrast = parameter<"c">;
constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"u">(z);

constexpr auto line(auto const& a) {
    return homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
}
constexpr auto plane(auto const& a) {
    return homogenize(problem(-div(a(z / eps) * grad(w)) == 1, on(boundary, w == 0)), z / eps);
}
constexpr auto plane(auto const& a, auto const& b) {
    return homogenize(problem(-div(a(z / eps) * b(z / eps) * grad(w)) == 1, on(boundary, w == 0)), z / eps);
}

auto layers_of(table_options const& options = {}) {
    return coefficient<"a">(table_from({{4, 1}, {1, 9, 1, 9}}, options));
}

/// That the told interval has the right value and is not wider than it need be
void check_told(homogenized_medium const& medium, std::size_t i, std::size_t j, double right, double width) {
    enclosure const told = medium.interval(i, j);
    INFO("(" << i << ", " << j << ") = " << medium(i, j) << ", told " << told.lower << " to " << told.upper
             << ", right " << right);
    CHECK(told.contains(right));
    CHECK(told.width() <= width);
}

}  // namespace

TEST_CASE("a medium gives its tensor, where the entries lie and its correctors as arrays", "[homogenize]") {
    auto const medium = solve(plane(layers_of()), period(1, 1));  // of 1 and 9 along the first axis
    auto const tensor = medium.tensor();
    auto const [lower, upper] = medium.interval();
    REQUIRE((tensor.shape(0) == 2 && tensor.shape(1) == 2 && lower.shape(1) == 2 && upper.shape(0) == 2));
    double const right[2][2] = {{1.8, 0}, {0, 5}};
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 2; ++j) {
            CHECK(std::abs(tensor(i, j) - right[i][j]) <= 1e-9);
            CHECK((lower(i, j) <= right[i][j] && right[i][j] <= upper(i, j)));
        }
    auto const image = medium.image("chi_0");
    cell_equation const& grid = medium.cells().grid;
    REQUIRE((image.dimension() == 2 && image.shape(0) == grid.grid[0] && image.shape(1) == grid.grid[1]));
    CHECK(std::abs(image(1, 0) -
                   medium.corrector("chi_0")({grid.period[0] / static_cast<double>(grid.grid[0]), 0, 0})) <= 1e-9);
    CHECK_THROWS_WITH(medium.image("chi_2"), Catch::Contains("expected one of chi_0, chi_1"));
}

TEST_CASE("choices of any wave number lie in the told interval", "[homogenize]") {
    constexpr auto halves = coefficient<"a">([](auto y) { return where(sin(2 * pi * k * y) > 0, 1.0, 9.0); });
    constexpr auto thirds = coefficient<"a">([](auto y) { return where(sin(2 * pi * k * y) > 0.5, 1.0, 9.0); });
    constexpr auto any = coefficient<"a">([](auto y) { return where(sin(2 * pi * k * y) > 0.3, 1.0, 9.0); });
    double const low = 0.5 - std::asin(0.3) / pi;
    for (int const n : {1, 3, 16, 32, 97, 500, 512, 999, 1000, 4096}) {
        INFO("wave number " << n);
        check_told(solve(line(halves), period(1), k = n), 0, 0, 1.8, 1e-10);
        check_told(solve(line(thirds), period(1), k = n), 0, 0, 1 / (1.0 / 3 + 2.0 / 27), 1e-10);
        check_told(solve(line(any), period(1), k = n), 0, 0, 1 / (low + (1 - low) / 9), 0.01);
    }
}

TEST_CASE("two jumping waves without a common period lie in the told interval", "[homogenize]") {
    constexpr auto two = coefficient<"a">([](auto y) {
        return where(sin(2 * pi * k * y) + sin(2 * pi * (k + 1) * y) > 0.3, 1.0, 9.0);
    });
    for (int const n : {5, 31, 200, 999}) {
        INFO("wave numbers " << n << ", " << n + 1);
        double part = 0;
        int const m = 1 << 20;
        for (int i = 0; i < m; ++i) {
            double const y = (i + 0.5) / m;
            part += std::sin(2 * pi * n * y) + std::sin(2 * pi * (n + 1) * y) > 0.3 ? 1.0 / m : 0;
        }
        check_told(solve(line(two), period(1), k = n), 0, 0, 1 / (part + (1 - part) / 9), 0.1);
    }
}

TEST_CASE("boards of any wave number and contrast have the geometric mean in the told interval", "[homogenize]") {
    constexpr auto board = coefficient<"a">([](auto y) {
        return where(sin(2 * pi * k * y[0]) * sin(2 * pi * k * y[1]) > 0, 1.0, contrast);
    });
    for (int const n : {1, 7, 32, 63, 64}) {
        INFO("wave number " << n);
        auto const medium = solve(plane(board), period(1), k = n, contrast = 10);
        check_told(medium, 0, 0, std::sqrt(10.0), 1e-3);
        check_told(medium, 0, 1, 0, 1e-9);
    }
    for (std::size_t const n : {64, 256})
        check_told(solve(plane(board), period(1), k = 1, contrast = 100, medium_options{.grid = n}), 0, 0, 10, 2);
    check_told(solve(plane(board), period(1), k = 1, contrast = 1e6, medium_options{.grid = 64}), 0, 0, 1000, 10);
}

TEST_CASE("a board has no scale and no length", "[homogenize]") {
    constexpr auto board = coefficient<"a">([](auto y) {
        return k * where(sin(2 * pi * y[0] / contrast) * sin(2 * pi * y[1] / contrast) > 0, 1.0, 9.0);
    });
    for (double const scale : {1e-200, 1e200})
        check_told(solve(plane(board), period(1), k = scale, contrast = 1), 0, 0, 3 * scale, 1e-9 * scale);
    for (double const length : {1e-9, 1e9})
        check_told(solve(plane(board), period(length), k = 1, contrast = length), 0, 0, 3, 1e-9);
}

TEST_CASE("a disk lies in the interval between two finer ones", "[homogenize]") {
    constexpr auto disk = coefficient<"a">([](auto y) {
        return where((y[0] - 0.5) * (y[0] - 0.5) + (y[1] - 0.5) * (y[1] - 0.5) < 0.09, 10.0, 1.0);
    });
    // Perrins, McKenzie and McPhedran 1979: the square array, multipoles to the order of f^13
    double const f = pi * 0.09, t = 9.0 / 11;
    double const right = 1 + 2 * t * f / (1 - t * f - 0.305827 * t * t * std::pow(f, 4) /
                                          (1 - 1.402958 * t * t * std::pow(f, 8)) - 0.013362 * t * t * std::pow(f, 8));
    auto const medium = solve(plane(disk), period(1));
    check_told(medium, 0, 0, right, 0.02);
    check_told(solve(plane(disk), period(1), medium_options{.grid = 60}), 0, 0, right, 0.06);
}

TEST_CASE("a table does not set the grid of what surrounds it", "[homogenize]") {
    auto const t = layers_of();
    check_told(solve(plane(t), period(2)), 0, 0, 1.8, 1e-10);
    check_told(solve(plane(t), period(2)), 1, 1, 5, 1e-10);
    auto const scaled = [&](auto const& y) {
        return homogenize(problem(-div(t(y) * grad(w)) == 1, on(boundary, w == 0)), z / eps);
    };
    check_told(solve(scaled(2 * z / eps), period(1)), 0, 0, 1.8, 1e-10);
    check_told(solve(scaled(z / eps + vector(0.1, 0.3)), period(1)), 0, 0, 1.8, 1e-10);
    check_told(solve(scaled(z / eps + vector(1 / pi, 0)), period(1)), 0, 0, 1.8, 0.01);

    auto const ones = coefficient<"one">(table_from({{4, 1}, {1, 1, 1, 1}}));
    constexpr auto smooth = coefficient<"b">([](auto y) { return 2 + sin(2 * pi * y[0]); });
    check_told(solve(plane(ones, smooth), period(1)), 0, 0, std::sqrt(3.0), 1e-10);
    // 1 / mean(1 / (t b)) = 1.8 sqrt 3, since t has half the period
    check_told(solve(plane(t, smooth), period(1)), 0, 0, 1.8 * std::sqrt(3.0), 1e-3);

    auto const thirds = coefficient<"b">(table_from({{3, 1}, {1, 2, 4}}));
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += 1 / ((i / 3 % 2 == 0 ? 1.0 : 9.0) * (i / 4 == 0 ? 1 : i / 4 == 1 ? 2 : 4)) / 12;
    check_told(solve(plane(t, thirds), period(1)), 0, 0, 1 / sum, 1e-9);
}

TEST_CASE("a table that is linear between its elements has its own mean", "[homogenize]") {
    auto const t = layers_of({.between = between_samples::multilinear});
    auto const medium = solve(plane(t), period(1));
    check_told(medium, 0, 0, 8 / std::log(9.0), 1e-4);
    check_told(medium, 1, 1, 5, 1e-4);
}

TEST_CASE("jumps times what is smooth lie in an interval to both sides of what is found", "[homogenize]") {
    // right: 1 / mean of 1 / a, each smooth piece by Gauss' rule
    constexpr auto thin = coefficient<"a">([](auto y) {
        return where(0.31 < y && y < 0.32, 0.001, 1.0) * exp(sin(2 * pi * 3 * y));
    });
    check_told(solve(line(thin), period(1)), 0, 0, 0.0653804348928, 1e-7);
    auto const steps = coefficient<"s">(table_from(array_of_doubles{{5}, {1, 2, 3, 4, 5}}));
    constexpr auto wave = coefficient<"b">([](auto y) { return 2 + sin(2 * pi * k * y); });
    auto const both =
        homogenize(problem(-div(steps(x / eps) * wave(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
    check_told(solve(both, period(1), k = 1), 0, 0, 4.490131923832, 1e-6);
    check_told(solve(both, period(1), k = 11), 0, 0, 3.84712661108, 1e-5);
}

TEST_CASE("a thin layer of another phase is seen and its mean lies in the told interval", "[homogenize]") {
    constexpr auto thin = coefficient<"a">([](auto y) { return where(k < y && y < k + contrast, 1e-5, 1.0); });
    auto const right = [](double width) { return 1 / (1 - width + 1e5 * width); };
    for (double const width : {2e-4, 3e-5})
        check_told(solve(line(thin), period(1), k = 0.37771, contrast = width), 0, 0, right(width), 1e-9);
    for (double const at : {0.3 * std::sqrt(2.0), 1 / pi})  // no grid follows both edges
        for (double const width : {1e-3 * pi, 1e-4 * pi, 1.1e-4, 2e-5 * pi})
            check_told(solve(line(thin), period(1), k = at, contrast = width), 0, 0, right(width), 4);
    constexpr auto smooth = coefficient<"a">([](auto y) {
        return 1 / (1 + 1000 * exp(-2 * k * pow<2>(sin(pi * (y - 0.377)))));
    });
    for (double const steep : {1e4, 1e6}) {  // the mean of exp(z cos) is I_0(z)
        double const mean = (1 + 1 / (8 * steep) + 9 / (128 * steep * steep)) / std::sqrt(2 * pi * steep);
        check_told(solve(line(smooth), period(1), k = steep), 0, 0, 1 / (1 + 1000 * mean), 1e-9);
    }
}

TEST_CASE("a layer of any thickness is seen", "[homogenize]") {
    constexpr auto thin = coefficient<"a">([](auto y) { return where(k < y && y < k + contrast, 1e-5, 1.0); });
    constexpr auto product = coefficient<"a">([](auto y) {
        return 1 - 0.99999 * where(k < y, 1.0, 0.0) * where(y < k + contrast, 1.0, 0.0);
    });
    constexpr auto top = coefficient<"a">([](auto y) { return where(sin(2 * pi * 7 * y) > k, 1e-5, 1.0); });
    for (double const width : {1e-6, 1e-8, 1e-10}) {
        double const right = 1 / (1 - width + 1e5 * width);
        check_told(solve(line(thin), period(1), k = 0.37771, contrast = width), 0, 0, right, 1.001);
        check_told(solve(line(product), period(1), k = 0.37771, contrast = width), 0, 0, right, 1.001);
        double const part = std::acos(1 - width) / pi;
        check_told(solve(line(top), period(1), k = 1 - width), 0, 0, 1 / (1 - part + 1e5 * part), 1.001);
    }
}

TEST_CASE("what is small in the plane lies in the told interval or is refused", "[homogenize]") {
    constexpr auto disk = coefficient<"a">([](auto y) {
        return where(pow<2>(y[0] - 0.377) + pow<2>(y[1] - 0.612) < k * k, contrast, 1.0);
    });
    for (double const of_disk : {10.0, 0.01})
        for (double const radius : {1e-2, 3e-3}) {
            double const f = pi * radius * radius, t = (of_disk - 1) / (of_disk + 1);
            check_told(solve(plane(disk), period(1), k = radius, contrast = of_disk), 0, 0,
                       1 + 2 * f * t / (1 - f * t), 0.01);
        }
    for (double const radius : {3e-4, 1e-6})
        CHECK_THROWS_WITH(solve(plane(disk), period(1), k = radius, contrast = 10),
                          Catch::Contains("something in the coefficients is only") &&
                              Catch::Contains("the largest grid has"));
    CHECK_THROWS_WITH(solve(plane(disk), period(1), k = 0.01, contrast = 10, medium_options{.grid = 30}),
                      Catch::Contains("which 30 x 30 pixels do not see; give a finer grid"));
    constexpr auto bump = coefficient<"a">([](auto y) {
        return 1 + exp(-(pow<2>(y[0] - 0.377) + pow<2>(y[1] - 0.612)) / (k * k));
    });
    for (double const radius : {1e-3, 1e-5})
        CHECK_THROWS_WITH(solve(plane(bump), period(1), k = radius),
                          Catch::Contains("do not resolve a(y): at y = (0.377"));
}

TEST_CASE("a thin layer across no axis lies in the told interval or is refused", "[homogenize]") {
    constexpr auto layer = coefficient<"a">([](auto y) {
        return where(abs(sin(pi * (3 * y[0] + y[1]))) < pi * k / 2, contrast, 1.0);
    });
    for (double const inside : {1e4, 1e-4}) {
        double const across = 1 / (0.02 / inside + 0.98), along = 0.02 * inside + 0.98;
        check_told(solve(plane(layer), period(1), k = 0.02, contrast = inside), 0, 0, 0.9 * across + 0.1 * along,
                   1.5 * along);
        for (double const thickness : {1e-3, 1e-5})
            CHECK_THROWS_WITH(solve(plane(layer), period(1), k = thickness, contrast = inside),
                              Catch::Contains("of the cell thick along axis"));
    }
}

TEST_CASE("layers have their means at any contrast", "[homogenize]") {
    constexpr auto jump = coefficient<"a">([](auto y) { return where(sin(2 * pi * y[0]) > 0, 1.0, k); });
    for (double const c : {1e3, 1e6, 1e12, 1e-12}) {
        auto const medium = solve(plane(jump), period(1), k = c);
        double const across = 2 / (1 + 1 / c), along = (1 + c) / 2;
        check_told(medium, 0, 0, across, 0.01 * across);
        check_told(medium, 1, 1, along, 0.01 * along);
    }
    constexpr auto smooth = coefficient<"a">([](auto y) { return 1 + k + k * sin(2 * pi * y); });
    for (double const c : {1e2, 1e4}) {
        INFO("contrast " << 1 + 2 * c);
        CHECK(std::abs(solve(line(smooth), period(1), k = c)(0, 0) / std::sqrt(1 + 2 * c) - 1) <= 1e-9);
    }
}

TEST_CASE("smooth coefficients of high contrast are solved in few iterations", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return exp(k * (sin(2 * pi * y[0]) + cos(2 * pi * y[1]))); });
    for (double const c : {1e2, 1e4, 1e6}) {
        INFO("contrast " << c);
        auto const medium = solve(plane(a), period(1), k = std::log(c) / 4);
        CHECK(std::abs(medium(0, 0) - 1) <= 1e-9);  // a moved by half a period is 1 / a turned
        CHECK(std::abs(medium(0, 1)) <= 1e-9);
        CHECK(medium.cells().iterations <= 100);
    }
}

TEST_CASE("a medium prints its interval and its grid", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 2 + cos(2 * pi * 8 * y); });
    std::string const text = to_text(solve(line(a), period(1)));
    CHECK_THAT(text, Catch::Contains("A*(0, 0) = 1.73205080756") && Catch::Contains("between 1.73205080756"));
    CHECK_THAT(text, Catch::Contains("by Fourier series") && Catch::Contains("of a cell of 0.125"));
    CHECK_THAT(text, Catch::Contains("between 1.73205 (Reuss) and 2 (Voigt)"));
}

TEST_CASE("a medium over a box of layers tells the error of its worst cell", "[homogenize]") {
    constexpr auto a = coefficient<"a">(
        [](auto s, auto y) { return (1 + s) * where(y < 1 / (2 + std::numbers::sqrt2 / 3), 1.0, 9.0); });
    constexpr auto both = homogenize(problem(-div(a(x, x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
    double const part = 1 / (2 + std::numbers::sqrt2 / 3), right = 1 / (part + (1 - part) / 9);
    auto const medium = solve(both, period(1), interval(0, 1), chebyshev{4});
    for (double const s : {0.05, 0.5, 0.95})
        CHECK(std::abs(medium.average(0, std::vector{s}, std::vector{0}) - (1 + s) * right) <= medium.error(0));
    CHECK(medium.error(0) > 1e-5);
    CHECK(medium.error(0) < 0.02);
}
