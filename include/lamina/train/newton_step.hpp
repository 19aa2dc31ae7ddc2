#pragma once

#include <functional>
#include <span>
#include <vector>

#include <lamina/numerics/least_squares.hpp>

namespace lamina {

/// The theta_new that makes |J theta_new - (J theta - r)| smallest, for J of shape (N, P) by columns and r of shape
/// (N,) at theta, with a rank decision. It is found as a whole: an increment would leave in theta what it once gathered
/// in directions that the rows do not see. Cost: O(N P min(N, P)). J is used up.
numerics::least_squares_solution newton_target(std::span<double> j, std::span<double const> r,
                                               std::span<double const> theta);

/// theta + length (target - theta) for the first length of 1, 1/2, 1/4, ... > `shortest` at which `falls` says that the
/// residual does; the last one where it never does; of shape (P,).
std::vector<double> halved_step(std::span<double const> theta, std::span<double const> target, double shortest,
                                std::function<bool(std::vector<double> const& next)> const& falls);

}  // namespace lamina
