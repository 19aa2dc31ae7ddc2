// Carney, Gangal, Kim 2022, 4.3: Poisson's equation with an oscillating source
#include "carney_trials.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto poisson = problem(-lap(u) == 4 * sin(2 * x) + 1 / eps * sin(x / eps), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row c6("C6", argc, argv, {{"eps", 1.0 / 32}});
    auto const u_h = c6.solved([&] { return solve(poisson, interval(-pi, pi), eps = c6["eps"], c6.seed()); });
    bool const good = c6.of_maximum(u_h, u, exact, 1e-10, eps = c6["eps"]);
    carney::run const paper{
        {40, 40, 40, 40}, 1024, {{10000, 1e-4}, {10000, 1e-5}, {20000, 1e-6}, {20000, 1e-7}}};
    auto const train = [&] {
        return carney::trained(c6, paper, poisson, interval(-pi, pi), lambda{2}, eps = c6["eps"]);
    };
    return carney::compared(c6, 7.20e-2, train, exact, eps = c6["eps"]) && good ? 0 : 1;
}
