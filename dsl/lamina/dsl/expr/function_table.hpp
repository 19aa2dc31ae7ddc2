#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <lamina/dsl/expr/functions_of_two.hpp>

/// The table of elementary functions by an op that is known at run time only.
namespace lamina::elementary {

inline constexpr op first_function = op::exp, last_function = op::pow;

constexpr bool is_function(op kind) { return first_function <= kind && kind <= last_function; }

constexpr std::size_t index_of(op kind) {
    return static_cast<std::size_t>(kind) - static_cast<std::size_t>(first_function);
}
constexpr op function_at(std::size_t index) {
    return static_cast<op>(static_cast<std::size_t>(first_function) + index);
}
inline constexpr std::size_t function_count = index_of(last_function) + 1;

/// { Entry(std::integral_constant<op, Kind>) of each function }, a column of the table
template <class Entry>
constexpr auto column(Entry const& entry) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::array{entry(std::integral_constant<op, function_at(I)>{})...};
    }(std::make_index_sequence<function_count>{});
}

inline constexpr auto descriptions = column([](auto kind) { return description(row<kind.value>); });

/// What the row of a function says without arithmetic
constexpr description const& describe(op kind) { return descriptions[index_of(kind)]; }

}  // namespace lamina::elementary
