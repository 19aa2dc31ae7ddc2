// Layers of isotropic materials across the first axis in plane strain and in space: Backus (1962) has the effective
// tensor in closed form, in averages along the axis. Here they are taken by the trapezoidal rule, which is spectral.
#include "catch.hpp"

#include <cmath>
#include <functional>
#include <numbers>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto x = position<2>;
constexpr auto z = position<3>;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto w = unknown<"u", 3>(z);
constexpr auto none = vector(constant<0>, constant<0>);

constexpr auto bulk = coefficient<"bulk">([](auto y) { return 2 + sin(2 * pi * y[0]); });
constexpr auto shear = coefficient<"shear">([](auto y) { return 2 + cos(2 * pi * y[0]); });
constexpr auto layers = coefficient<"layers">(
    [](auto y) { return isotropic<2>(where(y[0] < 0.25, 1.0, 10.0), where(y[0] < 0.25, 3.0, 0.5)); });
constexpr auto in_space =
    coefficient<"C">([](auto y) { return isotropic<3>(2 + 0.5 * sin(2 * pi * y[0]), 1 + 0.3 * cos(2 * pi * y[0])); });
constexpr auto strain = sym(grad(u));
constexpr auto isotropic_stress = bulk(x / eps) * trace(strain) * identity<2> + 2 * shear(x / eps) * strain;
constexpr auto smooth =
    homogenize(problem(-div(isotropic_stress) == vector(constant<1>, constant<0>), on(boundary, u == none)), x / eps);
constexpr auto jumping = homogenize(problem(-div(contract(layers(x / eps), strain)) == none), x / eps);
constexpr auto spatial = homogenize(
    problem(-div(contract(in_space(z / eps), sym(grad(w)))) == vector(constant<0>, constant<0>, constant<1>)), z / eps);

/// The effective constants of layers of (lambda, mu), given for y in [0, 1)
struct backus {
    double across, along, coupling, shear_across, shear_along, along_other;
    backus(std::function<double(double)> const& lambda, std::function<double(double)> const& mu, int points) {
        double inverse = 0, ratio = 0, rest = 0, other = 0, compliance = 0, mean = 0;
        for (int k = 0; k < points; ++k) {
            double const y = (k + 0.5) / points, l = lambda(y), m = mu(y);
            inverse += 1 / (l + 2 * m) / points;
            ratio += l / (l + 2 * m) / points;
            rest += 4 * m * (l + m) / (l + 2 * m) / points;
            other += 2 * m * l / (l + 2 * m) / points;
            compliance += 1 / m / points;
            mean += m / points;
        }
        across = 1 / inverse;
        coupling = ratio / inverse;
        along = rest + ratio * ratio / inverse;
        along_other = other + ratio * ratio / inverse;
        shear_across = 1 / compliance;
        shear_along = mean;
    }
};

void check_plane(homogenized_medium const& found, backus const& exact, double tolerance) {
    double const expected[4][4]{{exact.across, 0, 0, exact.coupling},
                                {0, exact.shear_across, exact.shear_across, 0},
                                {0, exact.shear_across, exact.shear_across, 0},
                                {exact.coupling, 0, 0, exact.along}};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) CHECK(std::abs(found(i, j) - expected[i][j]) <= tolerance);
}

double const two_pi = 2 * std::numbers::pi;

}  // namespace

TEST_CASE("layers of isotropic materials have the tensor of Backus", "[homogenize]") {
    static_assert(smooth.cells == 3 && smooth.components == 2);
    auto const medium = solve(smooth, period(1));
    backus const exact([](double y) { return 2 + std::sin(two_pi * y); },
                       [](double y) { return 2 + std::cos(two_pi * y); }, 200);
    check_plane(medium, exact, 1e-10);
    CHECK_THROWS_WITH(medium(0, 4), Catch::Contains("expected less than (4, 4)"));
    CHECK_THROWS_WITH(medium.reaction(), Catch::Contains("of 2 components is not one number"));
    CHECK_THROWS_WITH(medium.corrector("N_10[0]"), Catch::Contains("N_00[0], N_00[1], N_01[0]"));
}

TEST_CASE("layers that jump have the tensor of Backus", "[homogenize]") {
    auto const medium = solve(jumping, period(1));
    check_plane(
        medium,
        backus([](double y) { return y < 0.25 ? 1.0 : 10.0; }, [](double y) { return y < 0.25 ? 3.0 : 0.5; }, 4),
        1e-10);
}

TEST_CASE("the corrector of layers is the integral of what the stress leaves of the strain", "[homogenize]") {
    auto const medium = solve(smooth, period(1));
    // (lambda + 2 mu) (1 + dN_00[0]/dy_0) = C*_0000, mu (1/2 + dN_01[1]/dy_0 / 2) = C*_0101 / 2
    for (double const y : {0.1, 0.37, 0.8}) {
        double const l = 2 + std::sin(two_pi * y), m = 2 + std::cos(two_pi * y);
        CHECK(std::abs(medium.corrector("N_00[0]").gradient({y, 0.2})[0] - (medium(0, 0) / (l + 2 * m) - 1)) <= 1e-10);
        CHECK(std::abs(medium.corrector("N_01[1]").gradient({y, 0.6})[0] - (medium(1, 1) / m - 1)) <= 1e-10);
        CHECK(std::abs(medium.corrector("N_01[0]")({y, 0.3})) <= 1e-12);
    }
}

TEST_CASE("layers in space have the tensor of Backus", "[homogenize]") {
    static_assert(spatial.cells == 6 && spatial.components == 3);
    auto const medium = solve(spatial, period(1), medium_options{.grid = 16});
    backus const exact([](double y) { return 2 + 0.5 * std::sin(two_pi * y); },
                       [](double y) { return 1 + 0.3 * std::cos(two_pi * y); }, 200);
    // rows and columns 3 k + i
    CHECK(std::abs(medium(0, 0) - exact.across) <= 1e-10);
    CHECK(std::abs(medium(0, 4) - exact.coupling) <= 1e-10);
    CHECK(std::abs(medium(8, 0) - exact.coupling) <= 1e-10);
    CHECK(std::abs(medium(4, 4) - exact.along) <= 1e-10);
    CHECK(std::abs(medium(8, 8) - exact.along) <= 1e-10);
    CHECK(std::abs(medium(4, 8) - exact.along_other) <= 1e-10);
    CHECK(std::abs(medium(1, 1) - exact.shear_across) <= 1e-10);
    CHECK(std::abs(medium(2, 6) - exact.shear_across) <= 1e-10);
    CHECK(std::abs(medium(5, 7) - exact.shear_along) <= 1e-10);
    CHECK(std::abs(medium(1, 5)) <= 1e-12);
}

TEST_CASE("an effective problem of elasticity has the effective tensor for its coefficients", "[homogenize]") {
    auto const medium = solve(smooth, period(1));
    auto const effective = effective_problem(smooth, medium);
    auto const u0 = unknown<"u0", 2>(x);
    // at u0 = (x0^2, x0 x1): the strain has e_00 = 2 x0, e_01 = x1 / 2, e_11 = x0, the residual is a constant
    auto const inserted = substitute(effective.equation.left, u0, vector(x[0] * x[0], x[0] * x[1]));
    std::vector<double> const point{0.3, 0.4};
    CHECK(std::abs(tabulate(inserted[0], point)[0] + 2 * medium(0, 0) + medium(0, 3) + medium(1, 1)) <= 1e-10);
    CHECK(std::abs(tabulate(inserted[1], point)[0]) <= 1e-10);
}
