// A peer's row: Poisson's equation in five dimensions, u = sum of cos(pi x_i)
#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<5>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = cos(pi * x[0_c]) + cos(pi * x[1_c]) + cos(pi * x[2_c]) + cos(pi * x[3_c]) + cos(pi * x[4_c]);
constexpr auto poisson = problem(manufacture(-lap(u) == 0, u, exact), on(boundary, u == exact));

int main(int argc, char** argv) {
    table_row p4("P4", argc, argv);
    auto const cube = box({0, 0, 0, 0, 0}, {1, 1, 1, 1, 1});
    auto const u_h = p4.solved([&] { return solve(poisson, cube, p4.seed()); });
    return p4.of_l2(u_h, u, exact, 1e-10) ? 0 : 1;
}
