#pragma once

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// Solves r(theta) = 0 in the least-squares sense by Gauss-Newton steps from theta = 0, or from `start`, shape (P,),
/// each by least squares with columns scaled to one, halved until the loss falls: exact after one step if the residual
/// is affine (a linear equation in a linear trial space). Ends when the loss no longer falls, or where steps gain
/// little and the linear rows foresee little more; where the rows leave some unknowns open, `open` counts them and
/// `stopped_because` says how many are determined. Throws std::invalid_argument for fewer rows than parameters, and
/// std::runtime_error if the loss at the start or a Jacobian is not finite (see fit.hpp). Cost of a step: O(N P min(N,
/// P)); where that is more than some seconds, seconds and memory are said before it starts. What memory cannot hold is
/// refused.
fit solve(residual_system<double>& system, std::size_t iterations = 30, std::vector<double> start = {});

}  // namespace lamina
