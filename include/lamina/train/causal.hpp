#pragma once

#include <cstddef>
#include <vector>

#include <lamina/train/rhythm.hpp>

namespace lamina {

struct training_plan;

/// Training in the order of time: time is cut into `parts`, and the rows of the equations in part k weigh
///
///     w_k = exp(-tolerance * sum over j < k of L_j),    L_j = the mean of the sum of lambda_i r_i^2 in part j,
///
/// so that what is later counts as far as what is before it is solved, which descent does not see to by itself (Wang,
/// Sankaran, Perdikaris 2024, doi:10.1016/j.cma.2024.116813). Where the least weight is above `enough`, the next
/// tolerance follows. Loss and history are with the weights, the column `causal` of the history is the least of them,
/// and the loss ends training (`stop::loss`) only where the last tolerance is there and its least weight is above
/// `enough`.
///
///     train(model, theta, adam(), {.iterations = 100000}, minibatch(256), causal{})
///
/// Training throws std::invalid_argument for a problem without time and for wrong options. Cost: one evaluation of the
/// residual whenever the weights are taken anew, and one beside each gradient.
struct causal {
    std::vector<double> tolerances{1e-2, 1e-1, 1, 10, 100};
    std::size_t parts = 32;
    double enough = 0.99;
    every_iterations when{10};

    void add_to(training_plan& plan) const;
};

}  // namespace lamina
