#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/checkpoint.hpp>
#include <lamina/train/row_grading.hpp>
#include <lamina/train/training_parts.hpp>

namespace lamina {

/// What looks at a run, whatever it is a run of
struct monitor {
    every_iterations when;
    std::function<void(training_view const&)> look{};
    std::function<void(state_fields&)> describe{};  ///< what it remembers, to be saved with a checkpoint
    std::string column{};                           ///< of the history, which `value` fills; empty: none
    std::function<double(training_view const&)> value{};
};

/// Points that are not trained on
struct points_elsewhere {
    /// Half the mean of r^2 there, shape (blocks,), of the first blocks of the system at least; the others have their
    /// loss. Throws std::invalid_argument where a value is not finite.
    std::function<std::vector<double>(std::span<double const> theta)> half_squares{};
    /// When they are looked at; none: at the end, and once a second on a terminal
    std::optional<every_iterations> when{};
};

/// All that a call of `train` says
struct training_plan {
    residual_system<double>* system = nullptr;  ///< whose loss is that of the history, chooses the best and stops
    std::function<residual_system<double>&(std::size_t)> batch{};  ///< trained on at an iteration; empty: `system`
    std::shared_ptr<residual_system<double>> owned{};              ///< `system`, where it is one in float
    std::vector<training_stage> stages{};
    std::vector<monitor> monitors{};
    std::optional<points_elsewhere> elsewhere{};
    std::shared_ptr<row_grading> grading{};  ///< weights of rows; null: 1
    std::optional<checkpoint> saved{};
    std::optional<resume> resumed{};
};

/// Gives the rows of a plan weights. Throws std::invalid_argument in the name of `caller` where they have some already.
void grade_rows(training_plan& plan, std::shared_ptr<row_grading> weights, char const* caller);

}  // namespace lamina
