#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/passes/point_set.hpp>

namespace lamina {

/// Lanes of points that make rows of the residual.
struct row_register {
    std::size_t panel = 0;  ///< the first of the row, within the block
    std::size_t group = 0;  ///< in the panel
    std::size_t row = 0;    ///< of the first lane
    std::size_t count = 0;  ///< lanes that hold a row of their own, may be 0
};

/// body(row_register) for all in a block of `panels` that starts at panel `first`, in the order of the rows.
template <class Real, class Body>
[[gnu::always_inline]] inline void each_row_register(point_set<Real> const& points, std::size_t first,
                                                     std::size_t panels, Body&& body) {
    std::size_t const per_row = points.panels_per_row(), groups = points.shape().groups, lanes = points.shape().lanes;
    std::size_t const rows = points.points() / per_row;
    std::size_t row = points.first_point(first, 0);
    for (std::size_t p = 0; p < panels; p += per_row)
        for (std::size_t g = 0; g < groups; ++g, row += lanes)
            body(row_register{p, g, row, std::min(rows - std::min(row, rows), lanes)});
}

}  // namespace lamina
