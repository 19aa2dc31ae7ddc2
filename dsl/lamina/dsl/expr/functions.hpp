#pragma once

#include <array>
#include <string_view>

#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/reject/functions.hpp>

namespace lamina {

/// f(E) for one of the elementary functions
template <graph::op Function, class... E>
struct function_t;
template <graph::op Function, class E>
struct function_t<Function, E> {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::apply(g, Function, of.lower(g)); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<function_t, Right>();
    }
};
/// f(L, R)
template <graph::op Function, class L, class R>
struct function_t<Function, L, R> {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<L, R>;
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const x = left.lower(g);
        return graph::apply(g, Function, x, right.lower(g));
    }
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

template <graph::op Function, class... E>
constexpr auto function_of(E const&... e) {
    if constexpr (reject::scalar_arguments<function_name<Function>, E...>())
        return function_t<Function, E...>{e...};
    else
        return reject::nothing{};
}
/// What a user writes as f(e...), of one expression, or of two of which one may be a number
template <graph::op Function, class... E>
constexpr auto call_of_one(E const&... e) {
    if constexpr (sizeof...(E) == 1 && (Expression<E> && ...))
        return function_of<Function>(e...);
    else
        return reject::no_call<function_name<Function>, "one expression", "", E...>();
}
template <graph::op Function, class... E>
constexpr auto call_of_two(E const&... e) {
    if constexpr (sizeof...(E) == 2 && (Operand<E> && ...))
        return function_of<Function>(as_expression(e)...);
    else
        return reject::no_call<function_name<Function>, "two, expressions or numbers", ", 2", E...>();
}
}  // namespace surface

template <class... E>
    requires reject::Spoken<E...>
constexpr auto exp(E const&... e) {
    return surface::call_of_one<graph::op::exp>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto log(E const&... e) {
    return surface::call_of_one<graph::op::log>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto sin(E const&... e) {
    return surface::call_of_one<graph::op::sin>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto cos(E const&... e) {
    return surface::call_of_one<graph::op::cos>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto tan(E const&... e) {
    return surface::call_of_one<graph::op::tan>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto tanh(E const&... e) {
    return surface::call_of_one<graph::op::tanh>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto sech(E const&... e) {
    return surface::call_of_one<graph::op::sech>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto sinh(E const&... e) {
    return surface::call_of_one<graph::op::sinh>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto cosh(E const&... e) {
    return surface::call_of_one<graph::op::cosh>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto asin(E const&... e) {
    return surface::call_of_one<graph::op::asin>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto acos(E const&... e) {
    return surface::call_of_one<graph::op::acos>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto atan(E const&... e) {
    return surface::call_of_one<graph::op::atan>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto erf(E const&... e) {
    return surface::call_of_one<graph::op::erf>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto exp2(E const&... e) {
    return surface::call_of_one<graph::op::exp2>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto log2(E const&... e) {
    return surface::call_of_one<graph::op::log2>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto log10(E const&... e) {
    return surface::call_of_one<graph::op::log10>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto cbrt(E const&... e) {
    return surface::call_of_one<graph::op::cbrt>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto abs(E const&... e) {
    return surface::call_of_one<graph::op::abs>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto sign(E const&... e) {
    return surface::call_of_one<graph::op::sign>(e...);
}

// of two, one of which may be a number
template <class... E>
    requires reject::Spoken<E...>
constexpr auto min(E const&... e) {
    return surface::call_of_two<graph::op::min>(e...);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto max(E const&... e) {
    return surface::call_of_two<graph::op::max>(e...);
}
/// Of one type, so that `using namespace std` does not put std::min and std::max before them
template <Expression E>
constexpr auto min(E const& l, E const& r) {
    return surface::function_of<graph::op::min>(l, r);
}
template <Expression E>
constexpr auto max(E const& l, E const& r) {
    return surface::function_of<graph::op::max>(l, r);
}
template <class... E>
    requires reject::Spoken<E...>
constexpr auto hypot(E const&... e) {
    return surface::call_of_two<graph::op::hypot>(e...);
}
/// The angle of the point (x, y) = (second, first), as in C
template <class... E>
    requires reject::Spoken<E...>
constexpr auto atan2(E const&... e) {
    return surface::call_of_two<graph::op::atan2>(e...);
}
/// `pow(2, u)`, `pow(u, 1.4)`: an exponent that is structure, `pow<2>(u)`, is better where it is known
template <class... E>
    requires reject::Spoken<E...>
constexpr auto pow(E const&... e) {
    return surface::call_of_two<graph::op::pow>(e...);
}

}  // namespace lamina
