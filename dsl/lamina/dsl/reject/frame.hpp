#pragma once

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of what a point of an equation or condition does not have: time, a normal, a measured value.
namespace lamina::reject {

/// What an expression, equation, place or condition mentions
struct mentioned {
    bool time = false;             ///< t
    bool unknown_in_time = false;  ///< an unknown that depends on t
    bool normal = false;
    int normal_components = 0;  ///< one more than the highest that is named
    bool observed = false;
};

template <class E>
constexpr mentioned find_mentioned() {
    mentioned out;
    if constexpr (requires(E const& e, graph::arena& g) { e.lower(g); }) {
        graph::arena g;
        visits seen;
        auto look = [&](auto& self, int id) -> void {
            if (!seen.first(id)) return;
            graph::op const kind = g[id].kind;
            bool const special = kind == graph::op::coordinate || kind == graph::op::position;
            out.time = out.time || graph::is_time(g, id);
            out.normal = out.normal || (special && g.name_of(id) == "normal");
            if (kind == graph::op::coordinate && g.name_of(id) == "normal" && g[id].a >= out.normal_components)
                out.normal_components = static_cast<int>(g[id].a) + 1;
            out.observed = out.observed || (special && g.name_of(id) == "observed");
            for (int k = 0; k < g[id].count; ++k) {
                if (kind == graph::op::unknown && graph::is_time(g, g.child(id, k))) out.unknown_in_time = true;
                self(self, g.child(id, k));
            }
        };
        look(look, E{}.lower(g));
    }
    return out;
}
/// A variable, as compilers evaluate a call again for each mention of it.
template <class E>
inline constexpr mentioned mentioned_in = find_mentioned<E>();

/// Of the places of a condition: whether some are at a value of t, some measured, all measured
struct placed_at {
    bool time = false, some_measured = false, all_measured = true;
};
template <class Where>
constexpr placed_at places_of() {
    placed_at out;
    if constexpr (requires { Where{}.places; }) {
        boost::hana::for_each(Where{}.places, [&]<class Part>(Part const&) {
            placed_at const part = places_of<Part>();
            out.time = out.time || part.time;
            out.some_measured = out.some_measured || part.some_measured;
            out.all_measured = out.all_measured && part.all_measured;
        });
    } else if constexpr (requires { Where::name; }) {
        out.some_measured = true;
    } else {
        out.all_measured = false;
        if constexpr (requires { Where::left; }) out.time = mentioned_in<Where>.time;
    }
    return out;
}

/// `what` stands in a part of a problem that has none: the sentence with its reason
template <fixed_string What, fixed_string Reason, class E>
constexpr bool misplaced() {
    refuse<said<[] {
        sentence s;
        if constexpr (requires { E::left; })
            s << equation_text<E>();
        else
            s << text_of<E>();
        s << ": " << What.view() << " " << Reason.view();
        return s;
    }>>();
    return false;
}

/// An equation (Where = void), or the equation of a condition at a place, in a problem that has a time or not
template <bool InTime, class E, class Where>
constexpr bool frame_of_equation() {
    constexpr mentioned in = mentioned_in<E>;
    constexpr placed_at at = [] {
        if constexpr (std::is_void_v<Where>)
            return placed_at{.all_measured = false};
        else
            return places_of<Where>();
    }();
    if constexpr ((in.time || at.time) && !InTime)
        return misplaced<"t", "stands in a problem of which no unknown depends on time; write unknown<\"u\">(x, t)",
                         E>();
    else if constexpr (in.normal && (std::is_void_v<Where> || at.some_measured))
        return misplaced<"normal",
                         "is known on sides of the domain only; write on(boundary, ...) or on(x[0] == 1, ...)", E>();
    else if constexpr (in.normal_components > E::dimension && E::dimension > 0)
        return misplaced<"normal", "has as many components as the position, from normal[0] on", E>();
    else if constexpr (in.observed && !at.all_measured)
        return misplaced<"observed", "is known at measured points only; write on(measured<\"name\">, ...)", E>();
    else
        return true;
}
template <bool InTime, class Part>
constexpr bool frame_of() {
    if constexpr (requires { Part{}.place; })
        return frame_of_equation<InTime, decltype(Part::equation), decltype(Part::place)>();
    else
        return frame_of_equation<InTime, Part, void>();
}

/// The equations and conditions of a problem
template <class... E>
struct frames {
    static constexpr bool in_time = (mentioned_in<E>.unknown_in_time || ...);
    template <class... Conditions>
    static constexpr bool fit() {
        return (frame_of<in_time, E>() && ...) && (frame_of<in_time, Conditions>() && ...);
    }
};

}  // namespace lamina::reject
