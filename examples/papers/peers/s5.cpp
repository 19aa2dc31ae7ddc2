// A peer's multiscale row in two dimensions: layers that lie askew, a = 2 + sin(2 pi (x0 + x1) / eps)
#include <cmath>

#include "diffusion_reference.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * y); });
constexpr auto layered = problem(-div(a((x[0] + x[1]) / eps) * grad(u)) == 1, on(boundary, u == 1));

int main(int argc, char** argv) {
    table_row s5("S5", argc, argv, {{"eps", 1.0 / 8}});
    double const small = s5["eps"];
    auto const u_h = s5.solved([&] { return solve(layered, box({0, 0}, {1, 1}), eps = small, s5.seed()); });
    auto const reference =
        diffusion_by_differences([&](double r, double s) { return 2 + std::sin(2 * M_PI * (r + s) / small); },
                                 [](double, double) { return 1.0; }, 1, small);
    return s5.at(reference.points).of_l2(u_h, u, reference.values, 1e-5) ? 0 : 1;
}
