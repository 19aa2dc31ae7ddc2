#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <lamina/dsl/rewrite/distribute.hpp>
#include <lamina/homogenize/bounds.hpp>
#include <lamina/homogenize/cell_values.hpp>
#include <lamina/homogenize/medium_options.hpp>

namespace lamina {

/// One cell problem of an expansion: `root` = 0 in the unknown `name`, which is periodic with mean `mean`. A vector
/// unknown N has the components N[0], N[1], ..., which count as one function each where functions go by name.
struct cell_problem {
    std::string name;
    graph::node_id root = graph::node_id::none;
    graph::node_id unknown = graph::node_id::none;
    double mean = 0;
};

/// What has to be solved to know the coefficients of an effective equation; ids are nodes of `g`.
struct cell_system {
    graph::arena g;
    graph::scales positions;
    std::vector<cell_problem> cells;
    std::vector<graph::node_id> requirements;  ///< averages that must be 0 for the cell problems to have solutions
    std::vector<graph::node_id> integrands;    ///< scalar functions of y whose averages stand in the effective equation
};

/// The correctors on one grid, with their derivatives in y; those in x only where a medium over a box has them.
struct solved_cells {
    cell_equation grid;  ///< without coefficients; its period is that of the equal part of the cell that is solved
    std::map<std::string, std::vector<double>> value;  ///< by name, shape (points,)
    double contrast = 1;         ///< largest over smallest size of A at a point, in the worst cell problem
    std::size_t iterations = 0;  ///< of all cell problems together
    std::optional<effective_bounds> bounds{};  ///< from the values of A; none: A is not symmetric, or there is a drift

    /// The value differentiated `order.fast[i]` times along axis i, by Fourier series or, where the grid says so, by
    /// differences. Throws std::invalid_argument
    /// for an unknown name, and for a derivative in x that is not in `along_slow`.
    [[nodiscard]] std::span<double const> operator()(std::string_view name, cell_derivative const& order) const;

    /// Sets a derivative in y, of shape (points,), to what the solver says it is.
    void know(std::string const& name, cell_derivative const& order, std::vector<double> values);

    /// Derivatives in x: (name, order) -> values; `order.fast` is 0.
    std::map<std::pair<std::string, std::array<int, 3>>, std::vector<double>> along_slow{};

private:
    mutable std::map<std::pair<std::string, cell_derivative>, std::vector<double>> derived_{};
};

struct average_values {
    std::vector<double> mean;       ///< of each integrand
    std::vector<double> magnitude;  ///< mean of its absolute value
};

/// The averages of scalar nodes over the cell
average_values averages_of(graph::arena const& g, std::span<graph::node_id const> integrands, solved_cells const& cells,
                           bindings const& known);

/// Solves all cell problems of a system on a grid of `shape[i]` points along axis i, by the Fourier method;
/// coefficients are sampled `offset[i]` spacings beside the points. Sources are taken without their mean, which
/// `check_requirements` judges. Throws as `solve(cell_equation)` and `cell_values`.
solved_cells solve_cells(cell_system& system, std::span<double const> period, std::span<std::size_t const> shape,
                         std::span<double const> offset, bindings const& known, medium_options const& options);

/// Throws std::invalid_argument if a requirement does not hold to `tolerance`, relative to the mean absolute value of
/// what is averaged: the sentence gives the requirement and its value.
void check_requirements(cell_system& system, solved_cells const& cells, bindings const& known, double tolerance);

}  // namespace lamina
