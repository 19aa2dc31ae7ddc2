#pragma once

#include <array>
#include <string_view>

#include <lamina/dsl/expr/fixed_string.hpp>

namespace lamina::graph {

/// Which name of an arena. What the language itself names has the same id in each, so that whoever asks what a symbol
/// is compares ids; the other names are those of users and of derivations.
enum class name_id : int {
    none = -1,
    time,      ///< the time coordinate
    normal,    ///< the outward unit normal, and its components
    observed,  ///< the measured value at a point
};

/// How these are spelled, in the order of their ids
inline constexpr std::array<std::string_view, 3> reserved_names{"t", "normal", "observed"};

/// What the language names so; none: nothing
constexpr name_id reserved_name(std::string_view text) {
    for (std::size_t k = 0; k < reserved_names.size(); ++k)
        if (reserved_names[k] == text) return name_id{static_cast<int>(k)};
    return name_id::none;
}

/// The name of the fast position of two scales
inline constexpr fixed_string fast_name("y");

}  // namespace lamina::graph
