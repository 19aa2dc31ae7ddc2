#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/terms/plan.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// Residuals at their points, as they are written: what a second evaluation needs to say why one of them, or a
/// derivative of it, is not finite. With u the variables of the plan (see term_plan) at a point, shape (variables,):
///   - `why_value`   the first subterm that is not finite though its arguments are, with the argument's value
///   - `why_slope`   the first subterm with a finite value and an infinite derivative
/// Both name the point and what was expected, and are empty where there is nothing of the kind. Only the chosen branch
/// of a `where` counts. Cost: one evaluation of the residual, node by node.
class term_reading {
public:
    term_reading(graph::arena const& g, graph::term_plan const& plan, unknown_table const& unknowns,
                 std::span<double const> points, point_frame const& frame, bindings known);

    [[nodiscard]] std::string why_value(std::size_t residual, std::size_t point, std::span<double const> u) const;
    [[nodiscard]] std::string why_slope(std::size_t residual, std::size_t point, std::span<double const> u) const;
    /// The variables of a residual: the channels of all unknowns, then trained parameters
    [[nodiscard]] std::size_t variables() const { return static_cast<std::size_t>(plan_.variables()); }
    [[nodiscard]] bool in_time() const { return frame_.time; }
    [[nodiscard]] double time(std::size_t point) const { return at(point)[static_cast<std::size_t>(frame_.space)]; }
    /// "x = (0.25, 1), t = 0.5"
    [[nodiscard]] std::string place(std::size_t point) const;

private:
    graph::arena g_;
    graph::term_plan plan_;
    unknown_table const* unknowns_;
    std::vector<double> points_;
    point_frame frame_;
    bindings known_;

    [[nodiscard]] std::span<double const> at(std::size_t point) const {
        return std::span(points_).subspan(point * frame_.size(), frame_.size());
    }
    class evaluation;
};

}  // namespace lamina
