#include <lamina/homogenize/bracket.hpp>

#include <array>

#include <lamina/report/array_of.hpp>

namespace lamina {

namespace {

using matrix2 = std::array<double, 4>;

matrix2 turned_inverse(matrix2 const& a) {  // R A^-1 R^T is A / det A for a symmetric A
    double const det = a[0] * a[3] - a[1] * a[2];
    return {a[0] / det, a[1] / det, a[2] / det, a[3] / det};
}

/// The energies of the correctors, which are fluxes: what is orthogonal to all elements is so to the correctors.
matrix2 energies(cell_equation cell, cell_options const& options) {
    std::size_t const n = cell.points();
    matrix2 out{};
    cell.flux.resize(2 * n);
    for (std::size_t j = 0; j < 2; ++j) {
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t p = 0; p < n; ++p) cell.flux[i * n + p] = cell.tensor[(2 * i + j) * n + p];
        auto const slope = solve_twisted(cell, options).gradient;
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t p = 0; p < n; ++p)
                out[2 * i + j] += (cell.flux[i * n + p] + cell.tensor[2 * i * n + p] * slope(0, p) +
                                   cell.tensor[(2 * i + 1) * n + p] * slope(1, p)) /
                                  static_cast<double>(n);
    }
    return out;
}

}  // namespace

std::optional<effective_bracket> bracket_of(cell_equation const& cell, cell_options const& options) {
    if (cell.dimension != 2 || cell.components != 1 || !cell.by_differences || !cell.transport.empty() ||
        !cell.drift.empty())
        return {};
    std::size_t const n = cell.points();
    cell_equation dual = cell;
    bool singular = false;
    for (std::size_t p = 0; p < n; ++p) {
        matrix2 a;
        for (std::size_t k = 0; k < 4; ++k) a[k] = cell.tensor[k * n + p];
        if (a[1] != a[2]) return {};
        singular = singular || !(a[0] * a[3] - a[1] * a[2] > 0);
        if (singular) continue;
        a = turned_inverse(a);
        for (std::size_t k = 0; k < 4; ++k) dual.tensor[k * n + p] = a[k];
    }
    matrix2 const upper = energies(cell, options);
    matrix2 const lower = singular ? matrix2{} : turned_inverse(energies(std::move(dual), options));
    return effective_bracket{array_of(lower, 2), array_of(upper, 2)};
}

}  // namespace lamina
