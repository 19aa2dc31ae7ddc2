#pragma once

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of places of conditions.
namespace lamina::reject {

/// A place `coordinate == value`: a component of the position or the time, and a value that is the same everywhere.
template <class Where>
constexpr bool is_plane() {
    graph::arena g;
    graph::node_id const left = decltype(Where::left){}.lower(g), right = decltype(Where::right){}.lower(g);
    bool fixed = true;
    auto look = [&](auto& self, graph::node_id id) -> void {
        graph::op const kind = g[id].kind;
        if (kind == graph::op::coordinate || kind == graph::op::position || kind == graph::op::unknown) fixed = false;
        for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
    };
    look(look, right);
    return g[left].kind == graph::op::coordinate && g[left].name != graph::name_id::normal && fixed;
}

template <class Where, class E>
constexpr bool place_of_condition();

template <class E, template <class...> class Union, class... Places>
constexpr bool each_place(Union<Places...>*) {
    return (place_of_condition<Places, E>() && ...);
}

template <class Where, class E>
constexpr bool place_of_condition() {
    if constexpr (!whole<Where, E>()) return false;
    else if constexpr (requires { Where::places; }) return each_place<E>(static_cast<Where*>(nullptr));
    else if constexpr (requires { Where::left; }) {
        constexpr bool fits = is_plane<Where>();
        if constexpr (!fits)
            refuse<said<[] {
                sentence s;
                s << "on(" << equation_text<Where>() << ", "
                  << (is_plane<E>() ? equation_text<E>() : sentence{} << "...");
                if (is_plane<E>())
                    s << "): the place comes first; write on(" << equation_text<E>() << ", " << equation_text<Where>()
                      << ")";
                else
                    s << "): a place is a coordinate equal to a constant; write on(x[0] == 1, ...), on(t == 0, ...) or "
                      << "on(boundary, ...)";
                return s;
            }>>();
        return fits;
    } else {
        return true;
    }
}

/// A condition at a place has no mean of its unknown in it.
template <class Where, class E>
constexpr bool holds_at_points() {
    constexpr bool fits = !contents_in<E>.mean;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "on(" << wording<Where>() << ", " << wording<E>() << "): a mean is over the whole domain and has no "
              << "place; write mean(" << contents_in<E>.unknowns.at[0] << ") == 0 as a part of problem(...)";
            return s;
        }>>();
    return fits;
}

/// Whether Part is `coordinate == value`, or a place with a name
template <class Part>
constexpr bool is_side_of() {
    if constexpr (kind_of<Part>() == part::equation) return is_plane<Part>();
    else return kind_of<Part>() == part::place;
}

/// `on(place, ...)` as an example of what may hold there
constexpr sentence example_at(sentence const& place) {
    return sentence{} << "on(" << place << (place.view().starts_with("periodic") ? ", u)" : ", u == 0)");
}

/// `on(...)` of anything but a place and an equation that holds there: what is missing, or in the wrong order
template <class... Parts>
constexpr sentence advice_on_condition() {
    constexpr std::array<part, sizeof...(Parts) + 2> is{kind_of<Parts>()..., part::other, part::other};
    constexpr std::array<sentence (*)(), sizeof...(Parts) + 2> text{&wording<Parts>..., &wording<void>, &wording<void>};
    constexpr std::size_t count = sizeof...(Parts);
    constexpr std::array<bool, sizeof...(Parts) + 2> is_side{is_side_of<Parts>()..., false, false};
    constexpr auto holds = [](part p) { return p == part::equation || p == part::expression; };
    sentence s;
    if (count == 1 && is[0] == part::place) s << "nothing holds there; write " << example_at(text[0]());
    else if (count == 1 && holds(is[0])) {
        s << "no place is named; write on(boundary, " << text[0]() << (is[0] == part::equation ? ")" : " == 0)");
    } else if (count == 2 && holds(is[0]) && text[1]().view().starts_with("periodic")) {
        s << "the place comes first; write on(" << text[1]() << ", " << text[0]() << ")";
    } else if (count == 2 && holds(is[0]) && is[1] == part::place) {
        s << "the place comes first; write on(" << text[1]() << ", " << text[0]()
          << (is[0] == part::equation ? ")" : " == 0)");
    } else if (count == 2 && text[0]().view().starts_with("periodic")) {
        s << "periodic conditions are on an unknown itself; write on(" << text[0]() << ", u)";
    } else if (count == 2 && (is[0] == part::place || is[0] == part::equation) && is[1] != part::condition) {
        s << "the second is no equation; write on(" << text[0]() << ", "
          << (is[1] == part::expression ? text[1]() : sentence{} << "u") << " == 0)";
    } else if (count == 3 && is_side[0] && is_side[1]) {
        s << "several places are joined by ||; write on(" << text[0]() << " || " << text[1]() << ", " << text[2]()
          << ")";
    } else if (count > 2 && (is[0] == part::place || is[0] == part::equation)) {
        s << "one equation holds in each condition; write on(" << text[0]() << ", " << text[1]() << "), on("
          << text[0]() << ", " << text[2]() << ")";
    } else if (count == 2 && is[0] == part::criterion) {
        s << "a comparison is no place; write on(x[0] == ..., " << text[1]()
          << ") for a side of the domain, or a where(" << text[0]() << ", ..., ...) in the equation";
    } else if (count == 2 && is[0] == part::expression && is[1] == part::equation) {
        s << text[0]() << " is no place; write on(" << text[0]() << " == 0, " << text[1]() << ")";
    } else {
        s << "a place comes first, then an equation that holds there; write on(boundary, u == 0)";
    }
    return s;
}
template <class... Parts>
constexpr nothing condition_parts() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            sentence s;
            s << "on(" << wordings<Parts...>() << "): " << advice_on_condition<Parts...>();
            return s;
        }>>();
    return {};
}

/// The normal beside * and E, which is no matrix to its left
template <class E>
constexpr nothing normal_times() {
    if constexpr (whole<E>())
        refuse<said<[] {
            sentence s;
            s << "normal * " << wording<E>() << ": * is no product of two vectors; write dot(normal, " << wording<E>()
              << "), or a scalar times a component as normal[0] * u";
            return s;
        }>>();
    return {};
}

}  // namespace lamina::reject
