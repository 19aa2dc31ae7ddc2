#pragma once

#include <cstddef>
#include <functional>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// Points that are new at every iteration, for a method that takes them (`adam`, `spring`).
struct batches {
    /// The residual system of the batch of an iteration 0, 1, ...; it lives until the next call. All have the same P.
    std::function<residual_system<double>&(std::size_t iteration)> at;
    /// Never trained on: its loss is that of the history, stops training and chooses the best parameters. It is looked
    /// at every `look_every` iterations of the method, and where a monitor looks.
    residual_system<double>* held_out = nullptr;
};

}  // namespace lamina
