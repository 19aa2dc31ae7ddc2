// A peer's multiscale row: a coefficient of x and of x / eps, 2 + sin(2 pi y) cos(2 pi x), and another such one
#include <cmath>

#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto s, auto y) { return 2 + sin(2 * pi * y) * cos(2 * pi * s); });
constexpr auto b = coefficient<"b">([](auto s, auto y) { return 2 + sin(2 * pi * y) * exp(-2 * s) + s / 2; });
constexpr auto with = [](auto of) { return problem(-div(of(x, x / eps) * grad(u)) == 1, on(boundary, u == 1)); };
constexpr auto turning = with(a);
constexpr auto fading = with(b);

int main(int argc, char** argv) {
    table_row s2("S2", argc, argv, {{"eps", 1.0 / 500}});
    double const small = s2["eps"];
    bool good = true;
    auto const one = [&](auto const& problem, auto const& coefficient_at) {
        auto const u_h = s2.solved([&] { return solve(problem, interval(0, 1), eps = small, s2.seed()); });
        auto const exact = flux_reference(
            0, 1, 1, 1, [&](double s) { return 1 / coefficient_at(s, 2 * pi * s / small); }, [](double s) { return s; },
            small / 16);
        good = s2.of_l2(u_h, u, exact, 1e-9) && good;
    };
    one(turning, [](double s, double y) { return 2 + std::sin(y) * std::cos(2 * pi * s); });
    one(fading, [](double s, double y) { return 2 + std::sin(y) * std::exp(-2 * s) + s / 2; });
    return good ? 0 : 1;
}
