#pragma once

#include <stdexcept>

#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// What a problem asks for: scalar unknowns and components of vectors in the order in which the equations name them,
/// trained parameters, and what the unknowns depend on.
struct unknown_table {
    struct entry {
        std::string_view name;
        int component = 0;  ///< 0: a scalar; i + 1: component i of a vector
    };
    static constexpr int capacity = 12;
    std::array<entry, capacity> unknown{};
    int size = 0;
    std::array<std::string_view, capacity> trained{};
    int trained_count = 0;
    std::string_view position;  ///< the name of the position, "" if there is none
    int dimension = 0;          ///< of the position
    bool time = false;          ///< whether an unknown depends on time

    /// Coordinates of a point: the position, then time
    [[nodiscard]] constexpr int axes() const { return dimension + (time ? 1 : 0); }
    /// Unknowns, vectors counted once, and the scalars that each has: 1, or the size of a vector
    [[nodiscard]] constexpr std::size_t wholes() const {
        std::size_t count = 0;
        for (int k = 0; k < size; ++k) count += unknown[static_cast<std::size_t>(k)].component <= 1;
        return count;
    }
    [[nodiscard]] constexpr std::array<std::size_t, capacity> components() const {
        std::array<std::size_t, capacity> out{};
        std::size_t whole = 0;
        for (int k = 0; k < size; ++k) {
            if (k > 0 && unknown[static_cast<std::size_t>(k)].component <= 1) ++whole;
            ++out[whole];
        }
        return out;
    }
    [[nodiscard]] constexpr int find(std::string_view name, int component) const {
        for (int k = 0; k < size; ++k)
            if (unknown[static_cast<std::size_t>(k)].name == name &&
                unknown[static_cast<std::size_t>(k)].component == component)
                return k;
        return -1;
    }
    [[nodiscard]] constexpr int find_trained(std::string_view name) const {
        for (int k = 0; k < trained_count; ++k)
            if (trained[static_cast<std::size_t>(k)] == name) return k;
        return -1;
    }
};

namespace graph {

/// Coordinate i of a point: a component of the position or, after them, time
constexpr node_id axis(arena& g, unknown_table const& all, int i) {
    return i == all.dimension ? coordinate(g, graph::name_id::time, 0, 1)
                              : coordinate(g, g.name(all.position), i, all.dimension);
}
/// Scalar unknown number k as the equations write it
constexpr node_id scalar_unknown(arena& g, unknown_table const& all, int k) {
    id_list where;
    if (all.dimension > 0) where.push(position(g, g.name(all.position), all.dimension));
    if (all.time) where.push(coordinate(g, graph::name_id::time, 0, 1));
    auto const& entry = all.unknown[static_cast<std::size_t>(k)];
    return g.add({.kind = op::unknown, .name = g.name(entry.name), .a = entry.component}, where);
}
/// Trained parameter number j
constexpr node_id trained_parameter(arena& g, unknown_table const& all, int j) {
    return g.add({.kind = op::parameter, .name = g.name(all.trained[static_cast<std::size_t>(j)]), .a = 1});
}

/// Which nodes the value of `root` at a point depends on, by id: not those of an average, which is solved for elsewhere
constexpr std::array<bool, arena::capacity> nodes_under(arena const& g, graph::node_id root) {
    std::array<bool, arena::capacity> seen{};
    auto look = [&](auto& self, graph::node_id id) -> void {
        bool& known = seen[static_cast<std::size_t>(id)];
        if (known || g[id].kind == op::mean) return;
        known = true;
        for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
        if (g[id].kind == op::call) self(self, g.functions[static_cast<std::size_t>(g[id].a)].body);
    };
    look(look, root);
    return seen;
}

/// Adds the trained parameters of the expression `root`.
constexpr void add_trained(arena const& g, graph::node_id root, unknown_table& out) {
    auto const seen = nodes_under(g, root);
    for (graph::node_id id{}; g.has(id); ++id) {
        if (g[id].kind != op::parameter || g[id].a != 1 || !seen[static_cast<std::size_t>(id)]) continue;
        if (out.find_trained(g.name_of(id)) >= 0) continue;
        if (out.trained_count == unknown_table::capacity)
            throw std::length_error("lamina: more than 12 trained parameters");
        out.trained[static_cast<std::size_t>(out.trained_count++)] = g.name_of(id);
    }
}

/// Adds the unknowns of the expression `root` and what they depend on.
constexpr void add_unknowns(arena const& g, graph::node_id root, unknown_table& out) {
    auto const seen = nodes_under(g, root);
    auto named = [&](graph::node_id whole) {  // the unknown or one of its components is there
        for (graph::node_id id{}; g.has(id); ++id)
            if (seen[static_cast<std::size_t>(id)] && g[id].kind == op::unknown && g[id].name == g[whole].name)
                return true;
        return false;
    };
    for (graph::node_id id{}; g.has(id); ++id) {
        node const& n = g[id];
        if (n.kind != op::unknown || n.a > 0 || !named(id)) continue;
        for (int k = 0; k < n.count; ++k) {
            graph::node_id const at = g.child(id, k);
            if (is_time(g, at)) out.time = true;
            else if (out.dimension == 0) out.dimension = static_cast<int>(g[at].b), out.position = g.name_of(at);
        }
        for (int i = 0; i < (n.form.is_scalar() ? 1 : n.form.rows); ++i) {
            int const component = n.form.is_scalar() ? 0 : i + 1;
            if (out.find(g.name_of(id), component) >= 0) continue;
            if (out.size == unknown_table::capacity) throw std::length_error("lamina: more than 12 scalar unknowns");
            out.unknown[static_cast<std::size_t>(out.size++)] = {g.name_of(id), component};
        }
    }
}

/// Adds what an equation asks for.
template <class L, class R>
constexpr void add_equation(equation_t<L, R> const& equation, unknown_table& out) {
    arena g;
    graph::node_id const root = equation.lower(g);
    add_unknowns(g, root, out);
    add_trained(g, root, out);
}

/// Adds the trained parameters of a condition; its unknowns are those of the equations.
template <class Where, class Of>
constexpr void add_condition(condition_t<Where, Of> const& condition, unknown_table& out) {
    arena g;
    add_trained(g, condition.equation.lower(g), out);
}
template <class Of, class At, class R>
constexpr void add_condition(equation_t<mean_t<Of, At>, R> const& condition, unknown_table& out) {
    arena g;
    add_trained(g, condition.left.of.lower(g), out);
    add_trained(g, condition.right.lower(g), out);
}

}  // namespace graph

/// The table of a type of equation, system or problem, computed once: trained parameters of the equations come first,
/// then those of conditions only.
template <class E>
struct unknowns_of {
    static constexpr unknown_table value = [] {
        unknown_table out;
        boost::hana::for_each(equations_of(E{}), [&](auto const& equation) { graph::add_equation(equation, out); });
        return out;
    }();
};
template <class E, class... Conditions>
struct unknowns_of<problem_t<E, Conditions...>> {
    static constexpr unknown_table value = [] {
        unknown_table out = unknowns_of<E>::value;
        (graph::add_condition(Conditions{}, out), ...);
        return out;
    }();
};

}  // namespace lamina
