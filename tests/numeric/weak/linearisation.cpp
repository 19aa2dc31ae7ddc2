// The linearisation A, c, b, r of first-order forms against central differences of the residual itself: the unknowns
// are given functions U + s W, and all derivatives are carried out.
#include "catch.hpp"

#include <array>
#include <cmath>

#include <lamina/dsl.hpp>
#include <lamina/dsl/weak/linearisation.hpp>
#include <lamina/sample/tabulate.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(x);
constexpr auto q = unknown<"q", 2>(x);
constexpr auto speed = coefficient<"speed">([](auto y) { return 2 + sin(y[0]) * cos(y[1]); });
constexpr auto skew =
    coefficient<"skew">([](auto y) { return matrix(row(3 + y[0], 2 + y[1]), row(-y[1], 2 + y[0] * y[1])); });

constexpr auto U = sin(x[0]) + x[0] * x[1] * x[1] + 1;
constexpr auto V = exp(x[0] / 2) * cos(x[1]);
constexpr auto dU = cos(x[0] + 2 * x[1]);
constexpr auto dV = x[0] * x[0] - sin(x[1]);

double const points[]{0.3, 0.7, -0.4, 0.2, 1.1, -0.6};
double const step = 1e-4;

/// The largest difference between the change of `equation` along (dU, dV) by central differences and by its
/// linearisation at (U, V), over the largest change. Of the unknowns the first in the residual is U.
template <class E>
double error_of(E const& equation, int rows) {
    bindings known;
    known.parameters["eps"] = 0.3;
    double wrong = 0, largest = 0;
    for (int row = 0; row < rows; ++row) {
        graph::arena g;
        g.literals_by_value = true;
        graph::node_id const whole = equation.lower(g), residual = graph::component(g, whole, row);
        graph::id_list const unknowns = graph::unknowns_in(g, whole);
        graph::first_order_form const form = graph::first_order_form_of(g, residual, unknowns, g.name("x"), 2);
        REQUIRE(form.exists());
        graph::linearisation const at = graph::linearise(g, form, unknowns);
        std::array const value{U.lower(g), V.lower(g)}, direction{dU.lower(g), dV.lower(g)};
        auto moved = [&](graph::node_id id, graph::node_id by) {
            graph::node_id const to = graph::replace(g, graph::scalarize(g, id), [&](graph::node_id node) {
                int const k = graph::position_in(unknowns, node);
                auto const i = static_cast<std::size_t>(k);
                return k < 0 ? graph::node_id::none : graph::sum(g, value[i], graph::product(g, by, direction[i]));
            });
            return graph::scalarize(g, to);
        };
        auto along = [&](graph::node_id id, int j) {
            return graph::derivative(g, id, graph::coordinate(g, g.name("x"), j, 2));
        };
        int const m = unknowns.size;
        graph::node_id const still = graph::number(g, 0);
        graph::node_id linear = still;
        auto add = [&](graph::node_id coefficient, graph::node_id of) {
            return graph::product(g, moved(coefficient, still), of);
        };
        for (int i = 0; i < 2; ++i) {
            graph::node_id flux = still;
            for (int k = 0; k < m; ++k) {
                graph::node_id const w = direction[static_cast<std::size_t>(k)];
                flux = graph::sum(g, flux, add(at.c[i * m + k], w));
                for (int j = 0; j < 2; ++j) flux = graph::sum(g, flux, add(at.a[i * m * 2 + 2 * k + j], along(w, j)));
            }
            linear = graph::difference(g, linear, along(flux, i));
        }
        for (int k = 0; k < m; ++k) {
            graph::node_id const w = direction[static_cast<std::size_t>(k)];
            linear = graph::sum(g, linear, add(at.r[k], w));
            for (int j = 0; j < 2; ++j) linear = graph::sum(g, linear, add(at.b[2 * k + j], along(w, j)));
        }
        graph::node_id const roots[]{linear, moved(residual, graph::number(g, {1, 10000})),
                          moved(residual, graph::number(g, {-1, 10000}))};
        auto const values = tabulate(g, roots, points, {.space = 2}, known);
        std::size_t const n = std::size(points) / 2;
        for (std::size_t p = 0; p < n; ++p) {
            double const change = (values(1, p) - values(2, p)) / (2 * step);
            wrong = std::max(wrong, std::abs(values(0, p) - change));
            largest = std::max(largest, std::abs(change));
        }
    }
    REQUIRE(largest > 0.1);
    return wrong / largest;
}

}  // namespace

TEST_CASE("a linearisation is the change of the residual: nonsymmetric, fast, nonlinear, coupled and elastic",
          "[weak]") {
    double const tolerance = 1e-6;  // of the differences: step^2 times third derivatives
    CHECK(error_of(-div(skew(x) * grad(u)) == 1, 1) <= tolerance);
    CHECK(error_of(-div(skew(x / eps) * grad(u) + u * vector(speed(x / eps), x[0])) +
                           dot(vector(x[1], speed(x / eps)), grad(u)) + speed(x / eps) * u ==
                       x[0],
                   1) <= tolerance);
    CHECK(error_of(-div((1 + u * u) * skew(x) * grad(u) + pow<3>(u) * vector(x[1], 1)) + exp(u) == 0, 1) <= tolerance);
    CHECK(error_of(-div(grad(u) * (1 + dot(grad(u), grad(u))) + vector(speed(x), x[1])) + u * dot(grad(u), grad(u)) ==
                       div(vector(x[0] * x[1], speed(x))),
                   1) <= tolerance);
    constexpr auto strain = sym(grad(q));
    CHECK(error_of(-div(speed(x) * trace(strain) * identity<2> + 2 * speed(x / eps) * strain) + dot(q, q) * q ==
                       vector(0, x[0]),
                   2) <= tolerance);
    CHECK(error_of(-div(u * grad(v) + speed(x) * grad(u)) + u * v * v == dot(grad(u), grad(v)), 1) <= tolerance);
}
