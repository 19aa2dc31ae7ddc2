#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

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

/// Which nodes of a graph have been looked at: a node may be the child of many.
class visits {
public:
    /// Whether it is the first time
    constexpr bool first(int id) { return !std::exchange(seen_[static_cast<std::size_t>(id)], true); }

private:
    std::array<bool, graph::arena::capacity> seen_{};
};

/// The names of the unknowns in some equations, each once, in the order in which they appear
struct name_list {
    std::array<std::string_view, 16> at{};
    int size = 0;
    constexpr bool has(std::string_view name) const {
        for (int k = 0; k < size; ++k)
            if (at[static_cast<std::size_t>(k)] == name) return true;
        return false;
    }
    constexpr void add(std::string_view name) {
        if (!has(name)) at[static_cast<std::size_t>(size++)] = name;
    }
};
constexpr void add_unknown_names(graph::arena const& g, int id, visits& seen, name_list& out) {
    if (!seen.first(id)) return;
    if (g[id].kind == graph::op::unknown) out.add(g.name_of(id));
    for (int k = 0; k < g[id].count; ++k) add_unknown_names(g, g.child(id, k), seen, out);
}

template <class E>
constexpr name_list find_unknown_names() {
    graph::arena g;
    visits seen;
    name_list out;
    if constexpr (requires { E{}.equation; }) add_unknown_names(g, E{}.equation.lower(g), seen, out);
    else add_unknown_names(g, E{}.lower(g), seen, out);
    return out;
}
/// Of an equation or condition. A variable, as compilers evaluate a call again for each mention of it.
template <class E>
inline constexpr name_list unknown_names = find_unknown_names<E>();
/// The name of the first unknown in an equation or condition, "" if there is none
template <class E>
constexpr std::string_view unknown_name_of() {
    name_list const& names = unknown_names<E>;
    return names.size > 0 ? names.at[0] : std::string_view{};
}

template <class E>
constexpr sentence equation_text() {
    sentence s;
    s << text_of<decltype(E::left)>() << " == " << text_of<decltype(E::right)>();
    return s;
}

template <class... E>
constexpr name_list all_unknowns() {
    name_list out;
    auto add = [&](name_list const& more) {
        for (int k = 0; k < more.size; ++k) out.add(more.at[static_cast<std::size_t>(k)]);
    };
    (add(unknown_names<E>), ...);
    return out;
}

template <class... E>
constexpr sentence equations_text() {
    sentence s;
    int count = 0;
    (((s << (count++ > 0 ? " and " : "")) << equation_text<E>()), ...);
    return s;
}

/// The first unknown of the condition that none of the equations contains, "" if there is none
template <class Condition, class... E>
constexpr std::string_view stranger() {
    name_list const known = all_unknowns<E...>(), asked = unknown_names<Condition>;
    for (int k = 0; k < asked.size; ++k)
        if (!known.has(asked.at[static_cast<std::size_t>(k)])) return asked.at[static_cast<std::size_t>(k)];
    return {};
}

template <class Condition, class... E>
constexpr bool condition_fits() {
    if constexpr (unknown_name_of<Condition>().empty() || !stranger<Condition, E...>().empty()) {
        refuse<said<[] {
            sentence s;
            if (unknown_name_of<Condition>().empty()) s << "a condition contains no unknown";
            else
                s << "a condition is on " << stranger<Condition, E...>() << ", which the equation does not contain";
            name_list const known = all_unknowns<E...>();
            s << ": the unknown of " << equations_text<E...>() << " is " << known.at[0];
            for (int k = 1; k < known.size; ++k) s << ", " << known.at[static_cast<std::size_t>(k)];
            s << "; write the condition on it";
            return s;
        }>>();
        return false;
    } else if constexpr (common_dimension<Condition, E...> < 0) {
        refuse<said<[] {
            sentence s;
            s << "a condition on " << unknown_name_of<Condition>() << " is " << Condition::dimension
              << "-dimensional, the equation " << common_dimension<E...>
              << "-dimensional; write both with one position<D>";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class E>
constexpr bool equation_has_unknown() {
    if constexpr (unknown_name_of<E>().empty()) {
        refuse<said<[] {
            sentence s;
            s << equation_text<E>() << " contains no unknown; declare what is sought, as in unknown<\"u\">(x)";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// Parts of a problem: tuples of its equations and of its conditions
template <class Equations, class Conditions>
constexpr bool problem_parts();

/// Depends on the parts, so that it is not said before there are any.
template <class... Parts>
inline constexpr fixed_string no_equation =
    "problem(...): there is no equation among the conditions; write the equation first";

template <template <class...> class Tuple, class... E, class... C>
constexpr bool parts_fit(Tuple<E...>*, Tuple<C...>*) {
    if constexpr (sizeof...(E) == 0) {
        refuse<no_equation<C...>>();
        return false;
    } else if constexpr (common_dimension<E...> < 0) {
        refuse<said<[] {
            sentence s;
            s << equations_text<E...>()
              << ": the equations live in different dimensions; write all with one position<D>";
            return s;
        }>>();
        return false;
    } else {
        return (equation_has_unknown<E>() && ...) && (condition_fits<C, E...>() && ...);
    }
}
template <class Equations, class Conditions>
constexpr bool problem_parts() {
    return parts_fit(static_cast<Equations*>(nullptr), static_cast<Conditions*>(nullptr));
}

}  // namespace lamina::reject
