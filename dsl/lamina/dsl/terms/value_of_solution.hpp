#pragma once

#include <lamina/dsl/reject/value.hpp>
#include <lamina/dsl/terms/unknowns.hpp>

namespace lamina {

/// Whether an expression contains no other unknowns and trained parameters than a problem, so that it has a value at a
/// solution; refused if not
template <class Problem, class Of>
constexpr bool has_unknowns_of() {
    constexpr auto unknowns = [] {
        unknown_table const& table = unknowns_of<Problem>::value;
        reject::name_list names;
        for (int k = 0; k < table.size; ++k) names.add(table.unknown[static_cast<std::size_t>(k)].name);
        return names;
    };
    constexpr auto trained = [] {
        unknown_table const& table = unknowns_of<Problem>::value;
        reject::name_list names;
        for (int k = 0; k < table.trained_count; ++k) names.add(table.trained[static_cast<std::size_t>(k)]);
        return names;
    };
    if constexpr (!reject::unknowns_of_value<Of, unknowns>()) return false;
    else return reject::trained_of_value<Of, trained>();
}

}  // namespace lamina
