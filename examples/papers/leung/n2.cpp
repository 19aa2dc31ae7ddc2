// Leung, Lin, Zhang 2022, 5.3: a coefficient that varies slowly, too. Its cells, one at each slow point s.
#include <cmath>

#include "nh_pinn.hpp"

using namespace lamina;
using nh_pinn::way;

constexpr auto x = position<1>;
constexpr auto s = parameter<"s">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto slow, auto y) { return 0.5 * sin(2 * pi * y) + sin(slow) + 2; });
constexpr auto with = [](auto slow) { return problem(-div(a(slow, x / eps) * grad(u)) == sin(x), on(boundary, u == 0)); };
constexpr auto fine = with(x);
constexpr auto two_scale = homogenize(fine, x / eps);
constexpr auto at_s = homogenize(with(s), x / eps);

int main(int argc, char** argv) {
    table_row n2("N2", argc, argv, {{"eps", 1.0 / 8}});
    double const small = n2["eps"];
    auto const domain = interval(0, pi), period_1 = interval(0, 1);
    auto const reference = flux_reference(
        0, pi, 0, 0, [&](double r) { return 1 / (0.5 * std::sin(2 * M_PI * r / small) + std::sin(r) + 2); },
        [](double r) { return -std::cos(r); }, small / 4);
    auto const at = linear_points(0, pi, 20001);
    auto const medium = solve(two_scale, period(1), domain);
    auto const v = n2.solved([&] { return solve(effective_problem(two_scale), domain, medium.averages()); });
    double const e4 = nh_pinn::distance(v(at), reference.first);
    bool good = n2.of_number("e4", e4, 0.005123, 0.005127);
    for (way const how : {way::frozen, way::trained}) {
        if (n2.quick() && how != way::frozen) continue;
        n2.named(nh_pinn::name_of(how));
        auto const slow = linear_points(0, pi, 101);
        nh_pinn::adam_run const paper{points(101), 1000, 1e-3, equation_weights{1.0 / 11}, lambda{10.0 / 11}};
        auto const found = n2.solved([&] {
            std::vector<double> out;
            for (double const p : slow) {
                auto const chi = nh_pinn::corrector_by(how, at_s.cell<0>(), period_1, paper, 1, s = p);
                out.push_back(nh_pinn::mean_over(period_1, chi, at_s.average<0>()));
            }
            return out;
        });
        std::vector<double> exact;
        for (double const p : slow) exact.push_back(std::sqrt(std::pow(2 + std::sin(p), 2) - 0.25));
        good = n2.of_number("cell", nh_pinn::distance(found, exact), 0, 1e-7) && good;
        field_values const a_star{"average_0", nh_pinn::fitted(domain, slow, found, 18)};
        auto const p = n2.solved([&] { return nh_pinn::effective_by(how, effective_problem(two_scale), domain, {60, {30, 30}, points(200), paper}, 1, a_star)(at); });
        auto const w = solve(effective_problem(two_scale), domain, a_star)(at);
        n2.of_number("e1", nh_pinn::distance(p, reference.first), 0, 1.02 * e4);
        n2.of_number("e2", nh_pinn::distance(w, reference.first), 0, 1.02 * e4);
        n2.of_number("e3", nh_pinn::distance(p, w), 0, 1e-5);
    }
    return good ? 0 : 1;
}
