#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/weak/linear_problem.hpp>
#include <lamina/homogenize/cell_system.hpp>

namespace lamina {

/// What the numerics know of a two-scale expansion.
struct expansion_parts {
    cell_system cells;
    /// The sides of the equation of u0, with literals from `first_slot` on for the averages
    graph::node_id left = graph::node_id::none, right = graph::node_id::none;
    int first_slot = 0;                             ///< literal slot of average 0
    graph::node_id leading = graph::node_id::none;  ///< the unknown u0
    bool slow_cells = false;                        ///< the correctors depend on x
};

/// The coefficients of an effective equation
///     (time derivatives of u0) - div(A* grad u0 + c* u0) + b* . grad u0 + r* u0 = f*
/// for given values of its averages, at one slow point.
class effective_coefficients {
public:
    effective_coefficients(expansion_parts const& parts, std::vector<double> const& averages, bindings known);

    /// m D: rows and columns of A*, of a vector u0 of m components
    [[nodiscard]] std::size_t columns() const;
    /// True if A* is numbers, and needs neither u0 nor an x that is not given
    [[nodiscard]] bool has_tensor() const;
    /// A*_ij. Throws std::invalid_argument for an index beyond `columns()`, and for a number that needs u0 or x.
    [[nodiscard]] double tensor(std::size_t i, std::size_t j) const;
    /// All of A*, shape (m D, m D)
    [[nodiscard]] xt::xtensor<double, 2> tensor() const;
    /// b*_i - c*_i, r* and f* of a scalar equation; of a vector they throw std::invalid_argument
    [[nodiscard]] double drift(std::size_t i) const;
    [[nodiscard]] double reaction() const;
    [[nodiscard]] double source() const;

private:
    std::shared_ptr<graph::arena> g_;
    graph::linear_problem of_;
    graph::name_id slow_;  // name of the slow position
    bindings known_;

    [[nodiscard]] double value(graph::node_id id) const;
    [[nodiscard]] graph::linearisation const& of_scalar(char const* what) const;
};

}  // namespace lamina
