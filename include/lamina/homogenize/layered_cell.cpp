#include <lamina/homogenize/layered_cell.hpp>

#include <algorithm>
#include <complex>

#include <Eigen/LU>
#include <xtensor/xbuilder.hpp>

#include <lamina/homogenize/fourier_transform.hpp>

namespace lamina {

namespace {

using block = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 9, 9>;
using column = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, 9, 1>;

std::size_t axis_across(cell_equation const& cell) {
    return static_cast<std::size_t>(std::ranges::max_element(cell.grid) - cell.grid.begin());
}

/// A_nn at point p
block across(cell_equation const& cell, std::size_t axis, std::size_t p) {
    std::size_t const m = cell.components, d = cell.dimension, rows = m * d;
    block out(m, m);
    for (std::size_t k = 0; k < m; ++k)
        for (std::size_t l = 0; l < m; ++l)
            out(static_cast<long>(k), static_cast<long>(l)) =
                cell.tensor[((k * d + axis) * rows + l * d + axis) * cell.points() + p];
    return out;
}

/// The function of mean 0 with these derivatives, at the corners of pixels or at the points themselves
std::vector<double> integral(cell_equation const& cell, std::size_t axis, std::vector<double> const& slope) {
    std::size_t const n = slope.size();
    std::vector<double> out(n, 0.0);
    if (cell.by_differences) {
        double mean = 0;
        for (std::size_t p = 1; p < n; ++p) {
            out[p] = out[p - 1] + slope[p - 1] * cell.period[axis] / static_cast<double>(n);
            mean += out[p] / static_cast<double>(n);
        }
        for (double& v : out) v -= mean;
        return out;
    }
    fourier_transform fft(cell.grid, cell.period);
    fourier_transform::spectrum a;
    fft.forward(slope, a);
    for (std::size_t p = 0; p < n; ++p) {
        double const k = fft.wave_number(axis, p);
        a[p] = k == 0 ? 0.0 : a[p] / std::complex<double>(0, k);
    }
    fft.inverse(a, out);
    return out;
}

}  // namespace

bool is_layered(cell_equation const& cell) {
    std::size_t const axis = axis_across(cell), n = cell.points();
    if (cell.grid[axis] != n || !cell.transport.empty() || !cell.drift.empty()) return false;
    if (std::ranges::any_of(cell.source, [](double s) { return s != 0; })) return false;
    for (std::size_t p = 0; p < n; ++p)
        if (!across(cell, axis, p).fullPivLu().isInvertible()) return false;
    return true;
}

cell_solution solve_layers(cell_equation const& cell) {
    std::size_t const axis = axis_across(cell), n = cell.points(), m = cell.components, d = cell.dimension;
    auto const size = static_cast<long>(m);
    std::vector<block> inverse;
    block mean = block::Zero(size, size);
    column moment = column::Zero(size);
    auto flux = [&](std::size_t p) {
        column out(size);
        for (std::size_t k = 0; k < m; ++k) out(static_cast<long>(k)) = cell.flux[(k * d + axis) * n + p];
        return out;
    };
    for (std::size_t p = 0; p < n; ++p) {
        inverse.push_back(across(cell, axis, p).inverse());
        mean += inverse.back() / static_cast<double>(n);
        moment += inverse.back() * flux(p) / static_cast<double>(n);
    }
    column const constant = mean.inverse() * moment;
    cell_solution out;
    out.gradient = xt::zeros<double>({m * d, n});
    out.chi = xt::zeros<double>({m, n});
    std::vector<std::vector<double>> slope(m, std::vector<double>(n));
    for (std::size_t p = 0; p < n; ++p) {
        column const s = inverse[p] * (constant - flux(p));
        for (std::size_t k = 0; k < m; ++k)
            out.gradient(k * d + axis, p) = slope[k][p] = s(static_cast<long>(k));
    }
    for (std::size_t k = 0; k < m; ++k) std::ranges::copy(integral(cell, axis, slope[k]), out.chi.data() + k * n);
    return out;
}

}  // namespace lamina
