#pragma once

#include <string_view>

#include <lamina/dsl/reject/contents.hpp>
#include <lamina/dsl/reject/shapes.hpp>

/// Refusals of replacements.
namespace lamina::reject {

/// What at or below the node `id` is bound to the position that `target` is or is a coordinate of: the name of an
/// unknown or a field of it, or "a derivative"; "" if there is none. Replacing the position would leave that as it was.
constexpr std::string_view bound_to(graph::arena const& g, graph::node_id id, graph::node_id target, visits& seen) {
    if (!seen.first(id)) return {};
    graph::node const& n = g[id];
    bool const operates = graph::is_differential(n.kind) || n.kind == graph::op::mean;
    if (operates && n.name == g[target].name) return "a derivative or mean";
    for (int k = 0; k < n.count; ++k) {
        bool const depends = g[g.child(id, k)].name == g[target].name;
        if (depends && (n.kind == graph::op::unknown || n.kind == graph::op::field)) return g.name_of(id);
        if (depends && n.kind == graph::op::partial && k > 0) return "a derivative";
    }
    for (int k = 0; k < n.count; ++k)
        if (auto const found = bound_to(g, g.child(id, k), target, seen); !found.empty()) return found;
    return {};
}

template <class E, class Target>
constexpr std::string_view find_bound() {
    graph::arena g;
    graph::node_id const id = E{}.lower(g), target = Target{}.lower(g);
    if (g[target].kind != graph::op::coordinate && g[target].kind != graph::op::position) return {};
    visits seen;
    return bound_to(g, id, target, seen);
}

/// Target in E can be replaced by By.
template <class E, class Target, class By>
constexpr bool replaceable() {
    if constexpr (!whole<E, Target, By>()) return false;
    else if constexpr (Target::form != By::form) {
        refuse<said<[] {
            sentence s;
            s << "substitute(" << wordings<E, Target, By>() << "): " << text_of<Target>() << " is "
              << shape_text(Target::form) << " and " << text_of<By>() << " is " << shape_text(By::form)
              << "; write one of the shape of " << text_of<Target>();
            return s;
        }>>();
        return false;
    } else {
        constexpr bool fits = find_bound<E, Target>().empty();
        if constexpr (!fits)
            refuse<said<[] {
                sentence s;
                s << "substitute(" << wordings<E, Target, By>() << "): " << find_bound<E, Target>()
                  << " in it is one in " << text_of<Target>() << " and would stay there; write the expression at "
                  << text_of<By>() << " itself";
                return s;
            }>>();
        return fits;
    }
}

}  // namespace lamina::reject
