#pragma once

#include <array>
#include <utility>

#include <lamina/dsl/twoscale/homogenize.hpp>

namespace lamina::twoscale {

/// Whether a condition of an effective problem is one that `less` knows: u == g, or periodic, or a mean
template <class Condition>
inline constexpr bool gives_value = is_mean_condition<Condition> || is_periodic_condition<Condition>;
template <class Where, fixed_string U, int Size, class... Arguments, class R>
inline constexpr bool gives_value<condition_t<Where, equation_t<of_u0_t<unknown_t<U, Size, Arguments...>>, R>>> = true;
template <class Effective>
inline constexpr bool all_give_values = false;
template <class E, class... Conditions>
inline constexpr bool all_give_values<problem_t<E, Conditions...>> = (gives_value<Conditions> && ...);

/// first_order_0, first_order_1, ...: the names of the fields of the components of eps u1
template <std::size_t Component>
inline constexpr auto first_order_name = [] {
    static_assert(Component < 10);
    auto name = std::to_array("first_order_0");
    name[12] = static_cast<char>('0' + Component);
    return fixed_string(name);
}();

/// The fields of eps u1, of as many components as the unknown has (0: a scalar)
template <int Size, class... Arguments>
constexpr auto first_order() {
    if constexpr (Size == 0)
        return field_t<first_order_name<0>, Arguments...>{};
    else
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return vector(field_t<first_order_name<I>, Arguments...>{}...);
        }
    (std::make_index_sequence<static_cast<std::size_t>(Size)>{});
}

/// A condition that gives the value of the unknown, less eps u1; any other as it is
template <class Condition>
constexpr auto less_first_order(Condition const& c) {
    return c;
}
template <class Where, fixed_string U, int Size, class... Arguments, class R>
constexpr auto less_first_order(condition_t<Where, equation_t<of_u0_t<unknown_t<U, Size, Arguments...>>, R>> const& c) {
    return on(c.place, c.equation.left == c.equation.right - first_order<Size, Arguments...>());
}

/// An effective problem up to the order eps: with `source` more on the right of its equation, and data less eps u1
/// where it gives the value of u0
template <class E, class... Conditions, class Source>
constexpr auto of_first_order(problem_t<E, Conditions...> const& problem, Source const& source) {
    auto const equation = problem.equation.left == problem.equation.right + source;
    return boost::hana::unpack(problem.conditions, [&](auto const&... c) {
        return problem_t<std::remove_const_t<decltype(equation)>, decltype(less_first_order(c))...>{
            equation, {less_first_order(c)...}};
    });
}
template <class E, class... Conditions>
constexpr auto of_first_order(problem_t<E, Conditions...> const& problem) {
    return boost::hana::unpack(problem.conditions, [&](auto const&... c) {
        return problem_t<E, decltype(less_first_order(c))...>{problem.equation, {less_first_order(c)...}};
    });
}

}  // namespace lamina::twoscale
