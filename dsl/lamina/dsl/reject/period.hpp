#pragma once

#include <lamina/dsl/reject/names.hpp>
#include <lamina/dsl/reject/system.hpp>

/// Refusals of periodic conditions: of the axes along which they hold, and of what they are on.
namespace lamina::reject {

/// Components first ... last - 1 of a position of space; what is none has first == last.
struct axes {
    std::string_view of{};  ///< the name of the position
    int first = 0, last = 0, dimension = 0;
    bool is_time = false;
    constexpr bool meet(axes const& other) const { return of == other.of && first < other.last && other.first < last; }
};
template <class T>
constexpr axes axes_of() {
    if constexpr (requires(graph::arena & g) { T{}.lower(g); }) {
        graph::arena g;
        graph::node_id const id = T{}.lower(g);
        auto const dimension = static_cast<int>(g[id].kind == graph::op::coordinate ? g[id].b : T::dimension);
        bool const one = g[id].kind == graph::op::coordinate;
        if (!graph::is_in_space(g, id)) return {.is_time = graph::is_time(g, id)};
        int const first = one ? static_cast<int>(g[id].a) : 0;
        return {g.name_of(id), first, one ? first + 1 : dimension, dimension};
    } else {
        return {};
    }
}

/// What is wrong with `periodic(Axes...)`, nothing of some axes of space, each once
template <class... Axes>
constexpr sentence advice_on_axes() {
    constexpr std::size_t count = sizeof...(Axes);
    constexpr std::array<axes, count + 1> at{axes_of<Axes>()...};
    constexpr std::array<sentence (*)(), count + 1> text{&wording<Axes>..., &wording<void>};
    sentence s;
    if (count == 0) s << "no axis is named; write periodic(x[0]), or on(periodic, u) for all axes";
    for (std::size_t k = 0; k < count && s.size == 0; ++k) {
        if (at[k].is_time)
            s << "t is the time, which has a beginning; write on(t == 0, u == ...)";
        else if (at[k].first == at[k].last)
            s << text[k]() << " is no axis of space; write periodic(x[0]), or on(periodic, u) for all axes";
        for (std::size_t j = 0; j < k && s.size == 0; ++j)
            if (at[j].meet(at[k])) s << text[k]() << " is there twice; name each axis once";
    }
    return s;
}
template <class... Axes>
constexpr bool axes_of_period() {
    if constexpr (!whole<Axes...>())
        return false;
    else {
        constexpr bool fits = advice_on_axes<Axes...>().size == 0;
        if constexpr (!fits)
            refuse<said<[] {
                return sentence{} << "periodic(" << wordings<Axes...>() << "): " << advice_on_axes<Axes...>();
            }>>();
        return fits;
    }
}

/// The axes of a place: those of `periodic(...)`, none of `periodic`
template <template <class...> class Along, class... Axes>
constexpr auto named_axes(Along<Axes...>*) {
    return std::array<axes, sizeof...(Axes) + 1>{axes_of<Axes>()...};
}
template <class Where>
constexpr auto named_axes(Where*) {
    return std::array<axes, 1>{};
}

/// `on(Where, Unknown)`: the first of the axes that belongs to no position of the unknown
template <class Where, class Unknown>
constexpr axes stranger_among_axes() {
    graph::arena g;
    graph::node_id const u = Unknown{}.lower(g);
    for (axes const& along : named_axes(static_cast<Where*>(nullptr))) {
        bool known = along.first == along.last;
        for (int i = 0; i < g[u].count; ++i)
            known = known || (g.name_of(g.child(u, i)) == along.of && Unknown::dimension == along.dimension);
        if (!known) return along;
    }
    return {};
}
template <class Where, class Unknown>
constexpr bool has_period() {
    constexpr bool known = stranger_among_axes<Where, Unknown>().dimension == 0, in_space = Unknown::dimension > 0;
    if constexpr (!known || !in_space)
        refuse<said<[] {
            axes const stranger = stranger_among_axes<Where, Unknown>();
            sentence s;
            s << "on(" << wordings<Where, Unknown>() << "): " << Unknown::name.view() << " depends on no ";
            if (in_space)
                s << stranger.of << " in position<" << stranger.dimension << ">; name the axes of its own position";
            else
                s << "position, and sides in space are periodic; write unknown<\"" << Unknown::name.view()
                  << "\">(x, t)";
            return s;
        }>>();
    return known && in_space;
}

/// Whether two conditions make the same unknown periodic along the same axis
template <class C, class D>
constexpr bool same_period() {
    if constexpr (requires { C::place.repeats(0), D::place.repeats(0); }) {
        bool meet = false;
        for (int i = 0; i < C::dimension; ++i)
            meet = meet || (decltype(C::place)::repeats(i) && decltype(D::place)::repeats(i));
        return meet && contents_of<C>().unknowns.at[0] == contents_of<D>().unknowns.at[0];
    } else {
        return false;
    }
}

/// Of the conditions of a problem: what is said of the first that repeats one after it, nothing if none does
template <class... Conditions>
constexpr sentence advice_on_periods() {
    sentence s;
    auto const pair = [&]<class C, class D>(C const*, D const*) {
        if (s.size == 0 && same_period<C, D>())
            s << wordings<C, D>() << ": " << contents_of<C>().unknowns.at[0]
              << " is made periodic along one axis twice; leave one of them out";
    };
    auto const first = [&](auto const& self, [[maybe_unused]] auto const* one, auto const*... more) {
        (pair(one, more), ...);
        if constexpr (sizeof...(more) > 0) self(self, more...);
    };
    if constexpr (sizeof...(Conditions) > 0) first(first, static_cast<Conditions const*>(nullptr)...);
    return s;
}
/// Sides are identified with those opposite to them once.
template <class... Conditions>
constexpr bool periods_differ() {
    constexpr bool fits = advice_on_periods<Conditions...>().size == 0;
    if constexpr (!fits) refuse<said<[] { return advice_on_periods<Conditions...>(); }>>();
    return fits;
}

}  // namespace lamina::reject
