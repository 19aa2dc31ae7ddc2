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

/// Of |v|, as the authors take it
template <class Solution>
double error_of_speed(Solution const& u_h, known_values const& reference) {
    auto const v_h = u_h(points_view(reference.points, 2), v);
    std::vector<double> found, known;
    for (std::size_t n = 0; n < reference.values.size(); n += 2) {
        found.push_back(std::hypot(v_h.data()[n], v_h.data()[n + 1]));
        known.push_back(std::hypot(reference.values[n], reference.values[n + 1]));
    }
    return relative_error(found, known);
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

    auto const error_by = [&](wang::method const& how) {
        return error_of_speed(w9.solved([&] {
            return wang::trained(w9, how, {3, 50}, with_pressure, square, lambda{4}, Re = w9["Re"],
                                 wang::standardised(square, x[0], x[1]));
        }), reference);
    };
    w9.named("speed");
    good = w9.of_number("M1", error_by(wang::methods[0]), 0.1, INFINITY) && good;
    return w9.of_number("M4", error_by(wang::methods[3]), 0, 6e-2) && good ? 0 : 1;
}
