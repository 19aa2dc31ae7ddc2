// Leung, Lin, Zhang 2022: the fine problem in two dimensions, whose coefficient oscillates along both axes
#include <cmath>

#include "diffusion_reference.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1]); });
constexpr auto fine = problem(-div(a(x / eps) * grad(u)) == sin(x[0]) + cos(x[1]), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row n1("N1", argc, argv, {{"eps", 1.0 / 8}});
    double const small = n1["eps"];
    auto const u_h = n1.solved([&] {
        return solve(fine, box({0, 0}, {1, 1}), eps = small, n1.seed(), n1.enough(1e-4));
    });
    auto const reference = diffusion_by_differences(
        [&](double r, double s) { return 2 + std::sin(2 * M_PI * r / small) * std::cos(2 * M_PI * s / small); },
        [](double r, double s) { return std::sin(r) + std::cos(s); }, 0, small);
    bool const good = n1.named("square").at(reference.points).of_l2(u_h, u, reference.values, 1e-4);
    auto const& of_u = reference.values.first;
    known_values const centre{{0.5, 0.5}, {small == 1.0 / 8 ? 0.050714070338 : of_u[of_u.size() / 2]}};
    return n1.named("centre").of_l2(u_h, u, centre, 1e-4) && good ? 0 : 1;
}
