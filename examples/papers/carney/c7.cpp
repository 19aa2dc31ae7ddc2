// Carney, Gangal, Kim 2022, 4.3 and the later version's 4.3 and 4.4: Darcy's equation with an oscillating coefficient.
// The source is derived from the exact solution; what lamina sees is the equation.
#include "carney_trials.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto darcy = problem(manufacture(-div(a(x / eps) * grad(u)) == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row c7("C7", argc, argv, {{"eps", 1.0 / 32}});
    auto const u_h = c7.solved([&] { return solve(darcy, interval(-pi, pi), eps = c7["eps"], c7.seed()); });
    bool const good = c7.of_maximum(u_h, u, exact, 1e-9, eps = c7["eps"]);
    if (c7.quick()) return good ? 0 : 1;
    auto const trained = c7.by_network().solved([&] {
        return solve(darcy, interval(-pi, pi), mlp({20, 20, 20}, activation::sin), points(2000), eps = c7["eps"],
                     c7.seed());
    });
    bool const trains = c7.of_maximum(trained, u, exact, 5e-8, eps = c7["eps"]);
    carney::run const paper{{40, 40, 40, 40}, 1024, {{10000, 1e-3}, {10000, 1e-4}, {20000, 1e-5}, {20000, 1e-6}}};
    auto const train_all = [&] {
        return carney::trained(c7, paper, darcy, interval(-pi, pi), lambda{2}, eps = c7["eps"]);
    };
    return carney::compared(c7, 4.31e-1, train_all, exact, eps = c7["eps"]) && good && trains ? 0 : 1;
}
