// Carney, Gangal, Kim 2022, 4.3: regression of a two-scale function
#include "carney_trials.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto regression = problem(u == exact);

int main(int argc, char** argv) {
    table_row c5("C5", argc, argv, {{"eps", 1.0 / 32}});
    auto const u_h = c5.solved([&] { return solve(regression, interval(-pi, pi), eps = c5["eps"], c5.seed()); });
    bool const good = c5.of_maximum(u_h, u, exact, 1e-10, eps = c5["eps"]);
    carney::run const paper{{40, 40, 40, 40}, 403, {{20000, 1e-2}, {10000, 1e-3}}};
    auto const train = [&] { return carney::trained(c5, paper, regression, interval(-pi, pi), eps = c5["eps"]); };
    return carney::compared(c5, 2.65e-3, train, exact, eps = c5["eps"]) && good ? 0 : 1;
}
