#pragma once

#include <memory>
#include <span>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/dsl/terms/plan.hpp>
#include <lamina/network/hidden_layers.hpp>
#include <lamina/network/trial_space.hpp>
#include <lamina/passes/point_set.hpp>
#include <lamina/sample/tabulate.hpp>
#include <lamina/sample/term_reading.hpp>

namespace lamina {

/// The numbers that a term needs at its points before theta is known.
struct prepared_term {
    xt::xtensor<double, 3> jets;     ///< (inputs, channels, points)
    xt::xtensor<double, 2> weights;  ///< (weights, points)
    xt::xtensor<double, 2> tables;   ///< (tables, points)
    xt::xtensor<double, 3> given;    ///< (unknowns, channels, points), or empty
    std::vector<double> constants;   ///< (constants,)
    std::size_t inputs = 0;
    std::size_t points = 0;
    std::shared_ptr<term_reading const> reading;

    /// As parts of a system take it; `mean_weights`: see point_data
    [[nodiscard]] point_data data(std::span<double const> mean_weights = {}) const {
        return {points, inputs, jets, weights, tables, mean_weights, given};
    }
};

/// What feeds the network, one of: nothing (the coordinates), expressions, or the functions of a trial space; of the
/// first two, what hidden layers make of them, one after another, if there are some. To its outputs are added the
/// functions of `given`, one for each scalar unknown, if there are some.
struct network_inputs {
    std::vector<lowered_expression> expressions;
    std::shared_ptr<trial_space const> space;
    std::vector<std::shared_ptr<hidden_layers const>> hidden;
    std::shared_ptr<trial_space const> given;

    /// The functions that feed a network as nodes of `g`, the components of vectors one by one, of problems with
    /// `unknowns`
    [[nodiscard]] graph::id_list nodes(graph::arena& g, unknown_table const& unknowns) const;
};

/// Evaluates what `plan`, the plan of the nodes `residuals` of `g`, asks for at `points`, shape (N, frame.size()).
/// `inputs`: the functions of position and time that the network is fed with.
/// Throws std::invalid_argument as `tabulate` does: unbound parameter, value not finite (with its point).
prepared_term prepare(graph::arena& g, graph::id_list const& residuals, graph::term_plan const& plan,
                      unknown_table const& unknowns, std::span<double const> points, point_frame const& frame,
                      bindings const& known, network_inputs const& inputs);
/// The same but for the jets
prepared_term prepare_coefficients(graph::arena& g, graph::id_list const& residuals, graph::term_plan const& plan,
                                   unknown_table const& unknowns, std::span<double const> points,
                                   point_frame const& frame, bindings const& known);
/// The jets of functions of the trial space among `inputs`, from their coefficients, shape (functions, size), and
/// constants, with those of `given`: shape (functions, channels, points)
xt::xtensor<double, 3> jets_in_space(network_inputs const& inputs, std::span<double const> coefficients,
                                     std::span<double const> constants, graph::term_plan const& plan,
                                     std::span<double const> points, point_frame const& frame,
                                     prepared_term const& ready);
prepared_term prepare(lowered_residuals const& of, std::span<double const> points, point_frame const& frame,
                      bindings const& known, network_inputs const& inputs);

}  // namespace lamina
