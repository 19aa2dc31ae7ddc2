#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/problem/equation.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

namespace lamina {

/// The equation with u replaced on both sides
template <class L, class R, Expression Target, Operand By>
constexpr auto substitute(equation_t<L, R> const& e, Target const& target, By const& by) {
    return substitute(e.left, target, by) == substitute(e.right, target, by);
}

/// A scalar expression with every derivative in it carried out
template <class E>
struct carried_out_t {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of{};
    constexpr int lower(graph::arena& g) const { return graph::scalarize(g, of.lower(g)); }
};

/// `manufacture(L(u) == f, u, exact)` is `L(u) == L(exact)`, with the derivatives of the exact solution carried
/// out: the equation that `exact` solves. An unknown on the right stays there: L(u) == R(u) + L(exact) - R(exact).
template <class L, class R, Expression Unknown, Expression Exact>
constexpr auto manufacture(equation_t<L, R> const& e, Unknown const& u, Exact const& exact) {
    auto const right = e.right + substitute(e.left, u, exact) - substitute(e.right, u, exact);
    return e.left == carried_out_t<std::remove_cvref_t<decltype(right)>>{right};
}

}  // namespace lamina
