#pragma once

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of what a point of an equation or condition does not have: time, a normal, a measured value.
namespace lamina::reject {

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
        if constexpr (requires { Where::left; }) out.time = contents_in<Where>.time;
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
    constexpr contents const& in = contents_in<E>;
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
    static constexpr bool in_time = (contents_of<E>().unknown_in_time || ...);
    template <class... Conditions>
    static constexpr bool fit() {
        return (frame_of<in_time, E>() && ...) && (frame_of<in_time, Conditions>() && ...);
    }
};

}  // namespace lamina::reject
