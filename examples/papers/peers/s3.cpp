// A peer's multiscale row: a coefficient of a phase, a = 2 + sin(2 pi (x + x / eps))
#include <cmath>

#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto phase) { return 2 + sin(2 * pi * phase); });
constexpr auto darcy = problem(-div(a(x + x / eps) * grad(u)) == 1, on(boundary, u == 1));

int main(int argc, char** argv) {
    table_row s3("S3", argc, argv, {{"eps", 1.0 / 500}});
    double const small = s3["eps"];
    auto const u_h = s3.solved([&] { return solve(darcy, interval(0, 1), eps = small, s3.seed()); });
    auto const exact = flux_reference(
        0, 1, 1, 1, [&](double s) { return 1 / (2 + std::sin(2 * pi * (s + s / small))); }, [](double s) { return s; },
        small / 16);
    return s3.of_l2(u_h, u, exact, 1e-9) ? 0 : 1;
}
