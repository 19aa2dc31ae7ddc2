#pragma once

#include <lamina/dsl/reject/refuse.hpp>

/// Refusals of dimensions.
namespace lamina::reject {

template <int Dimension, int Largest>
constexpr bool dimension() {
    constexpr bool fits = 1 <= Dimension && Dimension <= Largest;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "position<" << Dimension << ">: a position has 1 to " << Largest << " dimensions";
            return s;
        }>>();
    return fits;
}

}  // namespace lamina::reject
