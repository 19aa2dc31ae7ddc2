// A peer's multiscale row: -(a(x / eps) u')' = 1, a = 2 + sin(2 pi y)
#include <cmath>

#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 1));

int main(int argc, char** argv) {
    table_row s1("S1", argc, argv, {{"eps", 1.0 / 500}});
    double const small = s1["eps"];
    auto const u_h = s1.solved([&] { return solve(darcy, interval(0, 1), eps = small, s1.seed()); });
    auto const exact = flux_reference(
        0, 1, 1, 1, [&](double s) { return 1 / (2 + std::sin(2 * pi * s / small)); }, [](double s) { return s; },
        small / 16);
    return s1.of_l2(u_h, u, exact, 1e-11) ? 0 : 1;
}
