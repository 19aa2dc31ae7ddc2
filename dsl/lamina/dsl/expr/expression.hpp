#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/dsl/expr/build.hpp>

namespace lamina {

/// What every surface node offers:
///   form       its shape: scalar, vector or matrix
///   dimension  of the space it lives on, 0 if it is the same everywhere
///   lower(g)   puts it into an arena and returns its id
/// Everything but the numbers that a user wrote is in the type: a default-constructed node lowers to the same
/// structure as the object.
template <class E>
concept Expression = requires(E const& e, graph::arena& g) {
    { E::form } -> std::convertible_to<shape>;
    { E::dimension } -> std::convertible_to<int>;
    { e.lower(g) } -> std::same_as<graph::node_id>;
};

template <class T>
concept Number = std::is_arithmetic_v<T>;

template <class T>
concept Operand = Expression<T> || Number<T>;

/// A number that the user wrote: its slot is structure, its value is not.
struct literal {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    double value = 0;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::literal(g, value); }
};

/// A rational that is structure: `constant<1, 2>` is 1/2.
template <long N, long D = 1>
struct constant_t {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::number(g, {N, D}); }
};
template <long N, long D = 1>
inline constexpr constant_t<N, D> constant{};

template <Number T>
constexpr literal as_expression(T value) {
    return {static_cast<double>(value)};
}
template <Expression E>
constexpr E const& as_expression(E const& e) {
    return e;
}
template <class T>
using expression_of = std::remove_cvref_t<decltype(as_expression(std::declval<T const&>()))>;

/// The larger of the dimensions of the parts; -1 if two parts live on spaces of different dimension.
template <class... Parts>
inline constexpr int common_dimension = [] {
    int common = 0;
    auto see = [&](int d) { common = common == 0 || d == common ? (d == 0 ? common : d) : d == 0 ? common : -1; };
    (see(Parts::dimension), ...);
    return common;
}();

}  // namespace lamina
