#include <lamina/homogenize/pixel_resolution.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/homogenize/cell_input.hpp>

namespace lamina {

namespace {

/// An image that is too large for twice its pixels: the averages, and by how much those of two windows of it change
/// when their pixels are cut in four.
void compare_windows(cells_on_grids& cells, resolved_cells& fine, grid_shape const& shape) {
    std::size_t const d = cells.dimension();
    grid_shape window, twice;
    std::vector<double> period = cells.grid.period;
    for (std::size_t i = 0; i < d; ++i) {
        window.push_back(std::min(shape[i], cells.many() / 2));
        twice.push_back(shape[i] > 1 ? 2 * window[i] : 1);
        period[i] *= static_cast<double>(window[i]) / static_cast<double>(shape[i]);
    }
    std::vector<double> largest(fine.averages.size(), 0.0);
    for (double const place : {0.0, 0.5}) {
        std::vector<double> first, second;
        for (std::size_t i = 0; i < d; ++i) {
            first.push_back(std::floor(place * static_cast<double>(shape[i])));
            second.push_back(shape[i] > 1 ? 2 * first[i] : first[i]);
        }
        auto const coarse = cells.window(window, period, first).averages.mean;
        auto const cut = cells.window(twice, period, second).averages.mean;
        for (std::size_t k = 0; k < largest.size(); ++k)
            if (double const by = cut[k] - coarse[k]; std::abs(by) > std::abs(largest[k])) largest[k] = by;
    }
    fine.compared = fine.averages;
    for (std::size_t k = 0; k < largest.size(); ++k) fine.compared[k] += largest[k];
}

/// Whether all edges lie between the pixels of a grid
bool follows_edges(cell_grid const& grid, grid_shape const& shape) {
    for (std::size_t i = 0; i < grid.period.size(); ++i)
        if (grid.pixels[i] == 0 || (grid.parts[i] > 0 && shape[i] % grid.pixels[i] != 0)) return false;
    return true;
}

/// Takes as many pixels as see the thinnest parts, two across each; throws where these are too many. A cell of layers
/// needs no more than some: it is compared with grids moved onto the thinnest.
void see_thinnest(cells_on_grids const& cells, grid_shape& shape, std::size_t most) {
    cell_grid const& grid = cells.grid;
    grid_shape enough = shape;
    std::size_t thin = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        double const across = 2 / grid.thinnest[i];
        if (grid.parts[i] > 0 && static_cast<double>(shape[i]) < across) {
            std::size_t const unit = 2 * std::max<std::size_t>(grid.pixels[i], 1);
            enough[i] = unit * static_cast<std::size_t>(std::ceil(std::min(across, 1e12) / static_cast<double>(unit)));
        }
        if (grid.thinnest[i] < grid.thinnest[thin]) thin = i;
    }
    if (enough == shape) return;
    bool const fits = points_of(enough) <= (grid.varying() == 1 ? most / 4 : most);
    if (fits && !cells.given) shape = enough;
    if ((fits && !cells.given) || grid.varying() == 1) return;
    throw std::runtime_error(fmt::format(
        "solve: something in the coefficients is only {:.3g} of the cell thick along axis {}, which {} pixels do not "
        "see; {}",
        grid.thinnest[thin], thin, fmt::join(shape, " x "),
        fits ? fmt::format("give a finer grid, {} or more", fmt::join(enough, " x "))
             : fmt::format("{} would, but the largest grid has {} in all", fmt::join(enough, " x "), most)));
}

}  // namespace

resolved_cells resolve_by_pixels(cells_on_grids& cells) {
    constexpr std::array<std::size_t, 3> most{1 << 20, 1 << 20, 1 << 18};
    cell_grid const& grid = cells.grid;
    std::size_t const d = cells.dimension();
    grid_shape shape, half, twice;
    for (std::size_t i = 0; i < d && !cells.given; ++i) {
        std::size_t const unit = 2 * std::max<std::size_t>(grid.pixels[i], 1);
        shape.push_back(grid.parts[i] == 0 ? 1 : unit * ((cells.many() + unit - 1) / unit));
    }
    if (cells.given)
        shape = cells.given_shape();
    else if (points_of(shape) > most[d - 1])  // an image that is fine enough as it is
        for (std::size_t i = 0; i < d; ++i) shape[i] = grid.parts[i] == 0 ? 1 : std::max(cells.many(), grid.pixels[i]);
    see_thinnest(cells, shape, most[d - 1]);
    for (std::size_t const n : shape) half.push_back((n + 1) / 2), twice.push_back(n > 1 ? 2 * n : 1);
    auto fine = cells.pixelwise(shape);
    double rate = 0.25;      // of the errors on twice the pixels
    if (grid.varying() > 1)  // that of the energy, where the pixels of two phases meet in a corner
        rate = std::exp2(-8 / std::numbers::pi * std::atan(1 / std::sqrt(std::min(fine.cells.contrast, 1e4))));
    double const to_coarse = std::max(1.0, 1.5 * rate / (1 - rate)), to_fine = 1.5 / (1 - rate);
    bool const follows = follows_edges(grid, shape);
    if (follows_edges(grid, half) || !follows) {
        resolved_cells out = cells_on_grids::compared(std::move(fine), cells.pixelwise(half), to_coarse);
        if (!follows) cells.compare_moved(out, half, true);
        return out;
    }
    if (points_of(twice) <= most[d - 1])
        return cells_on_grids::compared(std::move(fine), cells.pixelwise(twice), to_fine);
    resolved_cells out{std::move(fine.cells), std::move(fine.averages.mean), {}, {}, {}, to_fine};
    compare_windows(cells, out, shape);
    return out;
}

}  // namespace lamina
