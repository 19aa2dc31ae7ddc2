// Carney, Gangal, Kim 2022, 4.3: regression of a two-scale function
#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto regression = problem(u == exact);

int main(int argc, char** argv) {
    table_row c5("C5", argc, argv, {{"eps", 1.0 / 32}});
    auto const u_h = c5.solved([&] { return solve(regression, interval(-pi, pi), eps = c5["eps"], c5.seed()); });
    return c5.of_maximum(u_h, u, exact, 1e-10, eps = c5["eps"]) ? 0 : 1;
}
