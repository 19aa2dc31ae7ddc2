// The Klein-Gordon equation of Wang, Teng and Perdikaris 2020, section 4.2, without its conditions:
//   dtt(u) + alpha lap(u) + beta u + gamma u^3 == f on (0, 1) x (0, 1)
// 2-50-50-50-50-1 tanh, 1024 points. Channels: value, d/dx, d/dt, and dtt(u) + alpha lap(u) as one.
#include <lamina.hpp>

#include "../counted_flop.hpp"
#include "gradient.hpp"
#include "rows.hpp"

namespace rows {

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto alpha = parameter<"alpha">;
constexpr auto beta = parameter<"beta">;
constexpr auto gamma_ = parameter<"gamma">;
constexpr auto exact = x * cos(5 * pi * t) + pow<3>(x * t);
constexpr auto wave = problem(manufacture(dtt(u) + alpha * lap(u) + beta * u + gamma_ * pow<3>(u) == 0, u, exact));

auto collocated() {
    return collocate(wave, interval(0, 1), mlp({50, 50, 50, 50}, activation::tanh), points(1024), during{0, 1},
                     alpha = -1.0, beta = 0.0, gamma_ = 1.0);
}

}  // namespace

contest klein_gordon() {
    auto const model = std::make_shared<decltype(collocated())>(collocated());
    counted_network const network{.inputs = 2, .width = 50, .hidden = 4};
    return alone(gradient_of(model), 1024 * network.gradient({.hidden = 4, .read = 2}));
}

}  // namespace rows
