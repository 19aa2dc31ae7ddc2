// Wang, Teng, Perdikaris 2021, 3.3: the lid-driven cavity, stationary, by its stream function; the paper's networks are
// of stream function and pressure. Trained as it is (M1) that does not find the flow, with both cures (M4) it does.
#include "finite_differences.hpp"
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto Re = parameter<"Re">;
constexpr auto psi = unknown<"psi">(x);
constexpr auto p = unknown<"p">(x);
constexpr auto v = rot(psi);
constexpr auto cavity =
    problem(dot(v, grad(lap(psi))) - lap(lap(psi)) / Re == 0, on(boundary, psi == 0), on(x[1] == 1, v == vector(1, 0)),
            on(x[0] == 0 || x[0] == 1 || x[1] == 0, v == vector(0, 0)));
constexpr auto with_pressure = problem(dot(v, grad(v[0])) + d(p, x[0]) - lap(v[0]) / Re == 0,
                                       dot(v, grad(v[1])) + d(p, x[1]) - lap(v[1]) / Re == 0,
                                       on(boundary, v == vector(where(x[1] > 0.999999, 1, 0), 0)));

/// Of |v| at 100 x 100 points with the sides (just within them: v jumps in two corners), as the authors take it: the
/// spectral norm of this matrix of differences over that of |v|
template <class Network, class Solution>
double error_of_speed(Network const& network, Solution const& reference) {
    point_list at(10000, 2);
    for (std::size_t n = 0; n < 10000; ++n)
        for (std::size_t i = 0; i < 2; ++i)
            at(n, i) = std::clamp(static_cast<double>(i == 0 ? n / 100 : n % 100) / 99, 1e-6, 1 - 1e-6);
    auto const found = network(at, v), known = reference(at, v);
    std::vector<double> off, speed;
    for (std::size_t n = 0; n < 10000; ++n) {
        speed.push_back(std::hypot(known(n, 0), known(n, 1)));
        off.push_back(std::hypot(found(n, 0), found(n, 1)) - speed.back());
    }
    return wang::spectral_norm(off) / wang::spectral_norm(speed);
}

int main(int argc, char** argv) {
    table_row w9("W9", argc, argv, {{"Re", 100}});
    auto const square = box({0, 0}, {1, 1});
    auto const u_h = w9.solved([&] { return solve(cavity, square, Re = w9["Re"], w9.seed(), w9.enough(1e-3)); });
    auto const reference = cavity_by_differences(w9["Re"], [](double) { return 1.0; }, w9.quick());
    bool good = w9.named("velocity").of_l2(u_h, v, reference, w9.bound(5e-3, 5e-4));
    known_values const centre{{0.5, 0.5},
                              {w9["Re"] == 100 ? -0.20916 : reference.values[reference.values.size() / 2 - 1]}};
    good = w9.named("centre").of_l2(u_h, v[0], centre, w9.bound(1e-3, 1e-4)) && good;
    if (!w9.full()) return good ? 0 : 1;

    // Their loss of the boundary is half the sum of those of both components on each side.
    auto const error_by = [&](wang::method const& how, auto const& network, auto const&... parts) {
        auto model = wang::collocated(w9, with_pressure, square, network, lambda{2}, Re = w9["Re"],
                                      wang::standardised(square, x[0], x[1]));
        auto const found = w9.solved([&] { return wang::descent(w9, how, {3, 50}, model, parts...); });
        return error_of_speed(model.solution(found.theta), u_h);
    };
    w9.named("speed");
    good = w9.of_number("M1", error_by({"M1", false, false}, mlp({50, 50, 50})), 0.1, INFINITY) && good;
    double const cured =
        error_by({"M4", false, true}, improved_mlp({50, 50, 50}), every(10, wang::cavity_annealing{2}));
    return w9.of_number("M4", cured, 0, 6e-2) && good ? 0 : 1;
}
