#pragma once

#include <lamina/dsl/reject/value.hpp>
#include <lamina/dsl/terms/unknowns.hpp>

namespace lamina {

/// Whether an expression contains no other unknowns than a problem, so that it has a value at a solution; refused if
/// not
template <class Problem, class Of>
constexpr bool has_unknowns_of() {
    return reject::unknowns_of_value<Of, [] {
        unknown_table const& table = unknowns_of<Problem>::value;
        reject::name_list names;
        for (int k = 0; k < table.size; ++k) names.add(table.unknown[static_cast<std::size_t>(k)].name);
        return names;
    }>();
}

}  // namespace lamina
