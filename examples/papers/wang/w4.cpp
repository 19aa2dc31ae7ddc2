// Wang, Teng, Perdikaris 2021, Table 4: W2's equation with k = 2, 3, 4, where an eigenvalue of the Laplacian comes near
// k^2
#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row w4("W4", argc, argv, {{"k", 4}});
    auto const u_h = w4.solved([&] { return solve(helmholtz, box({-1, -1}, {1, 1}), k = w4["k"], w4.seed()); });
    return w4.of_l2(u_h, u, exact, 1e-10) ? 0 : 1;
}
