#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/reject/wording.hpp>

/// What an equation or condition consists of, as far as it decides what is refused.
namespace lamina::reject {

/// Which nodes of a graph have been looked at: a node may be the child of many.
class visits {
public:
    /// Whether it is the first time
    constexpr bool first(graph::node_id id) { return !std::exchange(seen_[static_cast<std::size_t>(id)], true); }

private:
    std::array<bool, graph::arena::capacity> seen_{};
};

/// Names, each once, in the order in which they appear
struct name_list {
    std::array<std::string_view, 24> at{};
    int size = 0;
    constexpr bool has(std::string_view name) const {
        for (int k = 0; k < size; ++k)
            if (at[static_cast<std::size_t>(k)] == name) return true;
        return false;
    }
    constexpr void add(std::string_view name) {
        if (!has(name) && size < 24) at[static_cast<std::size_t>(size++)] = name;
    }
    constexpr void add(name_list const& more) {
        for (int k = 0; k < more.size; ++k) add(more.at[static_cast<std::size_t>(k)]);
    }
};

struct contents {
    bool time = false;             ///< t
    bool unknown_in_time = false;  ///< an unknown that depends on t
    bool normal = false;
    int normal_components = 0;  ///< one more than the highest that is named
    bool observed = false;
    bool derivative = false;
    bool mean = false;  ///< over the position of an unknown that stands beside it, or all there is of the unknowns
    /// Named by what they are: unknowns, and what might take their names
    name_list unknowns, parameters, coefficients, fields, positions;
    name_list trained;  ///< of the parameters
    name_list places;   ///< positions outside of means: x, y, ...
    constexpr void add_names(contents const& more) {
        unknowns.add(more.unknowns), parameters.add(more.parameters), coefficients.add(more.coefficients);
        fields.add(more.fields), positions.add(more.positions);
    }
};

/// Reads the node `id` of `g` and what is below it.
class reader {
public:
    contents found;
    constexpr explicit reader(graph::arena const& from) : g_(from) {}
    constexpr void read(graph::node_id root) {
        look(root, false);
        found.mean = averages_unknown_ && of_unknowns_.size == 0;
        for (int k = 0; k < averaged_over_.size; ++k)
            found.mean = found.mean || of_unknowns_.has(averaged_over_.at[static_cast<std::size_t>(k)]);
    }

private:
    graph::arena const& g_;
    visits seen_, seen_in_mean_;
    bool averages_unknown_ = false;
    name_list averaged_over_, of_unknowns_;  // positions of means, and of unknowns outside of means

    constexpr void look(graph::node_id id, bool in_mean) {
        if (!(in_mean ? seen_in_mean_ : seen_).first(id)) return;
        note(id, in_mean);
        graph::op const kind = g_[id].kind;
        if (kind == graph::op::mean) averaged_over_.add(g_.name_of(id));
        averages_unknown_ = averages_unknown_ || (kind == graph::op::unknown && in_mean);
        if (kind == graph::op::unknown && !in_mean)
            for (int k = 0; k < g_[id].count; ++k) of_unknowns_.add(g_.name_of(g_.child(id, k)));
        for (int k = 0; k < g_[id].count; ++k) look(g_.child(id, k), in_mean || kind == graph::op::mean);
    }
    constexpr void note(graph::node_id id, bool in_mean) {
        std::string_view const name = g_.name_of(id);
        switch (g_[id].kind) {
            case graph::op::unknown:
                found.unknowns.add(name);
                for (int k = 0; k < g_[id].count; ++k)
                    if (graph::is_time(g_, g_.child(id, k))) found.unknown_in_time = true;
                return;
            case graph::op::parameter:
                if (g_[id].a == 1) found.trained.add(name);
                return found.parameters.add(name);
            case graph::op::call: return found.coefficients.add(name);
            case graph::op::field: return found.fields.add(name);
            case graph::op::coordinate:
            case graph::op::position:
                found.time = found.time || graph::is_time(g_, id);
                found.observed = found.observed || g_[id].name == graph::name_id::observed;
                if (g_[id].name == graph::name_id::normal) {
                    found.normal = true;
                    if (g_[id].kind == graph::op::coordinate && g_[id].a >= found.normal_components)
                        found.normal_components = static_cast<int>(g_[id].a) + 1;
                } else if (!in_mean && !graph::is_time(g_, id) && g_[id].name != graph::name_id::observed) {
                    found.places.add(name);
                }
                return found.positions.add(name);
            case graph::op::partial: found.derivative = true; return;
            default: found.derivative = found.derivative || graph::is_differential(g_[id].kind); return;
        }
    }
};

template <class E>
constexpr contents find_contents() {
    if constexpr (requires(E const& e, graph::arena& g) { e.lower(g); }) {
        graph::arena g;
        graph::node_id const root = E{}.lower(g);
        reader all(g);
        all.read(root);
        return all.found;
    } else {
        return {};
    }
}
/// A variable, as compilers evaluate a call again for each mention of it.
template <class E>
inline constexpr contents contents_in = find_contents<E>();
/// Of an equation, or of the equation of a condition
template <class Part>
constexpr contents const& contents_of() {
    if constexpr (requires { Part::place; }) return contents_in<decltype(Part::equation)>;
    else return contents_in<Part>;
}

}  // namespace lamina::reject
