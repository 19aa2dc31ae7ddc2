#pragma once

#include <lamina/dsl/expr/operators.hpp>

namespace lamina {

/// f(E) for one of the elementary functions
template <graph::op Function, class E>
struct function_t {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr int lower(graph::arena& g) const { return graph::apply(g, Function, of.lower(g)); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<function_t, Right>();
    }
};

namespace surface {
template <graph::op Function, fixed_string Name, class E>
constexpr auto function_of(E const& e) {
    if constexpr (reject::scalar_argument<Name, E>()) return function_t<Function, E>{e};
    else return reject::nothing{};
}
}  // namespace surface

template <Expression E>
constexpr auto exp(E const& e) { return surface::function_of<graph::op::exp, "exp">(e); }
template <Expression E>
constexpr auto log(E const& e) { return surface::function_of<graph::op::log, "log">(e); }
template <Expression E>
constexpr auto sin(E const& e) { return surface::function_of<graph::op::sin, "sin">(e); }
template <Expression E>
constexpr auto cos(E const& e) { return surface::function_of<graph::op::cos, "cos">(e); }
template <Expression E>
constexpr auto tan(E const& e) { return surface::function_of<graph::op::tan, "tan">(e); }
template <Expression E>
constexpr auto tanh(E const& e) { return surface::function_of<graph::op::tanh, "tanh">(e); }

}  // namespace lamina
