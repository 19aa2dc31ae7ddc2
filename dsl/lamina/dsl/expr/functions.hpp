#pragma once

#include <array>
#include <string_view>

#include <lamina/dsl/expr/operators.hpp>

namespace lamina {

/// f(E) for one of the elementary functions
template <graph::op Function, class... E>
struct function_t;
template <graph::op Function, class E>
struct function_t<Function, E> {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr int lower(graph::arena& g) const { return graph::apply(g, Function, of.lower(g)); }
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
    constexpr int lower(graph::arena& g) const {
        int const x = left.lower(g);
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
}  // namespace surface

template <Expression E>
constexpr auto exp(E const& e) {
    return surface::function_of<graph::op::exp>(e);
}
template <Expression E>
constexpr auto log(E const& e) {
    return surface::function_of<graph::op::log>(e);
}
template <Expression E>
constexpr auto sin(E const& e) {
    return surface::function_of<graph::op::sin>(e);
}
template <Expression E>
constexpr auto cos(E const& e) {
    return surface::function_of<graph::op::cos>(e);
}
template <Expression E>
constexpr auto tan(E const& e) {
    return surface::function_of<graph::op::tan>(e);
}
template <Expression E>
constexpr auto tanh(E const& e) {
    return surface::function_of<graph::op::tanh>(e);
}
template <Expression E>
constexpr auto sech(E const& e) {
    return surface::function_of<graph::op::sech>(e);
}
template <Expression E>
constexpr auto sinh(E const& e) {
    return surface::function_of<graph::op::sinh>(e);
}
template <Expression E>
constexpr auto cosh(E const& e) {
    return surface::function_of<graph::op::cosh>(e);
}
template <Expression E>
constexpr auto asin(E const& e) {
    return surface::function_of<graph::op::asin>(e);
}
template <Expression E>
constexpr auto acos(E const& e) {
    return surface::function_of<graph::op::acos>(e);
}
template <Expression E>
constexpr auto atan(E const& e) {
    return surface::function_of<graph::op::atan>(e);
}
template <Expression E>
constexpr auto erf(E const& e) {
    return surface::function_of<graph::op::erf>(e);
}
template <Expression E>
constexpr auto exp2(E const& e) {
    return surface::function_of<graph::op::exp2>(e);
}
template <Expression E>
constexpr auto log2(E const& e) {
    return surface::function_of<graph::op::log2>(e);
}
template <Expression E>
constexpr auto log10(E const& e) {
    return surface::function_of<graph::op::log10>(e);
}
template <Expression E>
constexpr auto cbrt(E const& e) {
    return surface::function_of<graph::op::cbrt>(e);
}
template <Expression E>
constexpr auto abs(E const& e) {
    return surface::function_of<graph::op::abs>(e);
}
template <Expression E>
constexpr auto sign(E const& e) {
    return surface::function_of<graph::op::sign>(e);
}

// of two, one of which may be a number
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto min(L const& l, R const& r) {
    return surface::function_of<graph::op::min>(as_expression(l), as_expression(r));
}
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto max(L const& l, R const& r) {
    return surface::function_of<graph::op::max>(as_expression(l), as_expression(r));
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
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto hypot(L const& l, R const& r) {
    return surface::function_of<graph::op::hypot>(as_expression(l), as_expression(r));
}
/// The angle of the point (x, y) = (second, first), as in C
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto atan2(L const& l, R const& r) {
    return surface::function_of<graph::op::atan2>(as_expression(l), as_expression(r));
}
/// `pow(2, u)`, `pow(u, 1.4)`: an exponent that is structure, `pow<2>(u)`, is better where it is known
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto pow(L const& l, R const& r) {
    return surface::function_of<graph::op::pow>(as_expression(l), as_expression(r));
}

}  // namespace lamina
