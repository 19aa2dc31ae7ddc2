// A peer's nonlinear rows in two dimensions: Helmholtz' equation with a cubic term, steady Burgers and Bratu's
#include "finite_differences.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto nu = parameter<"nu">;
constexpr auto lambda_ = parameter<"lambda">;
constexpr auto u = unknown<"u">(x);
constexpr auto waves = sin(2 * pi * x[0]) * sin(3 * pi * x[1]) + x[0] * x[1] / 2;
constexpr auto helmholtz =
    problem(manufacture(lap(u) + k * k * u + pow<3>(u) == 0, u, waves), on(boundary, u == waves));
constexpr auto hills = sin(pi * x[0]) * exp(x[1]) / 2;
constexpr auto burgers =
    problem(manufacture(u * d(u, x[0]) + u * d(u, x[1]) - nu * lap(u) == 0, u, hills), on(boundary, u == hills));
constexpr auto bratu = problem(lap(u) + lambda_ * exp(u) == 0, on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row p3("P3", argc, argv, {{"k", 3}, {"nu", 0.1}, {"lambda", 1}});
    auto const square = box({0, 0}, {1, 1});
    auto const u_h = p3.solved([&] { return solve(helmholtz, square, k = p3["k"], p3.seed()); });
    bool const good = p3.named("Helmholtz").of_l2(u_h, u, waves, 1e-9);
    auto const v_h = p3.solved([&] { return solve(burgers, square, nu = p3["nu"], p3.seed()); });
    bool const better = p3.named("Burgers").of_l2(v_h, u, hills, 4e-8);
    auto const w_h = p3.solved([&] { return solve(bratu, square, lambda_ = p3["lambda"], p3.seed()); });
    bool const best = p3.named("Bratu").of_l2(w_h, u, bratu_by_differences(p3["lambda"]), 3e-9);
    return good && better && best ? 0 : 1;
}
