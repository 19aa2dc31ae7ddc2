#pragma once

#include <lamina/dsl/twoscale/homogenize.hpp>

namespace lamina::twoscale {

/// Whether u1 has correctors of sources
template <class TwoScale>
inline constexpr bool has_sources = [] {
    for (int k = 0; k < TwoScale::cells; ++k)
        if (TwoScale::slow_factor(k).of == graph::slow_factor::kind::source) return true;
    return false;
}();

/// Whether a condition of an effective problem is one that `less` knows: u == g, or periodic, or a mean
template <class Condition>
inline constexpr bool gives_value = is_mean_condition<Condition> || is_periodic_condition<Condition>;
template <class Where, fixed_string U, class Position, class R>
inline constexpr bool gives_value<condition_t<Where, equation_t<of_u0_t<unknown_t<U, 0, Position>>, R>>> = true;
template <class Effective>
inline constexpr bool all_give_values = false;
template <class E, class... Conditions>
inline constexpr bool all_give_values<problem_t<E, Conditions...>> = (gives_value<Conditions> && ...);

/// A condition that gives the value of the unknown, less the field Name; any other as it is
template <fixed_string Name, class Condition>
constexpr auto less(Condition const& c) {
    return c;
}
template <fixed_string Name, class Where, fixed_string U, class Position, class R>
constexpr auto less(condition_t<Where, equation_t<of_u0_t<unknown_t<U, 0, Position>>, R>> const& c) {
    return on(c.place, c.equation.left == c.equation.right - field_t<Name, Position>{});
}

/// An effective problem with data less the field Name where it gives the value of u0
template <fixed_string Name, class E, class... Conditions>
constexpr auto less_on_boundary(problem_t<E, Conditions...> const& problem) {
    return boost::hana::unpack(problem.conditions, [&](auto const&... c) {
        return problem_t<E, decltype(less<Name>(c))...>{problem.equation, {less<Name>(c)...}};
    });
}

}  // namespace lamina::twoscale
