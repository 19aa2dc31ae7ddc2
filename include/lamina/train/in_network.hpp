#pragma once

#include <lamina/discretise/assemble.hpp>
#include <lamina/train/in_space.hpp>

/// The solution of a problem as a network that is trained.
namespace lamina::solving {

/// Where training starts, shape (P,) of `layout`: the hidden layers of one network without encoders as those of a
/// frozen one are drawn, with the scale that is found for it (feature_scale.hpp), its last layer 0, which the first
/// iteration of Levenberg-Marquardt fits; of other networks, and of those that features feed, `glorot`.
std::vector<double> network_start(problem_in_space const& of, network_layout const& layout);

/// `random_seed` is of that draw. Trained by at most 300 iterations of Levenberg-Marquardt from there, or up to 2500 if
/// 3.6e12 operations allow, a minute or less. Says on standard error what was reached.
result trained_in(problem_in_space const& of, collocation::layout_for const& layout);
/// With a judgement
solved in_network(problem_in_space const& of, collocation::layout_for const& layout);

}  // namespace lamina::solving
