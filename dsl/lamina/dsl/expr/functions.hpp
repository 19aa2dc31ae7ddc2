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
};

namespace surface {
/// The name of a function, for sentences
template <graph::op Function>
inline constexpr auto function_name = [] {
    constexpr std::string_view name = elementary::row<Function>.name;
    std::array<char, name.size() + 1> text{};
    for (std::size_t i = 0; i < name.size(); ++i) text[i] = name[i];
    return fixed_string<name.size() + 1>(text);
}();

template <graph::op Function, class E>
constexpr auto function_of(E const& e) {
    if constexpr (reject::scalar_argument<function_name<Function>, E>()) return function_t<Function, E>{e};
    else return reject::nothing{};
}
}  // namespace surface

template <Expression E>
constexpr auto exp(E const& e) { return surface::function_of<graph::op::exp>(e); }
template <Expression E>
constexpr auto log(E const& e) { return surface::function_of<graph::op::log>(e); }
template <Expression E>
constexpr auto sin(E const& e) { return surface::function_of<graph::op::sin>(e); }
template <Expression E>
constexpr auto cos(E const& e) { return surface::function_of<graph::op::cos>(e); }
template <Expression E>
constexpr auto tan(E const& e) { return surface::function_of<graph::op::tan>(e); }
template <Expression E>
constexpr auto tanh(E const& e) { return surface::function_of<graph::op::tanh>(e); }

}  // namespace lamina
