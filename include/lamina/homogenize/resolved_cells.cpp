#include <lamina/homogenize/resolved_cells.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/homogenize/cell_grid.hpp>
#include <lamina/homogenize/cell_input.hpp>
#include <lamina/homogenize/off_grid.hpp>

namespace lamina {

namespace {

using grid_shape = std::vector<std::size_t>;

/// True if an integrand has a derivative of an unknown along the slow variable.
bool needs_slow_derivative(graph::arena const& g, int id, int slow) {
    if (g[id].kind == graph::op::partial)
        for (int k = 1; k < g[id].count; ++k)
            if (g[g.child(id, k)].name == slow) return true;
    if (g[id].kind == graph::op::grad && g[id].name == slow) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (needs_slow_derivative(g, g.child(id, k), slow)) return true;
    return false;
}

/// The cells on one grid, with the averages
struct solution {
    solved_cells cells;
    average_values averages;
};

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

resolved_cells compared(solution fine, solution other, double factor = 1) {
    return {std::move(fine.cells),          std::move(fine.averages.mean),
            std::move(other.averages.mean), {},
            std::move(other.cells.bounds),  factor};
}

class resolution {
public:
    resolution(cell_system& of, std::span<double const> lengths, bindings const& bound, medium_options const& chosen,
               cell_coefficients const& functions)
        : system(of),
          known(bound),
          options(chosen),
          coefficients(functions),
          given(chosen.grid > 0 || !chosen.shape.empty()),
          grid(grid_of(functions, lengths, given)) {}

    resolved_cells operator()() {
        if (options.by_differences || grid.jumps) return by_pixels();
        return given ? on_given_points() : refined();
    }

private:
    cell_system& system;
    bindings const& known;
    medium_options const& options;
    cell_coefficients const& coefficients;
    bool given;
    cell_grid grid;

    [[nodiscard]] std::size_t dimension() const { return grid.period.size(); }
    [[nodiscard]] grid_shape given_shape() const {
        return options.shape.empty() ? grid_shape(dimension(), options.grid) : options.shape;
    }

    solution on(grid_shape const& shape, bool pixels, std::vector<double> const& offset) {
        medium_options of_grid = options;
        of_grid.by_differences = pixels;
        if (of_grid.cell.iterations == 0 && !pixels) of_grid.cell.iterations = 1000;  // finer grids do not need more
        solution out{solve_cells(system, grid.period, shape, offset, known, of_grid), {}};
        std::size_t const count = system.integrands.size();
        out.averages = {std::vector<double>(count, std::numeric_limits<double>::quiet_NaN()),
                        std::vector<double>(count, 0.0)};
        std::vector<int> integrands;
        std::vector<std::size_t> place;
        for (std::size_t k = 0; k < count; ++k)
            if (!needs_slow_derivative(system.g, system.integrands[k], system.positions.slow))
                integrands.push_back(system.integrands[k]), place.push_back(k);
        average_values const found = averages_of(system.g, integrands, out.cells, known);
        for (std::size_t k = 0; k < place.size(); ++k) {
            out.averages.mean[place[k]] = found.mean[k];
            out.averages.magnitude[place[k]] = found.magnitude[k];
        }
        return out;
    }
    solution spectral(grid_shape const& shape) { return on(shape, false, std::vector<double>(dimension(), 0.0)); }
    solution pixelwise(grid_shape const& shape) { return on(shape, true, std::vector<double>(dimension(), 0.0)); }

    [[noreturn]] void refuse(off_grid const& seen, std::size_t axis, std::size_t n) const {
        throw std::runtime_error(
            fmt::format("solve: {} points along axis {} do not resolve {}: at y = ({:.6g}) it is {:.6g}, and {:.6g} by "
                        "interpolation between the grid's points; {}",
                        n, axis, seen.function, fmt::join(seen.y, ", "), seen.value, seen.interpolated,
                        given ? "give a finer grid" : "it varies faster than the largest grid can follow"));
    }

    resolved_cells on_given_points() {
        grid_shape const shape = given_shape();
        grid_shape half = shape;
        for (std::size_t i = 0; i < dimension(); ++i) {
            half[i] = (shape[i] + 1) / 2;
            if (grid.parts[i] == 0) continue;
            off_grid const seen = off_grid_along(coefficients, grid.period, i, shape[i]);
            if (seen.by > 0.02) refuse(seen, i, shape[i]);
        }
        solution coarse = spectral(half), fine = spectral(shape);
        return compared(std::move(fine), std::move(coarse));
    }

    resolved_cells refined() {
        std::size_t const d = dimension(), most = d == 3 ? 1 << 19 : 1 << 20;
        constexpr std::array<std::size_t, 3> start{32, 32, 16};
        auto const fits = [&](grid_shape const& shape) {
            return points_of(shape) <= most && (options.largest == 0 || std::ranges::max(shape) <= options.largest);
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
                off_grid const seen = off_grid_along(coefficients, grid.period, i, shape[i]);
                if (seen.by <= 1e-9) break;
                slow = seen.by < 0.1 && seen.by > before / 6 ? slow + 1 : 0;
                if (slow == 2) return kinked();
                before = seen.by;
                shape[i] *= 2;
                if (fits(shape)) continue;
                shape[i] /= 2;
                if (seen.by > 0.02) refuse(seen, i, shape[i]);
                break;
            }
        }
        grid_shape half = shape;
        for (std::size_t i = 0; i < d; ++i) half[i] = (shape[i] + 1) / 2;
        double const tolerance = std::max(options.tolerance, 1e-12);
        double changed = INFINITY;
        solution coarse = spectral(half), fine = spectral(shape);
        check_requirements(system, fine.cells, known, 1e-2);
        while (true) {
            double const before = changed;
            changed = change(coarse, fine);
            if (changed <= tolerance || (changed >= before && changed < 1e-10)) break;  // no more than rounding is left
            if (!fits(finer(shape))) break;
            shape = finer(shape);
            coarse = std::move(fine);
            fine = spectral(shape);
            check_requirements(system, fine.cells, known, 1e-4);
        }
        if (changed > 1e-6)
            throw std::runtime_error(
                fmt::format("solve: the averages still change by {:.3g} on the largest grid, {} points, expected less "
                            "than 1e-6: the coefficients have kinks, or a contrast that needs more points",
                            changed, fmt::join(shape, " x ")));
        return compared(std::move(fine), std::move(coarse));
    }

    /// Points along the axes that vary, where more of them gain little
    [[nodiscard]] std::size_t many() const {
        constexpr std::array<std::size_t, 3> points{8192, 256, 40};
        return points[std::max<std::size_t>(grid.varying(), 1) - 1];
    }
    /// By how much to move a grid, in spacings along the axes: so that each way in which the edges of layers lie
    /// between the middles of its pixels comes once, for the truth is an average over all; in others, at scattered
    /// places.
    [[nodiscard]] std::vector<double> offsets(grid_shape const& shape) const {
        auto const axis = static_cast<std::size_t>(std::ranges::max_element(shape) - shape.begin());
        constexpr std::size_t most = 16;
        if (grid.varying() != 1 || grid.edges[axis].empty()) return scattered_points(3, dimension());
        std::vector<double> crossed;  // the offsets at which an edge is in the middle of a pixel
        auto const add = [&](double edge) {
            double const at = edge * static_cast<double>(shape[axis]) - 0.5;
            crossed.push_back(at - std::floor(at));
        };
        add(0);  // where the cell begins anew
        for (double const edge : grid.edges[axis]) add(edge);
        std::ranges::sort(crossed);
        auto const same = [](double p, double q) { return q - p < 1e-6; };
        crossed.erase(std::unique(crossed.begin(), crossed.end(), same), crossed.end());
        if (crossed.size() > most) return scattered_points(most, dimension());
        crossed.push_back(crossed.front() + 1);
        std::vector<double> out((crossed.size() - 1) * dimension(), 0.0);
        for (std::size_t k = 0; k + 1 < crossed.size(); ++k)
            out[k * dimension() + axis] = (crossed[k] + crossed[k + 1]) / 2;
        return out;
    }
    void compare_moved(resolved_cells& fine, grid_shape const& shape, bool pixels) {
        auto const by = offsets(shape);
        for (auto first = by.begin(); first != by.end(); first += static_cast<std::ptrdiff_t>(dimension()))
            fine.moved.push_back(
                on(shape, pixels, std::vector<double>(first, first + static_cast<std::ptrdiff_t>(dimension())))
                    .averages.mean);
    }

    /// Coefficients with kinks: twice the points do not gain enough, so the error is told, not made small.
    resolved_cells kinked() {
        grid_shape shape, half;
        for (std::size_t const parts : grid.parts) shape.push_back(parts > 0 ? many() : 1);
        for (std::size_t const n : shape) half.push_back((n + 1) / 2);
        resolved_cells out = compared(spectral(shape), spectral(half));
        compare_moved(out, half, false);
        return out;
    }

    /// An image that is too large for twice its pixels: the averages, and by how much those of two windows of it change
    /// when their pixels are cut in four.
    void compare_windows(resolved_cells& fine, grid_shape const& shape) {
        cell_grid const all = grid;
        grid_shape window, twice;
        for (std::size_t i = 0; i < dimension(); ++i) {
            window.push_back(std::min(shape[i], many() / 2));
            twice.push_back(shape[i] > 1 ? 2 * window[i] : 1);
            grid.period[i] *= static_cast<double>(window[i]) / static_cast<double>(shape[i]);
        }
        std::vector<double> largest(fine.averages.size(), 0.0);
        for (double const place : {0.0, 0.5}) {
            std::vector<double> first, second;
            for (std::size_t i = 0; i < dimension(); ++i) {
                first.push_back(std::floor(place * static_cast<double>(shape[i])));
                second.push_back(shape[i] > 1 ? 2 * first[i] : first[i]);
            }
            auto const coarse = on(window, true, first).averages.mean, cut = on(twice, true, second).averages.mean;
            for (std::size_t k = 0; k < largest.size(); ++k)
                if (double const by = cut[k] - coarse[k]; std::abs(by) > std::abs(largest[k])) largest[k] = by;
        }
        grid = all;
        fine.compared = fine.averages;
        for (std::size_t k = 0; k < largest.size(); ++k) fine.compared[k] += largest[k];
    }

    /// Whether all edges lie between the pixels of a grid
    [[nodiscard]] bool follows_edges(grid_shape const& shape) const {
        for (std::size_t i = 0; i < dimension(); ++i)
            if (grid.pixels[i] == 0 || (grid.parts[i] > 0 && shape[i] % grid.pixels[i] != 0)) return false;
        return true;
    }

    resolved_cells by_pixels() {
        constexpr std::array<std::size_t, 3> most{1 << 20, 1 << 20, 1 << 18};
        std::size_t const d = dimension();
        grid_shape shape, half, twice;
        for (std::size_t i = 0; i < d && !given; ++i) {
            std::size_t const unit = 2 * std::max<std::size_t>(grid.pixels[i], 1);
            shape.push_back(grid.parts[i] == 0 ? 1 : unit * ((many() + unit - 1) / unit));
        }
        if (given)
            shape = given_shape();
        else if (points_of(shape) > most[d - 1])  // an image that is fine enough as it is
            for (std::size_t i = 0; i < d; ++i) shape[i] = grid.parts[i] == 0 ? 1 : std::max(many(), grid.pixels[i]);
        for (std::size_t const n : shape) half.push_back((n + 1) / 2), twice.push_back(n > 1 ? 2 * n : 1);
        solution fine = pixelwise(shape);
        double rate = 0.25;      // of the errors on twice the pixels
        if (grid.varying() > 1)  // that of the energy, where the pixels of two phases meet in a corner
            rate = std::exp2(-8 / std::numbers::pi * std::atan(1 / std::sqrt(std::min(fine.cells.contrast, 1e4))));
        double const to_coarse = std::max(1.0, 1.5 * rate / (1 - rate)), to_fine = 1.5 / (1 - rate);
        if (follows_edges(half) || !follows_edges(shape)) {
            resolved_cells out = compared(std::move(fine), pixelwise(half), to_coarse);
            if (!follows_edges(shape)) compare_moved(out, half, true);
            return out;
        }
        if (points_of(twice) <= most[d - 1]) return compared(std::move(fine), pixelwise(twice), to_fine);
        resolved_cells out{std::move(fine.cells), std::move(fine.averages.mean), {}, {}, {}, to_fine};
        compare_windows(out, shape);
        return out;
    }
};

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
    resolved_cells out = resolution(system, period, known, options, coefficients)();
    check_requirements(system, out.cells, known, 1e-9);
    return out;
}

}  // namespace lamina
