#pragma once

#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/expr/vectors.hpp>

namespace lamina {

namespace surface {

/// The position that an operator without one means: the only one in the expression; none where there is none,
/// or several.
constexpr graph::name_id only_position(graph::arena const& g, graph::node_id id) {
    graph::name_id found = graph::name_id::none;
    bool several = false;
    auto look = [&](auto& self, graph::node_id at) -> void {
        graph::node const& n = g[at];
        if (graph::is_in_space(g, at)) {
            several = several || (found != graph::name_id::none && found != n.name);
            found = n.name;
        }
        for (int k = 0; k < n.count; ++k) self(self, g.child(at, k));
    };
    look(look, id);
    return several ? graph::name_id::none : found;
}

}  // namespace surface

/// A vector or matrix of which each component follows from E by a rule: Rule{g, id of E, position}(i, j). What the
/// other stages see are the components; where tensors are whole, the one node Rule::whole.
template <class Rule, shape Form, class E>
struct by_components : components<by_components<Rule, Form, E>, Form> {
    static constexpr shape form = Form;
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr by_components() = default;
    constexpr explicit by_components(E const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        graph::name_id const position = surface::only_position(g, id);
        if constexpr (requires { Rule::whole; })
            if (g.whole_tensors) return graph::differential(g, Rule::whole, position, dimension, id);
        Rule const rule{g, id, position, dimension};
        if constexpr (Form.is_scalar()) return rule(0, 0);
        graph::id_list all;
        for (int i = 0; i < Form.rows; ++i)
            for (int j = 0; j < (Form.is_matrix() ? Form.cols : 1); ++j) all.push(rule(i, j));
        return g.add({.kind = Form.is_matrix() ? graph::op::matrix : graph::op::vector, .form = Form}, all);
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<by_components, Right>();
    }
};

/// What the rules of components share: the operand, and its position.
struct component_rule {
    graph::arena& g;
    graph::node_id of;
    graph::name_id position;
    int dimension;

    /// d of_i / dx_j
    [[nodiscard]] constexpr graph::node_id slope(int i, int j) const {
        graph::id_list const along = graph::ids(graph::coordinate(g, position, j, dimension));
        return graph::partial(g, graph::component(g, of, i), along);
    }
};

struct jacobian_of : component_rule {
    static constexpr graph::op whole = graph::op::grad;
    constexpr graph::node_id operator()(int i, int j) const { return slope(i, j); }
};
struct divergence_of_rows : component_rule {
    static constexpr graph::op whole = graph::op::div;
    constexpr graph::node_id operator()(int i, int) const {
        graph::id_list row;
        for (int j = 0; j < dimension; ++j) row.push(graph::component(g, of, i, j));
        graph::node_id const flux = g.add({.kind = graph::op::vector, .form = {dimension, 0}}, row);
        return graph::differential(g, graph::op::div, position, dimension, flux);
    }
};
struct laplacian_of_components : component_rule {
    static constexpr graph::op whole = graph::op::lap;
    constexpr graph::node_id operator()(int i, int) const {
        return graph::differential(g, graph::op::lap, position, dimension, graph::component(g, of, i));
    }
};
/// Along time, Order times
template <int Order>
struct in_time : component_rule {
    constexpr graph::node_id operator()(int i, int) const {
        graph::id_list along;
        for (int k = 0; k < Order; ++k) along.push(graph::coordinate(g, graph::name_id::time, 0, 1));
        return graph::partial(g, graph::component(g, of, i), along);
    }
};
struct rotated_gradient : component_rule {
    constexpr graph::node_id operator()(int i, int) const {
        return i == 0 ? slope(0, 1) : graph::negative(g, slope(0, 0));
    }
};
struct plane_curl : component_rule {
    constexpr graph::node_id operator()(int, int) const { return graph::difference(g, slope(1, 0), slope(0, 1)); }
};
struct space_curl : component_rule {
    constexpr graph::node_id operator()(int i, int) const {
        int const j = (i + 1) % 3, k = (i + 2) % 3;
        return graph::difference(g, slope(k, j), slope(j, k));
    }
};

}  // namespace lamina
