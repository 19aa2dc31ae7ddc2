#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <lamina/homogenize/cell_equation.hpp>

namespace energy {

/// A periodic coefficient at points y, shape (N, D), as a matrix of shape (m D, m D, N)
using coefficient = std::function<std::vector<double>(std::span<double const> y)>;

/// The effective tensor of -div(A(x / eps) grad u) = f by two formulas, from the cell problems
/// -div(A (grad chi_j + e_j)) = 0 on one grid. The library averages the flux; the energy is second order accurate in
/// the corrector, so that the two agree only if the correctors solve their discrete equations.
struct effective_tensor {
    std::vector<double> by_flux;    ///< mean(A (e_j + grad chi_j))_i, shape (m D, m D)
    std::vector<double> by_energy;  ///< mean((e_i + grad chi'_i) . A (e_j + grad chi_j)), chi' the corrector of A^T
    lamina::cell_equation cell;
    std::vector<lamina::cell_solution> correctors;

    double operator()(std::size_t i, std::size_t j) const {
        return by_energy[i * cell.components * cell.dimension + j];
    }
};

inline std::vector<lamina::cell_solution> correctors_of(lamina::cell_equation& cell,
                                                        lamina::cell_options const& options) {
    std::size_t const d = cell.components * cell.dimension, n = cell.points();
    std::vector<lamina::cell_solution> out;
    for (std::size_t j = 0; j < d; ++j) {
        cell.flux.resize(d * n);
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t p = 0; p < n; ++p) cell.flux[i * n + p] = cell.tensor[(i * d + j) * n + p];
        out.push_back(solve(cell, options));
    }
    return out;
}

inline effective_tensor tensor_of(coefficient const& at, std::span<double const> period, std::size_t points = 64,
                                  std::size_t components = 1, lamina::cell_options const& options = {}) {
    effective_tensor out;
    lamina::cell_equation& cell = out.cell;
    cell.dimension = period.size();
    cell.components = components;
    for (std::size_t i = 0; i < period.size(); ++i) cell.grid[i] = points, cell.period[i] = period[i];
    std::vector<double> y;
    for (std::size_t p = 0; p < cell.points(); ++p) {
        auto const x = cell.at(p);
        y.insert(y.end(), x.begin(), x.begin() + static_cast<long>(cell.dimension));
    }
    cell.tensor = at(y);
    std::size_t const d = components * cell.dimension, n = cell.points();
    out.correctors = correctors_of(cell, options);
    lamina::cell_equation adjoint = cell;
    for (std::size_t i = 0; i < d; ++i)
        for (std::size_t j = 0; j < d; ++j)
            for (std::size_t p = 0; p < n; ++p) adjoint.tensor[(i * d + j) * n + p] = cell.tensor[(j * d + i) * n + p];
    auto const test = adjoint.tensor == cell.tensor ? out.correctors : correctors_of(adjoint, options);
    out.by_flux.assign(d * d, 0.0);
    out.by_energy.assign(d * d, 0.0);
    for (std::size_t i = 0; i < d; ++i)
        for (std::size_t j = 0; j < d; ++j)
            for (std::size_t k = 0; k < d; ++k)
                for (std::size_t l = 0; l < d; ++l)
                    for (std::size_t p = 0; p < n; ++p) {
                        double const field = (l == j ? 1.0 : 0.0) + out.correctors[j].gradient(l, p);
                        double const flux = cell.tensor[(k * d + l) * n + p] * field / static_cast<double>(n);
                        if (k == i) out.by_flux[i * d + j] += flux;
                        out.by_energy[i * d + j] += ((k == i ? 1.0 : 0.0) + test[i].gradient(k, p)) * flux;
                    }
    return out;
}

}  // namespace energy
