#pragma once

#include <lamina/dsl/reject/shapes.hpp>

/// Refusals of comparisons and of what they choose between.
namespace lamina::reject {

template <class L, class R>
constexpr bool compared() {
    if constexpr (!whole<L, R>()) return false;
    else if constexpr (!L::form.is_scalar() || !R::form.is_scalar()) {
        refuse<said<[] {
            sentence s;
            s << text_of<L>() << " < " << text_of<R>() << " compares " << shape_text(L::form) << " with "
              << shape_text(R::form) << "; compare scalars, such as components";
            return s;
        }>>();
        return false;
    } else {
        return same_dimension<L, R>();
    }
}

template <class Condition, class Then, class Otherwise>
constexpr bool branches() {
    if constexpr (!whole<Condition, Then, Otherwise>()) return false;
    else if constexpr (!Then::form.is_scalar() || !Otherwise::form.is_scalar()) {
        refuse<said<[] {
            sentence s;
            s << "where chooses between " << text_of<Then>() << ", " << shape_text(Then::form) << ", and "
              << text_of<Otherwise>() << ", " << shape_text(Otherwise::form)
              << "; choose between scalars, component by component";
            return s;
        }>>();
        return false;
    } else {
        return same_dimension<Then, Otherwise>();
    }
}

/// `where(...)` of anything but a comparison and two expressions
template <class... Parts>
constexpr nothing no_choice() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            sentence s;
            s << "where(" << wordings<Parts...>() << "): ";
            if constexpr (((kind_of<Parts>() == part::equation) || ...))
                return s << "an equation chooses nothing; write where(x[0] < 0.5, 1.0, 2.0), with < or <=";
            return s << "a comparison comes first, then the value where it holds and the value elsewhere; write "
                        "where(x[0] < 0.5, 1.0, 2.0)";
        }>>();
    return {};
}

}  // namespace lamina::reject
