#include <lamina/homogenize/cell_input.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/homogenize/off_grid.hpp>
#include <lamina/sample/declared.hpp>

namespace lamina {

std::size_t points_of(std::vector<std::size_t> const& shape) {
    double product = 1;
    for (std::size_t const n : shape) product *= static_cast<double>(n);
    return product < 1e18 ? static_cast<std::size_t>(product) : std::numeric_limits<std::size_t>::max();
}

void check_options(medium_options const& options, std::size_t dimension) {
    auto refuse = [](std::string const& what, auto const& value, char const* expected) {
        throw std::invalid_argument(fmt::format("medium_options: {} is {}, expected {}", what, value, expected));
    };
    if (!options.shape.empty() && options.shape.size() != dimension)
        throw std::invalid_argument(fmt::format("medium_options: shape has {} numbers, expected {}, as the period",
                                                options.shape.size(), dimension));
    for (std::size_t const n : options.shape)
        if (n == 0)
            refuse("shape", fmt::format("{{{}}}", fmt::join(options.shape, ", ")), "positive numbers of points");
    std::size_t const points =
        points_of(options.shape.empty() ? std::vector<std::size_t>(dimension, std::max<std::size_t>(options.grid, 1))
                                        : options.shape);
    if (points > std::size_t{1} << 27)
        refuse("the number of grid points", static_cast<double>(points), "at most 2^27: a smaller grid or shape");
    if (!(options.tolerance > 0)) refuse("tolerance", options.tolerance, "a positive number");
    if (!(options.cell.tolerance > 0)) refuse("cell.tolerance", options.cell.tolerance, "a positive number");
    if (!(options.cell.accepted > 0)) refuse("cell.accepted", options.cell.accepted, "a positive number");
}

void check_coefficients(cell_system const& system, std::span<double const> period, bindings const& known) {
    cell_equation grid;
    std::size_t const d = grid.dimension = period.size();
    for (std::size_t i = 0; i < d; ++i) grid.grid[i] = 32, grid.period[i] = period[i];
    std::vector<double> y;
    for (std::size_t p = 0; p < grid.points(); ++p) {
        auto const at = grid.at(p);
        y.insert(y.end(), at.begin(), at.begin() + static_cast<std::ptrdiff_t>(d));
    }
    std::size_t const on_grid = y.size();
    for (double const t : scattered_points(1024, d)) y.push_back(t);
    for (std::size_t q = on_grid; q < y.size(); ++q) y[q] *= period[q % d];
    for (cell_problem const& problem : system.cells) {
        graph::arena g = system.g;
        check_declared(g, problem.root, y, {.space = static_cast<int>(d)}, period, known);
    }
}

}  // namespace lamina
