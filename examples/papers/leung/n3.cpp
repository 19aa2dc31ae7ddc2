// Leung, Lin, Zhang 2022, 5.4: diffusion and a fast reaction. The paper gives neither initial data nor an end in time,
// and its cell (0, 1) does not fit cos y: here a period of 2 pi, u(x, 0) = sin x, and t to 1. Its rate for the plain
// PINN at eps = 1/50 is 0.05.
#include <cmath>

#include "nh_pinn.hpp"
#include "sine_series.hpp"

using namespace lamina;
using nh_pinn::way;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto eps = parameter<"eps">;
constexpr auto D = parameter<"D">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto r = coefficient<"r">([](auto y) { return cos(y); });
constexpr auto fine = problem(dt(u) - D * lap(u) + (1 / eps) * r(x / eps) * u == sin(2 * pi * x),
                              on(boundary, u == 0), on(t == 0, u == sin(x)));
constexpr auto two_scale = homogenize(fine, x / eps);
constexpr auto of_N = two_scale.cell<0>();

int main(int argc, char** argv) {
    table_row n3("N3", argc, argv, {{"eps", 0.1}, {"D", 2}, {"T", 1}, {"epochs", 10000}, {"rate", 1e-3},
                                    {"plain_rate", 0.015}});
    auto const domain = interval(-pi, pi), cell = interval(0, 2 * pi);
    double const small = n3["eps"], d = n3["D"], T = n3["T"];
    auto const line = linear_points(-pi, pi, 201), in_cell = linear_points(0, 2 * pi, 401);
    point_list at(line.size(), 2);
    for (std::size_t k = 0; k < line.size(); ++k) at(k, 0) = line[k], at(k, 1) = T;
    std::size_t const modes = n3.quick() ? 300 : 1000;
    auto const u_eps = by_sine_series({d, 1 / small, 1 / small, 0, 2 * pi}, T, line, modes);
    auto const limit = by_sine_series({d, 0, 1, -0.5 / d, 2 * pi}, T, line, modes);
    auto const mean = by_sine_series({d, 0, 1, 0, 2 * pi}, T, line, modes);

    auto const medium = solve(two_scale, period(2 * pi), D = d);
    auto const effective = effective_problem(two_scale, medium);
    auto const v = n3.solved([&] { return nh_pinn::converged(n3, effective, domain, T, D = d); });
    double const e4 = nh_pinn::distance(v(at), u_eps), known = nh_pinn::distance(limit, u_eps);
    double const near = n3.bound(1e-4, 1e-6);
    bool good = n3.of_number("e4", e4, known - near, known + near);

    auto const epochs = static_cast<std::size_t>(n3["epochs"]);
    nh_pinn::adam_run const of_cell{101, epochs, n3["rate"], equation_weights{1.0 / 6}, lambda{5.0 / 6}};
    nh_pinn::adam_run paper{100, epochs, n3["rate"], equation_weights{1.0 / 7}, lambda{5.0 / 7, 1.0 / 7}};
    auto const exact = tabulate(-cos(x) / D, in_cell, D = d);
    for (way const how : nh_pinn::ways(n3)) {
        n3.named(nh_pinn::name_of(how));
        auto const N = n3.solved([&] { return nh_pinn::corrector_by(how, of_N, cell, of_cell, n3, D = d); });
        good = nh_pinn::cell_is_good(n3, how, nh_pinn::distance(N(in_cell), exact)) && good;
        if (nh_pinn::is_papers(how) && !n3.full()) continue;  // minutes
        std::vector const averages{nh_pinn::mean_over(cell, N, two_scale.average<0>())};
        auto const learned = effective_problem(two_scale, averages);
        auto const p = n3.solved([&] { return nh_pinn::end_by(how, learned, domain, T, line, paper, n3, D = d); });
        auto const w = nh_pinn::converged(n3, learned, domain, T, D = d);
        good = nh_pinn::compared(n3, how, line, p, w(at), u_eps, e4, n3.bound(1e-3, 1e-5)) && good;
    }
    if (!n3.full()) return good ? 0 : 1;
    n3.named(""), paper.rate = n3["plain_rate"];
    bool const fails = nh_pinn::plain(n3, fine, domain, paper, 100, 2, at, u_eps, mean, during{0, T}, eps = small,
                                      D = d);
    return good && fails ? 0 : 1;
}
