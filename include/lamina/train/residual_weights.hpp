#pragma once

#include <lamina/train/rhythm.hpp>

namespace lamina {

struct training_plan;

/// Rows of large residuals count more (residual-based attention: Anagnostopoulos, Toscano, Stergiopulos, Karniadakis
/// 2024, doi:10.1016/j.cma.2024.116805): row n of a block counts as w_n^2 r_n^2, and whenever the weights are taken
/// anew
///
///     w_n = gamma w_n + eta |r_n| / max over the block of |r|,
///
/// from eta at the start to at most eta / (1 - gamma):
///
///     train(model, theta, adam(), {.iterations = 40000}, residual_weights{})
///
/// Loss and history are with the weights. Where points move they begin anew. Training throws std::invalid_argument for
/// a gamma outside (0, 1), an eta that is not positive and on batches, whose rows are new at every step. Cost: whenever
/// the weights are taken anew, two evaluations of the residual and a gradient; one residual beside each gradient.
struct residual_weights {
    double gamma = 0.999, eta = 0.01;
    every_iterations when{1};

    void add_to(training_plan& plan) const;
};

}  // namespace lamina
