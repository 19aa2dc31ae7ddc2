#pragma once

#include <string_view>

#include <lamina/dsl/reject/contents.hpp>
#include <lamina/dsl/reject/names.hpp>
#include <lamina/dsl/reject/shapes.hpp>

/// Refusals of derivatives: of what has none, and along what is no coordinate of it.
namespace lamina::reject {

template <fixed_string Operator, class E>
constexpr bool differential_argument() {
    constexpr bool of_vector = Operator.view() == "div";
    if constexpr (!whole<E>()) return false;
    else if constexpr (E::dimension == 0) {
        refuse<said<[] {
            sentence s;
            s << Operator.view() << "(" << text_of<E>() << "): " << text_of<E>()
              << " depends on no position; write it as a function of x, or drop the derivative";
            return s;
        }>>();
        return false;
    } else if constexpr (of_vector && (E::form.is_matrix() ? E::form.cols : E::form.rows) != E::dimension) {
        refuse<said<[] {
            sentence s;
            s << "div(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << ", div needs a " << static_cast<long>(E::dimension) << "-vector; write div(grad(...)) or lap(...)";
            return s;
        }>>();
        return false;
    } else if constexpr (!of_vector && E::form.is_matrix()) {
        refuse<said<[] {
            sentence s;
            s << Operator.view() << "(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << ", " << Operator.view() << " needs a scalar or a vector; apply it to a component";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class E>
constexpr bool rot_argument() {
    if constexpr (!whole<E>()) return false;
    else if constexpr (!(E::dimension == 2 && (E::form.is_scalar() || E::form == shape{2, 0})) &&
                       !(E::dimension == 3 && E::form == shape{3, 0})) {
        refuse<said<[] {
            sentence s;
            s << "rot(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form) << " in "
              << static_cast<long>(E::dimension)
              << " dimensions; rot takes a scalar or a vector in two, a vector in three";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// Whether the position At, or that of the coordinate At, is named in E; true if E, written out, has none.
template <class E, class At>
constexpr bool is_in_position() {
    if (E::dimension != At::dimension) return false;
    graph::arena g;
    std::string_view const name = g.name_of(At{}.lower(g));
    name_list const& named = contents_in<E>.positions;
    bool another = false;
    for (int k = 0; k < named.size; ++k)
        another = another || !is_reserved(named.at[static_cast<std::size_t>(k)]);
    return named.has(name) || !another;
}

/// `grad(u, s)`: the position At is one that E depends on.
template <fixed_string Operator, class E, class At>
constexpr bool differential_arguments() {
    if constexpr (!differential_argument<Operator, E>()) return false;
    else {
        constexpr bool fits = is_in_position<E, At>();
        if constexpr (!fits)
            refuse<said<[] {
                sentence s;
                s << Operator.view() << "(" << text_of<E>() << ", " << At::name.view() << "): " << text_of<E>()
                  << " does not depend on the " << static_cast<long>(At::dimension) << "-dimensional position "
                  << At::name.view() << "; write " << Operator.view() << "(" << text_of<E>() << ")";
                return s;
            }>>();
        return fits;
    }
}

/// `mean(u, y)`: the position At is one that E depends on.
template <class E, class At>
constexpr bool averaged_over() {
    if constexpr (!whole<E>()) return false;
    else {
        constexpr bool fits = E::dimension == 0 || is_in_position<E, At>();
        if constexpr (!fits)
            refuse<said<[] {
                return sentence{} << "mean(" << text_of<E>() << ", " << At::name.view() << "): " << text_of<E>()
                                  << " does not depend on the " << At::dimension << "-dimensional position "
                                  << At::name.view() << "; write mean(" << text_of<E>() << ")";
            }>>();
        return fits;
    }
}

/// x[0], position<1> or the time
template <class E>
constexpr bool is_coordinate() {
    graph::arena g;
    graph::node_id const id = E{}.lower(g);
    return graph::is_time(g, id) || (g[id].kind == graph::op::coordinate && graph::is_in_space(g, id));
}

/// Constants have the derivative 0 along every coordinate, what depends on one position none along another.
template <class E, class Along>
constexpr bool along_coordinate() {
    constexpr bool fits = is_coordinate<Along>();
    if constexpr (!fits) {
        refuse<said<[] {
            sentence s;
            s << "d(" << text_of<E>() << ", " << text_of<Along>() << "): " << text_of<Along>()
              << " is no coordinate; write d(" << text_of<E>() << ", x[0])";
            return s;
        }>>();
        return false;
    } else {
        constexpr bool fits = E::dimension == 0 || Along::dimension == 0 || is_in_position<E, Along>();
        if constexpr (!fits)
            refuse<said<[] {
                sentence s;
                s << "d(" << text_of<E>() << ", " << text_of<Along>() << "): " << text_of<E>()
                  << " does not depend on this " << static_cast<long>(Along::dimension)
                  << "-dimensional position; write a coordinate of its own";
                return s;
            }>>();
        return fits;
    }
}

template <class E, class... Along>
constexpr bool partial_arguments() {
    if constexpr (!whole<E, Along...>()) return false;
    else if constexpr (!E::form.is_scalar()) {
        refuse<said<[] {
            sentence s;
            s << "d(" << text_of<E>() << ", ...): " << text_of<E>() << " is " << shape_text(E::form)
              << "; d needs a scalar and then coordinates, as in d(u, x[0], x[1])";
            return s;
        }>>();
        return false;
    } else if constexpr (sizeof...(Along) == 0) {
        refuse<said<[] {
            sentence s;
            s << "d(" << text_of<E>() << "): there is no coordinate to differentiate by; write d(" << text_of<E>()
              << ", x[0])";
            return s;
        }>>();
        return false;
    } else {
        return (along_coordinate<E, Along>() && ...);
    }
}

}  // namespace lamina::reject
