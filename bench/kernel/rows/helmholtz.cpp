// The Helmholtz equation of Wang, Teng and Perdikaris 2020, section 4.1, with their networks M1 and M3:
//   lap(u) + k^2 u == q on (-1, 1)^2, u == 0 on the boundary
#include <lamina.hpp>

#include "../by_hand/helmholtz.hpp"
#include "../counted_flop.hpp"
#include "gradient.hpp"
#include "rows.hpp"

namespace rows {

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, u == 0));

struct size {
    std::size_t inside, side;
};
constexpr size small{128, 128}, large{4096, 1024};
std::vector<std::size_t> const widths{50, 50, 50, 50};

box square() {
    return {{-1, -1}, {1, 1}};
}

double flop(size n, double first_layers) {
    counted_network const network{.inputs = 2, .width = 50, .hidden = 4, .first_layers = first_layers};
    return static_cast<double>(n.inside) * network.gradient({.hidden = 4, .read = 2}) +
           static_cast<double>(4 * n.side) * network.gradient({.hidden = 1, .read = 1});
}

template <class Network, class... More>
auto model_of(Network const& network, size n, More const&... more) {
    auto const collocated = [&] {
        return collocate(helmholtz, square(), network, points(n.inside), side_points{n.side}, k = 1.0, more...);
    };
    return std::make_shared<decltype(collocated())>(collocated());
}

template <class Real>
auto by_hand_of(size n) {
    auto const inside = interior_points(square(), points(n.inside)), edge = boundary_points(square(), n.side);
    auto const q = tabulate(lap(exact) + exact, inside);
    auto const axis = [](std::span<double const> at, std::size_t i) {
        std::vector<double> out;
        for (; i < at.size(); i += 2) out.push_back(at[i]);
        return out;
    };
    auto const ix = axis(inside, 0), iy = axis(inside, 1), bx = axis(edge, 0), by = axis(edge, 1);
    return std::make_shared<::by_hand::helmholtz<Real>>(typename ::by_hand::helmholtz<Real>::points{ix, iy}, q, 1.0,
                                                        typename ::by_hand::helmholtz<Real>::points{bx, by},
                                                        default_pool().size());
}

contest m1_f64(size n) {
    auto const model = model_of(mlp(widths, activation::tanh), n);
    return against(gradient_of(model), by_hand_of<double>(n), flop(n, 1));
}

contest m1_f32(size n) {
    auto const model = model_of(mlp(widths, activation::tanh), n, single_precision);
    return against<float>(gradient_of(model), by_hand_of<float>(n), flop(n, 1), 1e-4);
}

contest m3_f64(size n) {
    auto const model = model_of(improved_mlp(widths, activation::tanh), n);
    return alone(gradient_of(model), flop(n, 3));
}

}  // namespace

contest m1_f64_small() {
    return m1_f64(small);
}
contest m1_f64_large() {
    return m1_f64(large);
}
contest m1_f32_small() {
    return m1_f32(small);
}
contest m1_f32_large() {
    return m1_f32(large);
}
contest m3_f64_small() {
    return m3_f64(small);
}
contest m3_f64_large() {
    return m3_f64(large);
}

}  // namespace rows
