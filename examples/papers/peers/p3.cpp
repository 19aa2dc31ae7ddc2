// A peer's nonlinear rows in two dimensions: Helmholtz' equation with a cubic term and steady Burgers
#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto nu = parameter<"nu">;
constexpr auto u = unknown<"u">(x);
constexpr auto waves = sin(2 * pi * x[0]) * sin(3 * pi * x[1]) + x[0] * x[1] / 2;
constexpr auto helmholtz =
    problem(manufacture(lap(u) + k * k * u + pow<3>(u) == 0, u, waves), on(boundary, u == waves));
constexpr auto hills = sin(pi * x[0]) * exp(x[1]) / 2;
constexpr auto burgers =
    problem(manufacture(u * d(u, x[0]) + u * d(u, x[1]) - nu * lap(u) == 0, u, hills), on(boundary, u == hills));

int main(int argc, char** argv) {
    table_row p3("P3", argc, argv, {{"k", 3}, {"nu", 0.1}});
    auto const square = box({0, 0}, {1, 1});
    auto const u_h = p3.solved([&] { return solve(helmholtz, square, k = p3["k"], p3.seed()); });
    bool const good = p3.of_l2(u_h, u, waves, 1e-9);
    auto const v_h = p3.solved([&] { return solve(burgers, square, nu = p3["nu"], p3.seed()); });
    return p3.of_l2(v_h, u, hills, 4e-8) && good ? 0 : 1;
}
