#pragma once

#include <stdexcept>
#include <string>

#include <lamina/dsl/evaluate/arithmetic.hpp>
#include <lamina/dsl/expr/function_table.hpp>

namespace lamina::evaluate {

/// The elementary function Kind of x, or of x and y
template <graph::op Kind, class V>
constexpr V apply(V const& x, [[maybe_unused]] V const& y) {
    constexpr auto& row = elementary::row<Kind>;
    if constexpr (requires { row.value(x); }) return row.value(x);
    else if constexpr (requires { row.value(x, y); }) return row.value(x, y);
    else throw std::logic_error("lamina: numbers of this kind have no " + std::string(row.name));
}

template <class V>
inline constexpr auto functions_on =
    elementary::column([](auto kind) -> V (*)(V const&, V const&) { return apply<kind.value, V>; });

/// The same, chosen at run time
template <class V>
constexpr V apply(graph::op kind, V const& x, V const& y) {
    return functions_on<V>[elementary::index_of(kind)](x, y);
}

/// f where p and q compare so, else g; chosen at run time
template <class V>
constexpr V choose(graph::relation compare, V const& p, V const& q, V const& f, V const& g) {
    using enum graph::relation;
    if (compare == equal) return choose<equal>(p, q, f, g);
    return compare == less ? choose<less>(p, q, f, g) : choose<less_or_equal>(p, q, f, g);
}

}  // namespace lamina::evaluate
