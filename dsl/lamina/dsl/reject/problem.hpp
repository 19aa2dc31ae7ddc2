#pragma once

#include <lamina/dsl/reject/shapes.hpp>

/// Refusals of equations and problems.
namespace lamina::reject {

/// Two sides of one shape; a number stands for a constant vector or matrix of any shape only when it is written so.
template <class L, class R>
constexpr bool sides() {
    if constexpr (Refused<L, R>) return false;
    else if constexpr (L::form != R::form) {
        refuse<said<[] {
            sentence s;
            s << text_of<L>() << " == " << text_of<R>() << ": the left side is " << shape_text(L::form)
              << ", the right side " << shape_text(R::form) << "; write an equation between equal shapes";
            return s;
        }>>();
        return false;
    } else {
        return same_dimension<L, R>();
    }
}

/// The name of the first unknown in an expression, "" if there is none
constexpr std::string_view unknown_name(graph::arena const& g, int id) {
    if (g[id].kind == graph::op::unknown) return g.name_of(id);
    for (int k = 0; k < g[id].count; ++k)
        if (auto const found = unknown_name(g, g.child(id, k)); !found.empty()) return found;
    return {};
}

template <class E>
constexpr std::string_view unknown_name_of() {
    graph::arena g;
    int id = -1;
    if constexpr (requires { E{}.equation; }) id = E{}.equation.lower(g);
    else id = E{}.lower(g);
    return unknown_name(g, id);
}

template <class E>
constexpr sentence equation_text() {
    sentence s;
    s << text_of<decltype(E::left)>() << " == " << text_of<decltype(E::right)>();
    return s;
}

template <class E, class Condition>
constexpr bool condition_fits() {
    if constexpr (unknown_name_of<Condition>() != unknown_name_of<E>()) {
        refuse<said<[] {
            sentence s;
            if (unknown_name_of<Condition>().empty()) s << "a condition contains no unknown";
            else s << "a condition is on " << unknown_name_of<Condition>() << ", which the equation does not contain";
            s << ": the unknown of " << equation_text<E>() << " is " << unknown_name_of<E>()
              << "; write the condition on it";
            return s;
        }>>();
        return false;
    } else if constexpr (Condition::dimension != E::dimension) {
        refuse<said<[] {
            sentence s;
            s << "a condition on " << unknown_name_of<Condition>() << " is " << Condition::dimension
              << "-dimensional, the equation " << E::dimension << "-dimensional; write both with one position<D>";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class E, class... Conditions>
constexpr bool problem_parts() {
    if constexpr (unknown_name_of<E>().empty()) {
        refuse<said<[] {
            sentence s;
            s << equation_text<E>() << " contains no unknown; declare what is sought, as in unknown<\"u\">(x)";
            return s;
        }>>();
        return false;
    } else {
        return (condition_fits<E, Conditions>() && ...);
    }
}

}  // namespace lamina::reject
