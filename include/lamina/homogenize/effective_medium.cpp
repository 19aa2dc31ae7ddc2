#include <lamina/homogenize/effective_medium.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/homogenize/bounds.hpp>

namespace lamina {

namespace {

/// The cell equations of one grid with A or, for the adjoint correctors, its transpose.
cell_equation discretise(coefficient_at const& coefficient, std::span<double const> period,
                         std::vector<std::size_t> const& shape) {
    cell_equation cell;
    cell.dimension = period.size();
    for (std::size_t i = 0; i < period.size(); ++i) cell.grid[i] = shape[i], cell.period[i] = period[i];
    std::vector<double> y;
    for (std::size_t p = 0; p < cell.points(); ++p) {
        auto const at = cell.at(p);
        y.insert(y.end(), at.begin(), at.begin() + static_cast<long>(cell.dimension));
    }
    cell.tensor = coefficient(y);
    std::size_t const entries = cell.tensor.size() / cell.points();
    while (cell.components * cell.components * cell.dimension * cell.dimension < entries) ++cell.components;
    return cell;
}

std::vector<cell_solution> correctors(cell_equation& cell, cell_options const& options) {
    std::size_t const d = cell.components * cell.dimension, n = cell.points();
    std::vector<cell_solution> out;
    for (std::size_t j = 0; j < d; ++j) {
        cell.flux.resize(d * n);
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t p = 0; p < n; ++p) cell.flux[i * n + p] = cell.tensor[(i * d + j) * n + p];
        out.push_back(solve(cell, options));
    }
    return out;
}

effective_medium on_grid(coefficient_at const& coefficient, std::span<double const> period,
                         std::vector<std::size_t> const& shape, medium_options const& options) {
    effective_medium out;
    out.cell = discretise(coefficient, period, shape);
    out.cell.by_differences = options.by_differences;
    out.dimension = period.size();
    out.components = out.cell.components;
    std::size_t const d = out.components * out.dimension, n = out.cell.points();
    out.correctors = correctors(out.cell, options.cell);
    auto const& a = out.cell.tensor;
    bool symmetric = true;
    for (std::size_t i = 0; i < d; ++i)
        for (std::size_t j = 0; j < i; ++j)
            for (std::size_t p = 0; p < n; ++p)
                symmetric = symmetric && a[(i * d + j) * n + p] == a[(j * d + i) * n + p];
    std::vector<cell_solution> adjoint;
    if (!symmetric) {
        cell_equation transposed = out.cell;
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t j = 0; j < d; ++j)
                for (std::size_t p = 0; p < n; ++p) transposed.tensor[(i * d + j) * n + p] = a[(j * d + i) * n + p];
        adjoint = correctors(transposed, options.cell);
    }
    auto const& test = symmetric ? out.correctors : adjoint;
    out.by_flux.assign(d * d, 0.0);
    out.by_energy.assign(d * d, 0.0);
    for (std::size_t i = 0; i < d; ++i)
        for (std::size_t j = 0; j < d; ++j)
            for (std::size_t k = 0; k < d; ++k)
                for (std::size_t l = 0; l < d; ++l)
                    for (std::size_t p = 0; p < n; ++p) {
                        double const field = (l == j ? 1.0 : 0.0) + out.correctors[j].gradient[l * n + p];
                        double const flux = a[(k * d + l) * n + p] * field / static_cast<double>(n);
                        if (k == i) out.by_flux[i * d + j] += flux;
                        out.by_energy[i * d + j] += ((k == i ? 1.0 : 0.0) + test[i].gradient[k * n + p]) * flux;
                    }
    if (auto const bounds = bounds_of(out.cell)) check_bounds(*bounds, out.by_energy, 1e-9);
    return out;
}

}  // namespace

double effective_medium::operator()(std::size_t i, std::size_t j) const {
    std::size_t const n = components * dimension;
    if (i >= n || j >= n)
        throw std::invalid_argument(
            fmt::format("effective coefficient ({}, {}), expected less than ({}, {})", i, j, n, n));
    return by_energy[i * n + j];
}

effective_medium solve_cells(coefficient_at const& coefficient, std::span<double const> period,
                             medium_options const& options) {
    if (period.empty() || period.size() > 3)
        throw std::invalid_argument(fmt::format("solve_cells: {} periods, expected 1 to 3", period.size()));
    for (double const l : period)
        if (!(l > 0) || !std::isfinite(l))
            throw std::invalid_argument(fmt::format("solve_cells: period is {}, expected a positive number", l));
    effective_medium out;
    if (!options.shape.empty() && options.shape.size() != period.size())
        throw std::invalid_argument(fmt::format("solve_cells: shape has {} numbers, expected {}, as the period",
                                                options.shape.size(), period.size()));
    auto on_points = [&](std::size_t n) {
        return on_grid(coefficient, period, std::vector(period.size(), n), options);
    };
    if (!options.shape.empty()) {
        out = on_grid(coefficient, period, options.shape, options);
    } else if (options.grid > 0) {
        out = on_points(options.grid);
    } else {
        constexpr std::array<std::size_t, 3> default_largest{4096, 512, 64};
        std::size_t const largest = options.largest > 0 ? options.largest : default_largest[period.size() - 1];
        double change = INFINITY, scale = 1;
        out = on_points(16);
        for (std::size_t n = 32; n <= largest && change > options.tolerance * scale; n *= 2) {
            effective_medium finer = on_points(n);
            change = scale = 0;
            for (std::size_t k = 0; k < finer.by_energy.size(); ++k) {
                change = std::max(change, std::abs(finer.by_energy[k] - out.by_energy[k]));
                scale = std::max(scale, std::abs(finer.by_energy[k]));
            }
            out = std::move(finer);
        }
        if (change > 1e-6 * scale)
            throw std::runtime_error(
                fmt::format("solve_cells: a* still changes by {:.3g} at {} points an axis, expected "
                            "less than {:.3g}; allow a larger grid",
                            change, out.cell.grid[0], 1e-6 * scale));
    }
    std::size_t const n = out.cell.points();
    for (auto const& corrector : out.correctors)
        for (std::size_t k = 0; k < out.components; ++k)
            out.chi.emplace_back(out.cell, std::span(corrector.chi).subspan(k * n, n));
    return out;
}

}  // namespace lamina
