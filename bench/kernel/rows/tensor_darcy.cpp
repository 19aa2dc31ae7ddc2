// -div(A(x) grad(u)) == f with a 2 x 2 tensor A on (0, 1)^2, 2-50-50-50-50-1 tanh, 1024 points. Channels: value, two
// first derivatives, and the second derivatives as one, A : grad grad u.
#include <lamina.hpp>

#include "../counted_flop.hpp"
#include "gradient.hpp"
#include "rows.hpp"

namespace rows {

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto A = coefficient<"A">(
    [](auto y) { return matrix(row(2 + sin(y[0]), 0.5 * cos(y[1])), row(0.5 * cos(y[1]), 3 + cos(y[0] * y[1]))); });
constexpr auto darcy = problem(-div(A(x) * grad(u)) == sin(x[0]) * cos(x[1]));

auto collocated() {
    return collocate(darcy, box({0, 0}, {1, 1}), mlp({50, 50, 50, 50}, activation::tanh), points(1024));
}

}  // namespace

contest tensor_darcy_2d() {
    auto const model = std::make_shared<decltype(collocated())>(collocated());
    counted_network const network{.inputs = 2, .width = 50, .hidden = 4};
    return alone(gradient_of(model), 1024 * network.gradient({.hidden = 4, .read = 3}));
}

}  // namespace rows
