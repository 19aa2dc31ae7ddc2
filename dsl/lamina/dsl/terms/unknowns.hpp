#pragma once

#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// What the equations of a problem ask for: scalar unknowns and components of vectors in the order in which the
/// equations name them, trained parameters, and what the unknowns depend on.
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

/// Adds what the expression `root` asks for.
constexpr void add_unknowns(arena const& g, int root, unknown_table& out) {
    std::array<bool, arena::capacity> seen{};
    auto look = [&](auto& self, int id) -> void {
        bool& known = seen[static_cast<std::size_t>(id)];
        if (known || g[id].kind == op::mean) return;  // what is averaged is solved for elsewhere
        known = true;
        for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
        if (g[id].kind == op::call) self(self, g.functions[static_cast<std::size_t>(g[id].a)].body);
    };
    look(look, root);
    auto named = [&](int whole) {  // the unknown or one of its components is there
        for (int id = 0; id < g.size; ++id)
            if (seen[static_cast<std::size_t>(id)] && g[id].kind == op::unknown && g[id].name == g[whole].name)
                return true;
        return false;
    };
    for (int id = 0; id < g.size; ++id) {
        node const& n = g[id];
        if (n.kind == op::parameter && n.a == 1 && seen[static_cast<std::size_t>(id)] &&
            out.find_trained(g.name_of(id)) < 0)
            out.trained[static_cast<std::size_t>(out.trained_count++)] = g.name_of(id);
        if (n.kind != op::unknown || n.a > 0 || !named(id)) continue;
        for (int k = 0; k < n.count; ++k) {
            int const at = g.child(id, k);
            if (is_time(g, at)) out.time = true;
            else if (out.dimension == 0) out.dimension = static_cast<int>(g[at].b), out.position = g.name_of(at);
        }
        for (int i = 0; i < (n.form.is_scalar() ? 1 : n.form.rows); ++i) {
            int const component = n.form.is_scalar() ? 0 : i + 1;
            if (out.find(g.name_of(id), component) >= 0) continue;
            if (out.size == unknown_table::capacity) throw "lamina: more than 12 scalar unknowns";
            out.unknown[static_cast<std::size_t>(out.size++)] = {g.name_of(id), component};
        }
    }
}

}  // namespace graph

/// The table of a type of equation or system, computed once.
template <class E>
struct unknowns_of;
template <class L, class R>
struct unknowns_of<equation_t<L, R>> {
    static constexpr unknown_table value = [] {
        graph::arena g;
        unknown_table out;
        graph::add_unknowns(g, equation_t<L, R>{}.lower(g), out);
        return out;
    }();
};
template <class... E>
struct unknowns_of<system_t<E...>> {
    static constexpr unknown_table value = [] {
        unknown_table out;
        auto add = [&](auto const& equation) {
            graph::arena g;
            graph::add_unknowns(g, equation.lower(g), out);
        };
        (add(E{}), ...);
        return out;
    }();
};

}  // namespace lamina
