#pragma once

#include <span>

#include <lamina/dsl/expr/stored_graph.hpp>
#include <lamina/dsl/expr/whole.hpp>

namespace lamina::graph {

/// The node `n` with new children, through the canonical constructors.
constexpr node_id rebuild(arena& g, node const& n, id_list const& children) {
    if (elementary::is_function(n.kind)) return apply(g, n.kind, children);
    switch (n.kind) {
        case op::sum: return sum(g, children);
        case op::product: return product(g, children);
        case op::power: return power(g, children[0], {n.a, n.b});
        case op::where: return where(g, relation_of(n), children[0], children[1], children[2], children[3]);
        case op::dot: return dot(g, children[0], children[1]);
        case op::grad:
        case op::div:
        case op::lap: return whole_differential(g, n.kind, n.name, static_cast<int>(n.b), children[0]);
        case op::sym: return sym(g, children[0]);
        case op::contract: return contract(g, children[0], children[1]);
        case op::entry: return entry_of(g, children[0], static_cast<int>(n.a), static_cast<int>(n.b));
        case op::mean: return mean(g, n.name, static_cast<int>(n.b), children[0]);
        case op::partial: {
            id_list along;
            for (int k = 1; k < children.size; ++k) along.push(children[k]);
            return partial(g, children[0], along);
        }
        default: return g.add({.kind = n.kind, .name = n.name, .a = n.a, .b = n.b, .form = n.form}, children);
    }
}

/// Expression by expression from one arena into another: names and coefficients by name, literals with the given
/// values, each slot of the source becoming one slot of the target.
class transfer {
public:
    constexpr transfer(graph_view const& source, arena& target, std::span<double const> literal_values)
        : from(source), to(target), values(literal_values) {}
    constexpr transfer(arena const& source, arena& target, std::span<double const> literal_values)
        : transfer(view_of(source), target, literal_values) {}

    constexpr node_id operator()(node_id id) {
        if (node_id const known{made[static_cast<std::size_t>(id)] - 1}; known != node_id::none) return known;
        node n = from.nodes[static_cast<std::size_t>(id)];
        if (n.kind == op::literal) {
            int& at = slot[static_cast<std::size_t>(n.a)];
            if (at == 0) at = static_cast<int>(literal(to, values[static_cast<std::size_t>(n.a)])) + 1;
            made[static_cast<std::size_t>(id)] = at;
            return node_id{at - 1};
        }
        if (n.name != name_id::none) n.name = to.name(from.names[static_cast<std::size_t>(n.name)]);
        if (n.kind == op::call) n.a = function_index(static_cast<int>(n.a));
        id_list children;
        for (int k = 0; k < n.count; ++k) children.push((*this)(from.pool[n.first + k]));
        node_id const out = rebuild(to, n, children);
        made[static_cast<std::size_t>(id)] = static_cast<int>(out) + 1;
        return out;
    }

private:
    graph_view from;
    arena& to;
    std::span<double const> values;
    std::array<int, 128> slot{};               ///< id + 1, 0: not yet
    int made[arena::capacity]{};  ///< id + 1, 0: not yet

    constexpr int function_index(int k) {
        function f = from.functions[k];
        f.name = to.name(from.names[static_cast<std::size_t>(f.name)]);
        for (int j = 0; j < to.function_count; ++j)
            if (function const& g = to.functions[static_cast<std::size_t>(j)];
                g.name == f.name && g.identity == f.identity)
                return j;
        int const at = to.function_count++;
        to.functions[static_cast<std::size_t>(at)] = f;
        to.functions[static_cast<std::size_t>(at)].body = (*this)(f.body);
        return at;
    }
};

}  // namespace lamina::graph
