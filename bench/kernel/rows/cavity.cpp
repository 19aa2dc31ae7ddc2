// The momentum equations of the lid-driven cavity at Re = 100 in stream function and pressure, both from one network
// 2-50-50-50-50-2 with tanh, at 1296 points of (0, 1)^2:
//   v . grad v + grad p - lap(v) / Re == 0, v = rot(psi)
#include <lamina.hpp>

#include "../by_hand/cavity.hpp"
#include "../counted_flop.hpp"
#include "gradient.hpp"
#include "rows.hpp"

namespace rows {

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto psi = unknown<"psi">(x);
constexpr auto p = unknown<"p">(x);
constexpr auto v = rot(psi);
constexpr auto Re = parameter<"Re">;
constexpr auto cavity = problem(dot(v, grad(v[0])) + d(p, x[0]) - (1 / Re) * lap(v[0]) == 0,
                                dot(v, grad(v[1])) + d(p, x[1]) - (1 / Re) * lap(v[1]) == 0);

box square() {
    return {{0, 0}, {1, 1}};
}

auto collocated() {
    return collocate(cavity, square(), mlp({50, 50, 50, 50}, activation::tanh), grid_points({36, 36}), Re = 100);
}

}  // namespace

contest cavity_gradient() {
    auto const model = std::make_shared<decltype(collocated())>(collocated());
    auto const at = interior_points(square(), grid_points({36, 36}));
    std::vector<double> px, py;
    for (std::size_t i = 0; i < at.size(); i += 2) px.push_back(at[i]), py.push_back(at[i + 1]);
    auto const hand = std::make_shared<::by_hand::cavity<double>>(px, py, 100.0, 1.0, default_pool().size());
    // value, x, y, xx, xy, yy, (lap)_x, (lap)_y in one pass for both equations; read: psi's seven derivatives, p_x, p_y
    counted_network const network{.inputs = 2, .width = 50, .hidden = 4};
    return against(gradient_of(model), hand,
                   static_cast<double>(px.size()) * network.gradient({.hidden = 8, .read = 9}));
}

}  // namespace rows
