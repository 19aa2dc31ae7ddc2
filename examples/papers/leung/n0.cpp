// Leung, Lin, Zhang 2022, 2.1: the plain PINN, which fails on a coefficient that oscillates
#include <cmath>

#include "nh_pinn.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 0.5 * sin(2 * pi * y) + 2; });
constexpr auto fine = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row n0("N0", argc, argv, {{"eps", 1.0 / 8}, {"epochs", 2000}, {"rate", 1e-4}, {"w", 0.5}});
    auto const known = [&](auto const& conductivity) {
        return flux_reference(0, pi, 0, 0, [&](double r) { return 1 / conductivity(r); },
                              [](double r) { return -std::cos(r); }, n0["eps"] / 4);
    };
    auto const exact = known([&](double r) { return 0.5 * std::sin(2 * M_PI * r / n0["eps"]) + 2; });
    auto const mean = known([](double) { return 2.0; });
    auto const u_h = n0.solved([&] { return solve(fine, interval(0, pi), eps = n0["eps"], n0.seed()); });
    bool const good = n0.of_l2(u_h, u, exact, 1e-11);
    nh_pinn::adam_run const paper{101, static_cast<std::size_t>(n0["epochs"]), n0["rate"], equation_weights{n0["w"]},
                                  lambda{1 - n0["w"]}};
    return nh_pinn::plain(n0, fine, interval(0, pi), paper, 500, 1.2, linear_points(0, pi, exact.first.size()),
                          exact.first, mean.first, eps = n0["eps"]) && good ? 0 : 1;
}
