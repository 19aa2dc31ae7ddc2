// Leung, Lin, Zhang 2022, 5.3: a coefficient that varies slowly, too. Its cells: one at each slow point s.
#include <cmath>

#include "nh_pinn.hpp"

using namespace lamina;
using nh_pinn::way;

constexpr auto x = position<1>;
constexpr auto s = parameter<"s">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto slow, auto y) { return 0.5 * sin(2 * pi * y) + sin(slow) + 2; });
constexpr auto with = [](auto slow) {
    return problem(-div(a(slow, x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
};
constexpr auto fine = with(x);
constexpr auto two_scale = homogenize(fine, x / eps);
constexpr auto at_s = homogenize(with(s), x / eps);

int main(int argc, char** argv) {
    table_row n2("N2", argc, argv, {{"eps", 1.0 / 8}, {"epochs", 1000}, {"rate", 1e-4}, {"w", 1.0 / 11}});
    auto const effective = effective_problem(two_scale);
    auto const domain = interval(0, pi), one = interval(0, 1);
    auto const known = [&](auto const& conductivity) {
        return flux_reference(0, pi, 0, 0, [&](double r) { return 1 / conductivity(r); },
                              [](double r) { return -std::cos(r); }, n2["eps"] / 4);
    };
    auto const of_a = [&](double r) { return 0.5 * std::sin(2 * M_PI * r / n2["eps"]) + std::sin(r) + 2; };
    auto const a_star = [](double r) { return std::sqrt(std::pow(2 + std::sin(r), 2) - 0.25); };
    auto const reference = known(of_a), limit = known(a_star), mean = known([](double r) { return std::sin(r) + 2; });
    auto const at = linear_points(0, pi, reference.first.size());
    auto const& u_eps = reference.first;

    auto const u_h = n2.solved([&] { return solve(fine, domain, eps = n2["eps"], n2.seed()); });
    bool good = n2.of_l2(u_h, u, reference, 1e-9);
    auto const medium = solve(two_scale, period(1), domain);
    auto const v = n2.solved([&] { return solve(effective, domain, medium.averages()); });
    double const e4 = nh_pinn::distance(v(at), u_eps), converged = nh_pinn::distance(limit.first, u_eps);
    good = n2.of_number("e4", e4, converged - 1e-6, converged + 1e-6) && good;

    auto const epochs = static_cast<std::size_t>(n2["epochs"]);
    nh_pinn::adam_run const paper{101, epochs, n2["rate"], equation_weights{n2["w"]}, lambda{1 - n2["w"]}};
    for (way const how : nh_pinn::ways(n2)) {
        auto const slow = linear_points(0, pi, n2.quick() || (nh_pinn::is_papers(how) && !n2.full()) ? 41 : 101);
        n2.named(nh_pinn::name_of(how));
        auto const found = n2.solved([&] { return nh_pinn::average_by(how, at_s, s, one, slow, paper, n2); });
        std::vector<double> exact;
        for (double const r : slow) exact.push_back(a_star(r));
        good = nh_pinn::cell_is_good(n2, how, nh_pinn::distance(found, exact)) && good;
        field_values const average{"average_0", nh_pinn::fitted(domain, slow, found, 16)};
        auto const p = n2.solved([&] { return nh_pinn::effective_by(how, effective, domain, paper, n2, average); });
        auto const w = solve(effective, domain, average);
        good = nh_pinn::compared(n2, how, at, p(at), w(at), u_eps, e4, 1e-5) && good;
    }
    n2.named("");
    good = (n2.quick() || nh_pinn::plain(n2, fine, domain, paper, 100, 1.2, at, u_eps, mean.first, eps = n2["eps"])) &&
           good;
    return good ? 0 : 1;
}
