#pragma once

#include <cstddef>
#include <vector>

#include <lamina/sample/box.hpp>

namespace lamina {

/// The side of a box where a coordinate has its largest or its smallest value
struct box_side {
    std::size_t axis;
    bool upper;
};

/// An integral as sum_k weights_k f(x_k): points of shape (N, columns), weights (N,)
struct integral_rule {
    std::vector<double> points, weights;
};

/// Over a box, or one of its sides, by n points along each axis: Fejer's rule, along axes with `periodic`, shape (D,),
/// equispaced points. `normal`: each point is followed by the outward unit normal of the side.
integral_rule over_box(box const& domain, std::size_t n, std::vector<bool> const& periodic);
integral_rule over_side(box const& domain, box_side const& side, std::size_t n, std::vector<bool> const& periodic,
                        bool normal);

}  // namespace lamina
