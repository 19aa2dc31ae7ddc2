// Wang, Teng, Perdikaris 2021, 2.3: Poisson's equation in one dimension, u = sin(C x)
#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto C = parameter<"C">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(C * x);
constexpr auto poisson = problem(manufacture(lap(u) == 0, u, exact), on(boundary, u == exact));

int main(int argc, char** argv) {
    table_row w1("W1", argc, argv, {{"C", 16}});
    auto const u_h = w1.solved([&] { return solve(poisson, interval(0, 1), C = w1["C"], w1.seed()); });
    return w1.of_l2(u_h, u, exact, 1e-11, C = w1["C"]) ? 0 : 1;
}
