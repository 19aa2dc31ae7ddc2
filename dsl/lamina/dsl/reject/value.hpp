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

/// The first parameter in an expression that is trained and not among the Sought(), or among them and not trained, ""
/// if there is none
template <class Of, auto Sought>
constexpr std::string_view not_sought() {
    name_list const sought = Sought(), asked = contents_of<Of>().parameters, trained = contents_of<Of>().trained;
    for (int k = 0; k < asked.size; ++k)
        if (std::string_view const name = asked.at[static_cast<std::size_t>(k)]; trained.has(name) != sought.has(name))
            return name;
    return {};
}
/// Sought(): the trained parameters of the problem
template <class Of, auto Sought>
constexpr bool trained_of_value() {
    constexpr std::string_view stranger = not_sought<Of, Sought>();
    if constexpr (!stranger.empty())
        refuse<said<[] {
            sentence s;
            std::string_view const name = not_sought<Of, Sought>();
            s << "value(..., " << text_of<Of>() << "): the problem has no ";
            if (Sought().has(name))
                s << "parameter<\"" << name << "\">, it is found by training; write trained<\"" << name << "\">";
            else
                s << "trained<\"" << name << "\">; write one of its own, or parameter<\"" << name
                  << "\"> for a given number";
            return s;
        }>>();
    return stranger.empty();
}

}  // namespace lamina::reject
