#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

}  // namespace

TEST_CASE("a choice in the point is solved to the exact solution, piece by piece", "[where]") {
    constexpr auto two_rates = problem(-lap(u) + where(x < 0, 1.0, 3.0) * u == where(x < 0, 1.0, 3.0) * sin(x) + sin(x),
                                       on(boundary, u == sin(x)));
    auto model = collocate(two_rates, interval(-1, 1), chebyshev{14}, chebyshev_points({40}));
    std::vector<double> const at{-0.9, -0.1, 0.2, 0.8};
    auto const values = model.value(solve(model.system()).theta, at);
    for (std::size_t k = 0; k < at.size(); ++k) CHECK(std::abs(values[k] - std::sin(at[k])) <= 1e-10);
}

TEST_CASE("a choice in the unknown is taken point by point, in the residual and its Jacobian", "[where]") {
    constexpr auto kinked = problem(-lap(u) + where(u >= 0.5, pow<2>(u), 3 * u) == 0, on(boundary, u == 0));
    auto model = collocate(kinked, interval(0, 3), chebyshev{2}, points(37));
    auto& system = model.system();
    std::vector<double> theta(model.parameters());
    for (std::size_t k = 0; k < theta.size(); ++k) theta[k] = 0.3 + 0.2 * static_cast<double>(k);
    std::vector<double> residual(system.rows());
    system.residual(theta, residual);

    // The same from values of the space: u, and u'' of a quadratic by exact second differences.
    std::size_t const count = system.rows() - 2;
    auto plain = collocate(problem(-lap(u) == 0, on(boundary, u == 0)), interval(0, 3), chebyshev{2}, points(37));
    auto value_of = collocate(problem(u == 0, on(boundary, u == 0)), interval(0, 3), chebyshev{2}, points(37));
    std::vector<double> minus_lap(system.rows()), value(system.rows());
    plain.system().residual(theta, minus_lap);
    value_of.system().residual(theta, value);
    int above = 0, below = 0;
    for (std::size_t p = 0; p < count; ++p) {
        double const v = value[p];
        (v >= 0.5 ? above : below) += 1;
        CHECK(std::abs(residual[p] - (minus_lap[p] + (v >= 0.5 ? v * v : 3 * v))) <= 1e-12);
    }
    CHECK(above > 0);
    CHECK(below > 0);

    std::size_t const width = theta.size();
    std::vector<double> jacobian(system.rows() * width), moved(system.rows());
    system.jacobian(theta, residual, jacobian);
    for (std::size_t k = 0; k < width; ++k) {
        double const h = 1e-6;
        std::vector<double> other = theta;
        other[k] += h;
        system.residual(other, moved);
        for (std::size_t p = 0; p < count; ++p)
            CHECK(std::abs(jacobian[k * system.rows() + p] - (moved[p] - residual[p]) / h) <= 1e-4);
    }
}
