#pragma once

#include <span>
#include <vector>

#include <lamina/homogenize/cell_grid.hpp>
#include <lamina/homogenize/cell_system.hpp>

namespace lamina {

/// The cells of a system on the grid that counts, and what other grids say of its averages.
struct resolved_cells {
    solved_cells cells;
    std::vector<double> averages;  ///< of the integrands; NaN for those that need derivatives in x
    /// The averages on the coarser (or finer) grid that they are compared with; empty: there is none
    std::vector<double> compared;
    /// The averages on the compared grid moved by parts of a spacing, where pixels do not follow the edges
    std::vector<std::vector<double>> moved;
    /// What A* lies between on these grids, as far as the bounds depend on the grid; none: A is not symmetric
    std::vector<effective_bounds> other_bounds{};
    /// By how much the largest distance to `compared` and `moved` has to be multiplied to bound the error, 1 or more
    double factor = 1;
    /// How far A* may be outside of its bounds, relative to the upper one: what residuals are accepted, and 1e-8
    double tolerance = 1e-8;

    /// What is known of the error of a number, from what it is on the grid that is compared with and then on those
    /// moved
    [[nodiscard]] double error_of(double here, std::vector<double> const& elsewhere) const;
};

/// The points along each axis
using grid_shape = std::vector<std::size_t>;

/// A system of cells that is solved on one grid after another
class cells_on_grids {
public:
    /// The cells on one grid, with the averages
    struct solution {
        solved_cells cells;
        average_values averages;
    };

    cells_on_grids(cell_system& system, std::span<double const> period, bindings const& known,
                   medium_options const& options, cell_coefficients const& coefficients);

    [[nodiscard]] std::size_t dimension() const { return grid.period.size(); }
    [[nodiscard]] grid_shape given_shape() const;
    /// Points along the axes that vary, where more of them gain little
    [[nodiscard]] std::size_t many() const;

    /// On pixels or by Fourier series, on points that are `offset[i]` spacings off
    solution on(grid_shape const& shape, bool pixels, std::vector<double> const& offset);
    solution spectral(grid_shape const& shape) { return on(shape, false, std::vector<double>(dimension(), 0.0)); }
    solution pixelwise(grid_shape const& shape) { return on(shape, true, std::vector<double>(dimension(), 0.0)); }
    /// On pixels in a window of the cell, which starts `first[i]` spacings off
    solution window(grid_shape const& shape, std::span<double const> period, std::vector<double> const& first);
    /// Adds the averages on the grid moved by parts of a spacing
    void compare_moved(resolved_cells& fine, grid_shape const& shape, bool pixels);
    /// `fine` as what counts, beside what it is compared with
    static resolved_cells compared(solution fine, solution other, double factor = 1);

    cell_system& system;
    bindings const& known;
    medium_options const& options;
    cell_coefficients const& coefficients;
    bool const given;  ///< the points of the grid are given
    cell_grid const grid;

private:
    /// By how much to move a grid, in spacings along the axes, shape (N, D)
    [[nodiscard]] point_list offsets(grid_shape const& shape) const;
    solution solved(grid_shape const& shape, std::span<double const> period, bool pixels,
                    std::vector<double> const& offset);
};

}  // namespace lamina
