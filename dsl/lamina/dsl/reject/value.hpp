#pragma once

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of expressions that are evaluated at a solution.
namespace lamina::reject {

/// The first unknown in an expression that is not among the Known(), "" if there is none
template <class Of, auto Known>
constexpr std::string_view unknown_to() {
    name_list const known = Known(), asked = contents_of<Of>().unknowns;
    for (int k = 0; k < asked.size; ++k)
        if (!known.has(asked.at[static_cast<std::size_t>(k)])) return asked.at[static_cast<std::size_t>(k)];
    return {};
}

/// Known(): the unknowns of the problem
template <class Of, auto Known>
constexpr bool unknowns_of_value() {
    if constexpr (!unknown_to<Of, Known>().empty()) {
        refuse<said<[] {
            name_list const known = Known();
            sentence s;
            s << "value(..., " << text_of<Of>() << "): the problem has no unknown " << unknown_to<Of, Known>()
              << ", it asks for " << known.at[0];
            for (int k = 1; k < known.size; ++k) s << ", " << known.at[static_cast<std::size_t>(k)];
            s << "; write the expression in " << (known.size > 1 ? "these" : "it");
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

}  // namespace lamina::reject
