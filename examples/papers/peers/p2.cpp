// A peer's second row in time: the Allen-Cahn equation, whose data have a kink and whose interfaces are thin, by slabs
#include "reaction_reference.hpp"
#include "table_row.hpp"

#include <cmath>
#include <numbers>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto nu = parameter<"nu">;
constexpr auto rate = parameter<"rate">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto allen_cahn = problem(dt(u) - nu * lap(u) - rate * u + rate * pow<3>(u) == 0, on(periodic(x), u),
                                    on(t == 0, u == x * x * cos(pi * x)));

int main(int argc, char** argv) {
    table_row p2("P2", argc, argv, {{"nu", 1e-4}, {"rate", 5}});
    double const r = p2["rate"];
    auto const u_h = p2.solved([&] {
        return solve(allen_cahn, interval(-1, 1), during{0, 1}, nu = p2["nu"], rate = p2["rate"], p2.seed(),
                     p2.enough(1e-3));
    });
    reaction_reference exact(
        4096, p2["nu"], r, [&](double v) { return -r * v * v * v; },
        [](double at) { return at * at * std::cos(std::numbers::pi * at); }, 1e-3);
    bool good = true;
    for (double const now : {0.01, 0.1, 0.5, 1.0}) {
        exact.run_to(now);
        point_list at(1024, 2);
        for (std::size_t k = 0; k < 1024; ++k) at(k, 0) = exact.x(4 * k), at(k, 1) = now;
        p2.named(now == 1     ? "t = 1"
                 : now == 0.5 ? "t = 0.5"
                 : now == 0.1 ? "t = 0.1"
                              : "t = 0.01")
            .at(at)
            .with_a_kink();
        good = p2.of_l2(u_h, u, exact.values(4), now == 1 ? p2.bound(1e-4, 1e-6) : p2.bound(1e-3, 1e-4)) && good;
    }
    return good ? 0 : 1;
}
