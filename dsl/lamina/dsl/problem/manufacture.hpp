#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/problem/equation.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

namespace lamina {

/// The equation with u replaced on both sides
template <class L, class R, Expression Target, Operand By>
constexpr auto substitute(equation_t<L, R> const& e, Target const& target, By const& by) {
    return substitute(e.left, target, by) == substitute(e.right, target, by);
}

/// An expression with every derivative in it carried out, component by component
template <class E>
struct carried_out_t : components<carried_out_t<E>, E::form> {
    static constexpr shape form = E::form;
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr carried_out_t() = default;
    constexpr explicit carried_out_t(E const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        if constexpr (form.is_scalar()) return graph::scalarize(g, id);
        graph::id_list all;
        for (int i = 0; i < form.rows; ++i)
            for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
                all.push(graph::scalarize(g, graph::component(g, id, i, j)));
        return g.add({.kind = form.is_matrix() ? graph::op::matrix : graph::op::vector, .form = form}, all);
    }
};

namespace surface {
template <class E, class Part>
inline constexpr bool contains = [] {
    graph::arena g;
    graph::node_id const id = E{}.lower(g), part = Part{}.lower(g);
    return graph::substitute(g, id, part, graph::zero(g, g[part].form)) != id;
}();
}  // namespace surface

template <class T>
inline constexpr bool is_unknown = false;
template <fixed_string Name, int Size, class... Arguments>
inline constexpr bool is_unknown<unknown_t<Name, Size, Arguments...>> = true;

/// `manufacture(L(u) == f, u, exact)` is `L(u) == L(exact)`, with the derivatives of the exact solution carried
/// out: the equation that `exact` solves. An unknown on the right stays there: L(u) == R(u) + L(exact) - R(exact).
template <class L, class R, Expression Unknown, Operand Exact>
    requires(is_unknown<Unknown> && !reject::Uncalled<Exact>)
constexpr auto manufacture(equation_t<L, R> const& e, Unknown const& u, Exact const& exact) {
    auto const carried_out = []<class E>(E const& right) { return carried_out_t<E>(right); };
    if constexpr (!reject::known_solution<equation_t<L, R>, Unknown, expression_of<Exact>>()) return reject::nothing{};
    else if constexpr (surface::contains<R, Unknown>)
        return e.left == carried_out(e.right + substitute(e.left, u, exact) - substitute(e.right, u, exact));
    else
        return e.left == carried_out(substitute(e.left, u, exact));
}

/// Anything else: refused, with what is missing
template <class... Parts>
constexpr reject::refusal_of<Parts...> manufacture(Parts const&...) {
    return reject::no_manufacture<Parts...>();
}

}  // namespace lamina
