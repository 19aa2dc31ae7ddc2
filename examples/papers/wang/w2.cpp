// Wang, Teng, Perdikaris 2021, 3.1: Helmholtz' equation in two dimensions
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto a1 = parameter<"a1">;
constexpr auto a2 = parameter<"a2">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(a1 * pi * x[0]) * sin(a2 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, u == exact));
/// Twice the value: losses of four sides add up.
constexpr auto trained_on = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, 2 * u == 2 * exact));

int main(int argc, char** argv) {
    table_row w2("W2", argc, argv, {{"k", 1}, {"a1", 1}, {"a2", 4}});
    auto const square = box({-1, -1}, {1, 1});
    auto const u_h =
        w2.solved([&] { return solve(helmholtz, square, k = w2["k"], a1 = w2["a1"], a2 = w2["a2"], w2.seed()); });
    bool const good = w2.of_l2(u_h, u, exact, 1e-10, a1 = w2["a1"], a2 = w2["a2"]);
    if (w2.quick()) return good ? 0 : 1;
    auto const trained = w2.by_network().solved([&] {
        return solve(helmholtz, square, mlp({40, 40}, activation::sin), points(2500), side_points{80}, k = w2["k"],
                     a1 = w2["a1"], a2 = w2["a2"], w2.seed());
    });
    bool const trains = w2.of_l2(trained, u, exact, 1e-6, a1 = w2["a1"], a2 = w2["a2"]);
    auto const by = [&](wang::method const& how) {
        return wang::trained(w2, how, {3, 50}, trained_on, square, lambda{1}, k = w2["k"], a1 = w2["a1"], a2 = w2["a2"],
                             wang::standardised(square, x[0], x[1]));
    };
    auto const error = [&](auto const& found) {
        return wang::error_of(found, exact, a1 = w2["a1"], a2 = w2["a2"]);
    };
    return wang::compared(w2, {1.81e-1, 1.27e-2, 2.12e-2, 3.69e-3}, by, error) && good && trains ? 0 : 1;
}
