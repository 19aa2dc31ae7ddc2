// Carney, Gangal, Kim, later version, 4.3: smaller eps. Darcy's equation with a smooth source, so that the flux is
// slow, for the papers' coefficient and for two with more harmonics; C5, C6 and C7 at the same eps: --eps of theirs.
#include <cmath>

#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto e = coefficient<"e">([](auto y) { return exp(sin(y)); });
constexpr auto p = coefficient<"p">([](auto y) { return 1 / (1.1 + cos(y)); });

constexpr auto with = [](auto of) { return problem(-div(of(x / eps) * grad(u)) == sin(x), on(boundary, u == 0)); };
constexpr auto papers = with(a);
constexpr auto steep = with(e);
constexpr auto peaked = with(p);

int main(int argc, char** argv) {
    table_row c8("C8", argc, argv, {{"eps", 1.0 / 128}});
    double const small = c8["eps"];
    bool good = true;
    auto const one = [&](auto const& problem, auto const& resistance) {
        auto const u_h = c8.solved([&] { return solve(problem, interval(-pi, pi), eps = small, c8.seed()); });
        auto const exact = flux_reference(
            -pi, pi, 0, 0, [&](double s) { return resistance(s / small); }, [](double s) { return -std::cos(s); },
            small / 2);
        good = c8.of_maximum(u_h, u, exact, 1e-11) && good;
    };
    one(papers, [](double y) { return 2.1 + 2 * std::sin(y); });
    one(steep, [](double y) { return std::exp(-std::sin(y)); });
    one(peaked, [](double y) { return 1.1 + std::cos(y); });
    return good ? 0 : 1;
}
