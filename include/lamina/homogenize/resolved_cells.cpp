#include <lamina/homogenize/resolved_cells.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/homogenize/cell_input.hpp>
#include <lamina/homogenize/off_grid.hpp>
#include <lamina/homogenize/pixel_resolution.hpp>

namespace lamina {

namespace {

using solution = cells_on_grids::solution;

/// The largest change of an average, relative to the largest mean absolute value of what is averaged, or of the root
/// mean square of a corrector, relative to the largest.
double change(solution const& coarse, solution const& fine) {
    double averages = 0, magnitude = 0, correctors = 0, size = 0;
    for (std::size_t k = 0; k < fine.averages.mean.size(); ++k) {
        double const by = std::abs(fine.averages.mean[k] - coarse.averages.mean[k]);
        if (std::isfinite(by)) averages = std::max(averages, by);
        magnitude = std::max(magnitude, fine.averages.magnitude[k]);
    }
    auto rms = [](std::vector<double> const& f) {
        double largest = 0, sum = 0;
        for (double const v : f) largest = std::max(largest, std::abs(v));
        for (double const v : f) sum += v / largest * (v / largest) / static_cast<double>(f.size());
        return largest > 0 ? largest * std::sqrt(sum) : 0;
    };
    for (auto const& [name, f] : fine.cells.value) {
        correctors = std::max(correctors, std::abs(rms(f) - rms(coarse.cells.value.at(name))));
        size = std::max(size, rms(f));
    }
    bool const any = size > 1e-10 * fine.cells.grid.period[0];  // else all correctors are 0 up to rounding
    return std::max(magnitude > 0 ? averages / magnitude : 0, any ? correctors / size : 0);
}

[[noreturn]] void refuse(off_grid const& seen, std::size_t axis, std::size_t n, bool given) {
    throw std::runtime_error(
        fmt::format("solve: {} points along axis {} do not resolve {}: at y = ({:.6g}) it is {:.6g}, and {:.6g} by "
                    "interpolation between the grid's points; {}",
                    n, axis, seen.function, fmt::join(seen.y, ", "), seen.value, seen.interpolated,
                    given ? "give a finer grid" : "it varies faster than the largest grid can follow"));
}

off_grid between_points(cells_on_grids const& cells, std::size_t axis, std::size_t n) {
    return off_grid_along(cells.coefficients, cells.grid.period, cells.grid.rare, axis, n);
}

resolved_cells on_given_points(cells_on_grids& cells) {
    grid_shape const shape = cells.given_shape();
    grid_shape half = shape;
    for (std::size_t i = 0; i < cells.dimension(); ++i) {
        half[i] = (shape[i] + 1) / 2;
        if (cells.grid.parts[i] == 0) continue;
        off_grid const seen = between_points(cells, i, shape[i]);
        if (seen.by > 0.02) refuse(seen, i, shape[i], true);
    }
    solution coarse = cells.spectral(half), fine = cells.spectral(shape);
    return cells_on_grids::compared(std::move(fine), std::move(coarse));
}

/// Coefficients with kinks: twice the points do not gain enough, so the error is told, not made small.
resolved_cells kinked(cells_on_grids& cells) {
    grid_shape shape, half;
    for (std::size_t const parts : cells.grid.parts) shape.push_back(parts > 0 ? cells.many() : 1);
    for (std::size_t const n : shape) half.push_back((n + 1) / 2);
    resolved_cells out = cells_on_grids::compared(cells.spectral(shape), cells.spectral(half));
    cells.compare_moved(out, half, false);
    return out;
}

resolved_cells refined(cells_on_grids& cells) {
    cell_grid const& grid = cells.grid;
    std::size_t const d = cells.dimension(), most = d == 3 ? 1 << 19 : 1 << 20;
    constexpr std::array<std::size_t, 3> start{32, 32, 16};
    auto const fits = [&](grid_shape const& shape) {
        return points_of(shape) <= most &&
               (cells.options.largest == 0 || std::ranges::max(shape) <= cells.options.largest);
    };
    auto const finer = [&](grid_shape shape) {
        for (std::size_t i = 0; i < d; ++i) shape[i] *= grid.parts[i] > 0 ? 2 : 1;
        return shape;
    };
    grid_shape shape;
    for (std::size_t i = 0; i < d; ++i) shape.push_back(grid.parts[i] > 0 ? start[d - 1] : 1);
    for (std::size_t i = 0; i < d; ++i) {
        double before = INFINITY;
        for (int slow = 0; grid.parts[i] > 0;) {
            off_grid const seen = between_points(cells, i, shape[i]);
            if (seen.by <= 1e-9) break;
            slow = seen.by < 0.1 && seen.by > before / 6 ? slow + 1 : 0;
            if (slow == 2) return kinked(cells);
            before = seen.by;
            shape[i] *= 2;
            if (fits(shape)) continue;
            shape[i] /= 2;
            if (seen.by > 0.02) refuse(seen, i, shape[i], false);
            break;
        }
    }
    grid_shape half = shape;
    for (std::size_t i = 0; i < d; ++i) half[i] = (shape[i] + 1) / 2;
    double const tolerance = std::max(cells.options.tolerance, 1e-12);
    double changed = INFINITY;
    solution coarse = cells.spectral(half), fine = cells.spectral(shape);
    check_requirements(cells.system, fine.cells, cells.known, 1e-2);
    while (true) {
        double const before = changed;
        changed = change(coarse, fine);
        if (changed <= tolerance || (changed >= before && changed < 1e-10)) break;  // no more than rounding is left
        if (!fits(finer(shape))) break;
        shape = finer(shape);
        coarse = std::move(fine);
        fine = cells.spectral(shape);
        check_requirements(cells.system, fine.cells, cells.known, 1e-4);
    }
    if (changed > 1e-6)
        throw std::runtime_error(
            fmt::format("solve: the averages still change by {:.3g} on the largest grid, {} points, expected less "
                        "than 1e-6: the coefficients have kinks, or waves or a contrast that need more points",
                        changed, fmt::join(shape, " x ")));
    return cells_on_grids::compared(std::move(fine), std::move(coarse));
}

}  // namespace

resolved_cells resolve_cells(cell_system& system, std::span<double const> period, bindings const& known,
                             medium_options const& options) {
    for (double const l : period)
        if (!(l > 0) || !std::isfinite(l))
            throw std::invalid_argument(fmt::format("period is {}, expected a positive number", l));
    check_options(options, period.size());
    check_coefficients(system, period, known);
    cell_coefficients const coefficients(system, known);
    check_period(coefficients, period);
    cells_on_grids cells(system, period, known, options, coefficients);
    resolved_cells out = options.by_differences || cells.grid.jumps ? resolve_by_pixels(cells)
                         : cells.given                              ? on_given_points(cells)
                                                                    : refined(cells);
    out.tolerance = std::max(out.tolerance, options.cell.accepted);
    check_requirements(system, out.cells, known, 1e-9);
    return out;
}

}  // namespace lamina
