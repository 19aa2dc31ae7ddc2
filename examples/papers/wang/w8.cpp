// Wang, Teng, Perdikaris 2021, 3.2: the Klein-Gordon equation, nonlinear, in time
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto alpha = parameter<"alpha">;
constexpr auto beta = parameter<"beta">;
constexpr auto gamma_ = parameter<"gamma">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto exact = x * cos(5 * pi * t) + pow<3>(x * t);
constexpr auto klein_gordon =
    problem(manufacture(dtt(u) + alpha * lap(u) + beta * u + gamma_ * pow<3>(u) == 0, u, exact),
            on(boundary, u == exact), on(t == 0, u == x), on(t == 0, dt(u) == 0));
constexpr double root_2 = 1.4142135623730951;
/// The root of two times the value: losses of both sides add up.
constexpr auto trained_on =
    problem(manufacture(dtt(u) + alpha * lap(u) + beta * u + gamma_ * pow<3>(u) == 0, u, exact),
            on(boundary, root_2 * u == root_2 * exact), on(t == 0, u == x), on(t == 0, dt(u) == 0));

int main(int argc, char** argv) {
    table_row w8("W8", argc, argv, {{"alpha", -1}, {"beta", 0}, {"gamma", 1}});
    auto const u_h = w8.solved([&] {
        return solve(klein_gordon, interval(0, 1), during{0, 1}, alpha = w8["alpha"], beta = w8["beta"],
                     gamma_ = w8["gamma"], w8.seed());
    });
    bool const good = w8.of_l2(u_h, u, exact, 1e-9);
    auto const by = [&](wang::method const& how) {
        return wang::trained(w8, how, {5, 50}, trained_on, interval(0, 1), lambda{1, 1, 1}, during{0, 1},
                             alpha = w8["alpha"], beta = w8["beta"], gamma_ = w8["gamma"],
                             wang::standardised(box({0, 0}, {1, 1}), x, t));
    };
    auto const error = [&](auto const& found) { return wang::error_of(found, exact); };
    return wang::compared(w8, {1.79e-1, 1.06e-2, 1.97e-2, 2.81e-3}, by, error) && good ? 0 : 1;
}
