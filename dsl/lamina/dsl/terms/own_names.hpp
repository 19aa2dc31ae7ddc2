#pragma once

#include <lamina/dsl/terms/unknowns.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

/// The limit u0 of u answers to the name that the user gave u.
namespace lamina {

namespace surface {

/// The name of the unknown before averaging, of the equation of an effective problem; "" of others
template <class E>
inline constexpr std::string_view name_before_averaging{};
template <class E, fixed_string Eps, graph::average_as As, class R>
inline constexpr std::string_view
    name_before_averaging<equation_t<derived_t<twoscale::averaged_from<twoscale::derived_from<E, Eps>, As>, 0>, R>> =
        unknowns_of<E>::value.unknown[0].name;

template <class Problem>
inline constexpr std::string_view other_name{};
template <class E, class... Conditions>
inline constexpr std::string_view other_name<problem_t<E, Conditions...>> = name_before_averaging<E>;

}  // namespace surface

/// An expression at the solution of a problem, with u0 for u where the problem is effective and the expression has u
template <class Problem, class Of>
constexpr auto in_names_of(Of const& of) {
    constexpr std::string_view own = surface::other_name<Problem>;
    if constexpr (own.empty())
        return of;
    else if constexpr (!reject::contents_of<Of>().unknowns.has(own))
        return of;
    else
        return twoscale::of_u0_t<Of>{of};
}

}  // namespace lamina
