#pragma once

#include <cstddef>
#include <functional>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// What methods on minibatches train on.
struct batches {
    /// The residual system of the batch of an iteration 0, 1, ...; it lives until the next call. All have the same P.
    std::function<residual_system<double>&(std::size_t iteration)> at;
    /// Never trained on: its loss is that of the history, stops training and chooses the best parameters.
    residual_system<double>* held_out = nullptr;
};

}  // namespace lamina
