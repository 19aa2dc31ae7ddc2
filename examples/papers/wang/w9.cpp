// Wang, Teng, Perdikaris 2021, 3.3: the lid-driven cavity, stationary, by its stream function
#include "finite_differences.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto Re = parameter<"Re">;
constexpr auto psi = unknown<"psi">(x);
constexpr auto v = rot(psi);
constexpr auto cavity =
    problem(dot(v, grad(lap(psi))) - lap(lap(psi)) / Re == 0, on(boundary, psi == 0), on(x[1] == 1, v == vector(1, 0)),
            on(x[0] == 0 || x[0] == 1 || x[1] == 0, v == vector(0, 0)));

int main(int argc, char** argv) {
    table_row w9("W9", argc, argv, {{"Re", 100}});
    auto const u_h = w9.solved([&] { return solve(cavity, box({0, 0}, {1, 1}), Re = w9["Re"], w9.seed(), w9.enough(1e-3)); });
    auto const reference = cavity_by_differences(w9["Re"], [](double) { return 1.0; }, w9.quick());
    bool const good = w9.named("velocity").of_l2(u_h, v, reference, w9.bound(5e-3, 5e-4));
    known_values const centre{{0.5, 0.5},
                              {w9["Re"] == 100 ? -0.20916 : reference.values[reference.values.size() / 2 - 1]}};
    return w9.named("centre").of_l2(u_h, v[0], centre, w9.bound(1e-3, 1e-4)) && good ? 0 : 1;
}
