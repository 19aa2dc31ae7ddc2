// The limit eps -> 0 of elasticity: displacements of a fine laminate tend to that of the effective problem at first
// order in the mean square. Where the layers end the conditions are those of a solution that goes on by reflection,
// even below and odd above, so there is no boundary layer and few degrees along the layers do.
#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

#include "first_order.hpp"

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto C =
    coefficient<"C">([](auto y) { return isotropic<2>(2 + sin(2 * pi * y[0]), 1 + 0.4 * cos(2 * pi * y[0])); });
constexpr auto load = vector((1 + x[0]) * cos(pi * x[1] / 2), 4 * exp(x[0]) * sin(pi * x[1] / 2));
constexpr auto laminate =
    problem(-div(contract(C(x / eps), sym(grad(u)))) == load,
            on(x[0] == 0 || x[0] == 1, u == vector(constant<0>, constant<0>)), on(x[1] == 0, u[1] == 0),
            on(x[1] == 0, d(u[0], x[1]) == 0), on(x[1] == 1, u[0] == 0), on(x[1] == 1, d(u[1], x[1]) == 0));

box const square({0, 0}, {1, 1});

/// The components of the displacement, in one list
template <class Problem, class Displacement, class... Bindings>
std::vector<double> inside(Problem const& problem, Displacement const& of, std::size_t across, std::size_t along,
                           Bindings const&... known) {
    auto model = collocate(problem, square, chebyshev{across, along}, chebyshev_points({3 * across / 2, along + 4}),
                           side_points{.count = 3 * across / 2, .clustered = true}, lambda{100}, known...);
    auto const theta = solve(model.system(), 1).theta;
    auto const grid = interior_points(square, grid_points({200, 5}));
    auto const first = model.value(theta, grid, of[0]), second = model.value(theta, grid, of[1]);
    std::vector<double> out(first.begin(), first.end());
    out.insert(out.end(), second.begin(), second.end());
    return out;
}

/// The root mean square of p - q
double mean_distance(std::vector<double> const& p, std::vector<double> const& q) {
    double sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += (p[k] - q[k]) * (p[k] - q[k]);
    return std::sqrt(sum / static_cast<double>(p.size()));
}

}  // namespace

TEST_CASE("an elastic laminate tends to its effective problem", "[homogenize]") {
    constexpr auto expansion = homogenize(laminate, x / eps);
    auto const medium = solve(expansion, period(1));
    auto const u0 = inside(effective_problem(expansion, medium), unknown<"u0", 2>(x), 12, 9);
    std::vector<double> error;
    for (std::size_t const n : {2, 4, 8}) {
        auto const found = inside(laminate, u, 24 + 12 * n, 5, eps = 1.0 / static_cast<double>(n));
        error.push_back(mean_distance(found, u0));
        if (n == 8) continue;
        auto const finer = inside(laminate, u, 28 + 14 * n, 7, eps = 1.0 / static_cast<double>(n));
        INFO("eps = 1/" << n << " resolved to " << mean_distance(found, finer));
        CHECK(mean_distance(found, finer) < 0.01 * error.back());
    }
    check_halving(error);
}
