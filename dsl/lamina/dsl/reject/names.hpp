#pragma once

#include <string_view>

#include <lamina/dsl/expr/name_id.hpp>
#include <lamina/dsl/reject/refuse.hpp>

/// Refusals of names and dimensions.
namespace lamina::reject {

/// A letter, then letters, digits and _; bytes of other alphabets are letters.
constexpr bool is_identifier(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        char const c = name[i];
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
        if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
    }
    return !name.empty();
}
constexpr bool is_reserved(std::string_view name) { return graph::reserved_name(name) != graph::name_id::none; }

/// Of what a user names, as in `unknown<"u">`: Declared is `unknown`, for a position `position<2, `
template <fixed_string Declared, fixed_string Name>
constexpr bool name_is_free() {
    constexpr bool reserved = is_reserved(Name.view()), fits = is_identifier(Name.view()) && !reserved;
    if constexpr (!fits)
        refuse<said<[] {
            constexpr bool more = Declared.view().ends_with(" ");
            sentence s;
            s << Declared.view() << (more ? "\"" : "<\"") << Name.view() << "\">: ";
            if (!reserved) s << "a name is a letter and then letters, digits and _";
            else if (graph::reserved_name(Name.view()) == graph::name_id::time)
                s << "t is the time, which is time_axis";
            else if (graph::reserved_name(Name.view()) == graph::name_id::normal)
                s << "normal is the outward normal of the domain";
            else s << "observed is the value at a measured point";
            s << "; write another name, as in " << Declared.view() << (more ? "\"x\">" : "<\"u\">");
            return s;
        }>>();
    return fits;
}

template <int Dimension, int Most>
constexpr bool has_dimensions() {
    constexpr bool fits = 1 <= Dimension && Dimension <= Most;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "position<" << Dimension << ">: a position has 1 to " << Most
              << " dimensions; write position<1> to position<" << Most << ">";
            return s;
        }>>();
    return fits;
}

}  // namespace lamina::reject
