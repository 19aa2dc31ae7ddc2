// Wang, Teng, Perdikaris 2021, Table 4: W2's equation with k = 2, 3, 4, where an eigenvalue of the Laplacian comes near
// k^2
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, u == 0));
/// Twice the value: losses of four sides add up.
constexpr auto trained_on = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, 2 * u == 0));

int main(int argc, char** argv) {
    table_row w4("W4", argc, argv, {{"k", 4}});
    auto const square = box({-1, -1}, {1, 1});
    auto const u_h = w4.solved([&] { return solve(helmholtz, square, k = w4["k"], w4.seed()); });
    bool const good = w4.of_l2(u_h, u, exact, 1e-10);
    auto const by = [&](wang::method const& how) {
        return wang::trained(w4, how, {5, 50}, trained_on, square, lambda{1}, k = w4["k"],
                             wang::standardised(square, x[0], x[1]));
    };
    double const of_m4 = w4["k"] == 2 ? 5.68e-3 : w4["k"] == 3 ? 3.57e-3 : 3.19e-3;
    auto const error = [&](auto const& found) { return wang::error_of(found, exact); };
    return wang::compared(w4, {NAN, NAN, NAN, of_m4}, by, error) && good ? 0 : 1;
}
