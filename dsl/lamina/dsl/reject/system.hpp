#pragma once

#include <lamina/dsl/reject/contents.hpp>

/// Refusals of equations, each right alone, that do not fit together.
namespace lamina::reject {

template <class E>
constexpr sentence equation_text() {
    sentence s;
    s << text_of<decltype(E::left)>() << " == " << text_of<decltype(E::right)>();
    return s;
}

template <class... E>
constexpr name_list all_unknowns() {
    name_list out;
    (out.add(contents_of<E>().unknowns), ...);
    return out;
}

template <class... E>
constexpr sentence equations_text() {
    sentence s;
    int count = 0;
    (((s << (count++ > 0 ? " and " : "")) << equation_text<E>()), ...);
    return s;
}

/// The number of scalar equations in E
template <class E>
inline constexpr int scalars_of = [] {
    constexpr shape form = decltype(E::left)::form;
    return (form.is_scalar() ? 1 : form.rows) * (form.is_matrix() ? form.cols : 1);
}();

/// The number of scalar unknowns of equations: components are counted in the whole that they are components of.
template <class... E>
inline constexpr int unknown_scalars = [] {
    int count = 0;
    name_list counted;
    auto const add = [&]<class Equation>(std::type_identity<Equation>) {
        graph::arena g;
        Equation{}.lower(g);
        for (graph::node_id id{}; g.has(id); ++id) {
            if (g[id].kind != graph::op::unknown || g[id].a > 0 || counted.has(g.name_of(id))) continue;
            counted.add(g.name_of(id));
            count += g[id].form.is_scalar() ? 1 : g[id].form.rows;
        }
    };
    (add(std::type_identity<E>{}), ...);
    return count;
}();

/// The text of the first equation without a derivative, "" if there is none
template <class First, class... More>
constexpr sentence algebraic() {
    if constexpr (!contents_of<First>().derivative) return equation_text<First>();
    else if constexpr (sizeof...(More) > 0) return algebraic<More...>();
    else return {};
}

template <class E>
constexpr bool means_stand_apart() {
    constexpr bool fits = !contents_of<E>().mean;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << equation_text<E>()
              << ": the mean of what the equation solves for is a condition on the whole solution; "
              << "write "
              << "mean(" << contents_of<E>().unknowns.at[0] << ") == 0 as a part of its own";
            return s;
        }>>();
    return fits;
}

/// Not more equations than unknowns if one of them has no derivative: that is a condition that lost its place. Others
/// may be too many, as div and rot of one vector are.
template <class... E>
constexpr bool fit_together() {
    if constexpr (!(means_stand_apart<E>() && ...)) return false;
    else if constexpr (sizeof...(E) == 1 || (contents_of<E>().derivative && ...)) return true;
    else {
        constexpr int equations = (scalars_of<E> + ...), unknowns = unknown_scalars<E...>;
        if constexpr (equations > unknowns)
            refuse<said<[] {
                sentence s;
                s << algebraic<E...>() << " without a place holds everywhere: " << equations << " equations for "
                  << unknowns << (unknowns == 1 ? " unknown" : " unknowns") << "; write on(boundary, "
                  << algebraic<E...>() << ")";
                return s;
            }>>();
        return equations <= unknowns;
    }
}

/// A name of two things, "" if there is none, and what they are
struct taken_name {
    std::string_view name, first, second;
};
template <class... Parts>
constexpr taken_name find_taken() {
    contents all;
    (all.add_names(contents_of<Parts>()), ...);
    std::array<name_list const*, 5> const lists{&all.unknowns, &all.parameters, &all.coefficients, &all.fields,
                                                &all.positions};
    std::array<std::string_view, 5> const kinds{"an unknown", "a parameter", "a coefficient", "a field", "a position"};
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = i + 1; j < 5; ++j)
            for (int k = 0; k < lists[i]->size; ++k)
                if (std::string_view const name = lists[i]->at[static_cast<std::size_t>(k)]; lists[j]->has(name))
                    return {name, kinds[i], kinds[j]};
    return {};
}
template <class... Parts>
constexpr bool names_differ() {
    constexpr bool fits = find_taken<Parts...>().name.empty();
    if constexpr (!fits)
        refuse<said<[] {
            constexpr taken_name taken = find_taken<Parts...>();
            sentence s;
            s << "problem(...): " << taken.name << " is the name of " << taken.first << " and of " << taken.second
              << "; write another name for one of them";
            return s;
        }>>();
    return fits;
}

}  // namespace lamina::reject
