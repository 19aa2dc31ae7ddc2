// A peer's cavities, with lids that vanish in their corners; a lid of 1 is row W9
#include "finite_differences.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto Re = parameter<"Re">;
constexpr auto psi = unknown<"psi">(x);
constexpr auto v = rot(psi);
constexpr auto cavity_below = [](auto lid) {
    return problem(dot(v, grad(lap(psi))) - lap(lap(psi)) / Re == 0, on(boundary, psi == 0),
                   on(x[1] == 1, v == vector(lid, 0)), on(x[0] == 0 || x[0] == 1 || x[1] == 0, v == vector(0, 0)));
};

int main(int argc, char** argv) {
    table_row p5("P5", argc, argv, {{"Re", 100}});
    auto const square = box({0, 0}, {1, 1});
    bool good = true;
    auto const row = [&](char const* name, auto lid, auto speed, double bound) {
        auto const u_h =
            p5.solved([&] { return solve(cavity_below(lid), square, Re = p5["Re"], p5.seed(), p5.enough(1e-4)); });
        good = p5.named(name).of_l2(u_h, v, cavity_by_differences(p5["Re"], speed, p5.quick()), bound) && good;
    };
    row(
        "lid 4x(1-x)", 4 * x[0] * (1 - x[0]), [](double s) { return 4 * s * (1 - s); }, p5.bound(1e-4, 1e-5));
    row(
        "lid 16x^2(1-x)^2", 16 * pow<2>(x[0] * (1 - x[0])), [](double s) { return 16 * s * s * (1 - s) * (1 - s); },
        p5.bound(1e-4, 1e-6));
    return good ? 0 : 1;
}
