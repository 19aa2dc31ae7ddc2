#pragma once

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// Weights of single rows that change during training, those of `causal` or `residual_weights`: the root of a row's
/// weight is its grade (graded_system.hpp).
class row_grading {
public:
    virtual ~row_grading() = default;

    /// The system with the weights, and without them
    [[nodiscard]] virtual residual_system<double>& system() = 0;
    [[nodiscard]] virtual residual_system<double>& ungraded() = 0;
    /// Another one, of a batch, with the weights that its rows have; until the next call. Throws std::invalid_argument
    /// where they have none.
    [[nodiscard]] virtual residual_system<double>& of(residual_system<double>& batch) = 0;
    /// Gives the rows of the system the weights that they have at other points, if it has them now.
    virtual void follow_points() = 0;
    /// Whether the weights are the last ones, so that a loss with them may end training
    [[nodiscard]] virtual bool is_over() const = 0;
};

}  // namespace lamina
