#pragma once

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/problem/equation.hpp>

namespace lamina {

/// Places at which a condition holds, `periodic` (expr/properties.hpp) among them
struct boundary_t {};  ///< the whole boundary of the domain
inline constexpr boundary_t boundary{};

/// An equation that holds at a place
template <class Place, class E>
struct condition_t {
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E equation{};
};

/// `on(boundary, u == g)`
template <class L, class R>
constexpr condition_t<boundary_t, equation_t<L, R>> on(boundary_t, equation_t<L, R> const& e) {
    return {e};
}
/// `on(periodic, u)`: u and its derivatives up to the order of the equation less one agree on opposite faces
template <fixed_string Name, class... Positions>
constexpr condition_t<periodic_t, unknown_t<Name, Positions...>> on(periodic_t, unknown_t<Name, Positions...> const& u) {
    return {u};
}

template <class T>
inline constexpr bool is_condition = false;
template <class Place, class E>
inline constexpr bool is_condition<condition_t<Place, E>> = true;

/// `mean(chi) == 0` is an equation between averages: a condition on the whole solution
template <class T>
inline constexpr bool is_mean_condition = false;
template <class E, class At, class R>
inline constexpr bool is_mean_condition<equation_t<mean_t<E, At>, R>> = true;

template <class T>
concept Condition = is_condition<T> || is_mean_condition<T>;

}  // namespace lamina
