#pragma once

#include <lamina/dsl/reject/contents.hpp>
#include <lamina/dsl/reject/system.hpp>

namespace lamina::reject {

/// An equation that is to be solved at points, which have the coordinates of one position
template <class E>
constexpr bool at_one_position() {
    constexpr contents const& in = contents_in<E>;
    if constexpr (in.places.size > 1)
        refuse<said<[] {
            sentence s;
            s << equation_text<E>() << ": " << in.places.at[0] << " and " << in.places.at[1]
              << " are two positions, points have one; write a parameter in place of the other, as in a(s, y)";
            return s;
        }>>();
    return in.places.size <= 1;
}

}  // namespace lamina::reject
