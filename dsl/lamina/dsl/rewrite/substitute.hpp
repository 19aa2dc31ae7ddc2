#pragma once

#include <lamina/dsl/expr/component.hpp>
#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/reject/substitute.hpp>
#include <lamina/dsl/rewrite/replace.hpp>

namespace lamina {

namespace graph {
/// `id` with `by` in place of `target`, component by component for a vector unknown; derivatives of the target become
/// derivatives of `by`, still to be carried out (see `scalarize`).
constexpr node_id substitute(arena& g, graph::node_id id, graph::node_id target, graph::node_id by) {
    return replace(g, id, [&](node_id at) {
        if (at == target) return by;
        bool const part = g[target].kind == op::unknown && g[at].kind == op::unknown && g[at].a > 0 &&
                          g[target].a == 0 && g[at].name == g[target].name;
        return part ? component(g, by, static_cast<int>(g[at].a) - 1) : graph::node_id::none;
    });
}
}  // namespace graph

/// E with By in place of Target
template <class E, class Target, class By>
struct substitute_t : components<substitute_t<E, Target, By>, E::form> {
    static constexpr shape form = E::form;
    static constexpr int dimension = common_dimension<E, By>;
    [[no_unique_address]] E in;
    [[no_unique_address]] Target target;
    [[no_unique_address]] By by;
    constexpr substitute_t() = default;
    constexpr substitute_t(E const& e, Target const& t, By const& b) : in(e), target(t), by(b) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = in.lower(g), from = target.lower(g);
        return graph::substitute(g, id, from, by.lower(g));
    }
};

/// `substitute(lap(u), u, g + (x * x - pi * pi) * n)`: the expression with u replaced, its derivatives too. A position
/// or time is replaced in expressions of it only: refused where a function of it or a derivative along it stands.
template <Expression E, Expression Target, Operand By>
constexpr auto substitute(E const& e, Target const& target, By const& by) {
    if constexpr (reject::replaceable<E, Target, expression_of<By>>())
        return substitute_t<E, Target, expression_of<By>>{e, target, as_expression(by)};
    else return reject::nothing{};
}

}  // namespace lamina
