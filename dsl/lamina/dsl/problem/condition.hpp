#pragma once

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/problem/place.hpp>

namespace lamina {

/// An equation that holds at a place
template <class Where, class E>
struct condition_t {
    static constexpr int dimension = E::dimension;
    Where place{};
    E equation{};
};

/// `on(boundary, u == g)`, `on(x[1] == 1, v[0] == 1)`, `on(t == 0, u == u0)`, `on(t == 0, dt(u) == 0)`
template <Place Where, Equation E>
constexpr auto on(Where const& place, E const& e) {
    if constexpr (!reject::place_of_condition<Where, E>() || !reject::holds_at_points<Where, E>())
        return reject::nothing{};
    else return condition_t<Where, E>{place, e};
}
/// `on(periodic, u)`, `on(periodic(x[0]), u)`: u and its derivatives along an axis, up to the order of the equations
/// in that axis less one, agree on the two sides across it
template <Period Where, fixed_string Name, int Size, class... Arguments>
constexpr auto on(Where const& place, unknown_t<Name, Size, Arguments...> const& u) {
    using unknown = unknown_t<Name, Size, Arguments...>;
    if constexpr (!reject::has_period<Where, unknown>()) return reject::nothing{};
    else return condition_t<Where, unknown>{place, u};
}
/// `on(measured<"sensors">, u)`: u takes the values measured at the sensors
template <fixed_string Name, Expression E>
constexpr auto on(measured_t<Name> const& place, E const& e) {
    return on(place, e == observed);
}

/// Anything else: refused, with what is missing or in the wrong order
template <class... Parts>
constexpr reject::refusal_of<Parts...> on(Parts const&...) {
    return reject::condition_parts<Parts...>();
}

template <class T>
inline constexpr bool is_condition = false;
template <class Where, class E>
inline constexpr bool is_condition<condition_t<Where, E>> = true;

/// `mean(chi) == 0` is an equation between averages: a condition on the whole solution
template <class T>
inline constexpr bool is_mean_condition = false;
template <class E, class At, class R>
inline constexpr bool is_mean_condition<equation_t<mean_t<E, At>, R>> = true;

template <class T>
inline constexpr bool is_periodic_condition = false;
template <Period Where, class U>
inline constexpr bool is_periodic_condition<condition_t<Where, U>> = true;

template <class T>
concept Condition = is_condition<T> || is_mean_condition<T>;

}  // namespace lamina
