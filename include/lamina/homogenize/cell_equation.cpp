#include <lamina/homogenize/cell_equation.hpp>

#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

#include <lamina/homogenize/fourier_operator.hpp>
#include <lamina/homogenize/gmres.hpp>

namespace lamina {

namespace {

using spectrum = fourier_transform::spectrum;

double dot(spectrum const& a, spectrum const& b) {
    double sum = 0;
    for (std::size_t p = 0; p < a.size(); ++p) sum += a[p].real() * b[p].real() + a[p].imag() * b[p].imag();
    return sum;
}

std::string at_point(cell_equation const& cell, std::size_t p) {
    auto const y = cell.at(p);
    std::string out = "y = (";
    for (std::size_t i = 0; i < cell.dimension; ++i) out += fmt::format("{}{:.6g}", i > 0 ? ", " : "", y[i]);
    return out + ")";
}

using small_matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 9, 9>;

/// Throws if the energy of gradients at a point, a symmetric matrix, is not positive: of a displacement (as many
/// components as axes) that is insensitive to rotations it is asked of symmetric gradients only.
void check_coercive(small_matrix const& energy, cell_equation const& cell, std::size_t p) {
    if (energy.llt().info() == Eigen::Success) return;
    auto const d = static_cast<long>(cell.dimension), m = static_cast<long>(cell.components);
    small_matrix strains;
    bool rotations_cost = m != d || m == 1;
    if (!rotations_cost) {
        strains = small_matrix::Zero(d * d, d * (d + 1) / 2);
        for (long k = 0, column = 0; k < d; ++k)
            for (long l = k; l < d; ++l, ++column) {
                strains(d * k + l, column) = strains(d * l + k, column) = k == l ? 1 : std::sqrt(0.5);
                for (long row = 0; row < d * d && k != l; ++row)
                    rotations_cost = rotations_cost || std::abs(energy(row, d * k + l) - energy(row, d * l + k)) >
                                                           1e-12 * energy.norm();
            }
    }
    small_matrix const asked = rotations_cost ? energy : small_matrix(strains.transpose() * energy * strains);
    if (!rotations_cost && asked.llt().info() == Eigen::Success) return;
    double const least = Eigen::SelfAdjointEigenSolver<small_matrix>(asked, Eigen::EigenvaluesOnly).eigenvalues()(0);
    if (least > 0) return;
    throw std::invalid_argument(
        fmt::format("cell equation: the coefficient is not coercive at {}: the smallest eigenvalue of its "
                    "symmetric part{} is {:.6g}, expected > 0",
                    at_point(cell, p), rotations_cost ? "" : " on symmetric gradients", least));
}

/// Throws for what no solver could solve; returns true if the operator is symmetric.
bool check(cell_equation const& cell) {
    std::size_t const d = cell.dimension, m = cell.components, n = cell.points(), rows = m * d;
    auto sized = [](char const* name, std::size_t size, std::size_t expected) {
        if (size != expected)
            throw std::invalid_argument(
                fmt::format("cell equation: {} has {} numbers, expected {}", name, size, expected));
    };
    if (d < 1 || d > 3)
        throw std::invalid_argument(fmt::format("cell equation: dimension is {}, expected 1, 2 or 3", d));
    if (m < 1 || rows > 9)
        throw std::invalid_argument(fmt::format("cell equation: {} components, expected 1 to {}", m, 9 / d));
    sized("tensor", cell.tensor.size(), rows * rows * n);
    sized("flux", cell.flux.size(), rows * n);
    if (!cell.source.empty()) sized("source", cell.source.size(), m * n);
    if (!cell.transport.empty()) sized("transport", cell.transport.size(), m == 1 ? d * n : 0);
    if (!cell.drift.empty()) sized("drift", cell.drift.size(), m == 1 ? d * n : 0);
    bool symmetric = cell.transport.empty() && cell.drift.empty();
    small_matrix a(rows, rows);
    for (std::size_t p = 0; p < n; ++p) {
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < rows; ++j) {
                double const v = cell.tensor[(i * rows + j) * n + p];
                if (!std::isfinite(v))
                    throw std::invalid_argument(
                        fmt::format("cell equation: coefficient entry ({}, {}) is {} at {}, expected a finite number",
                                    i, j, v, at_point(cell, p)));
                a(static_cast<long>(i), static_cast<long>(j)) = v;
            }
        symmetric = symmetric && (a - a.transpose()).norm() <= 1e-14 * a.norm();
        check_coercive((a + a.transpose()) / 2, cell, p);
    }
    for (std::size_t k = 0; k < cell.source.size() / n; ++k) {
        double mean = 0, size = 0;
        for (std::size_t p = 0; p < n; ++p) {
            mean += cell.source[k * n + p] / static_cast<double>(n);
            size += std::abs(cell.source[k * n + p]) / static_cast<double>(n);
        }
        if (cell.drift.empty() && std::abs(mean) > 1e-10 * size)
            throw std::invalid_argument(fmt::format(
                "cell equation: the mean of the source is {:.6g}, expected 0: without that no periodic solution exists",
                mean));
    }
    return symmetric;
}

void axpy(double a, spectrum const& x, spectrum& y) {
    for (std::size_t p = 0; p < y.size(); ++p) y[p] += a * x[p];
}

std::size_t conjugate_gradients(fourier_operator& op, spectrum const& b, spectrum& x, cell_options const& options) {
    spectrum r = b, z, q, s(b.size());
    op.precondition(r, z);
    s = z;
    double rz = dot(r, z);
    double const target = options.tolerance * options.tolerance * dot(b, b);
    std::size_t k = 0;
    for (; k < options.iterations && dot(r, r) > target; ++k) {
        op.apply(s, q);
        double const alpha = rz / dot(s, q);
        axpy(alpha, s, x);
        axpy(-alpha, q, r);
        op.precondition(r, z);
        double const next = dot(r, z);
        for (std::size_t p = 0; p < s.size(); ++p) s[p] = z[p] + next / rz * s[p];
        rz = next;
    }
    return k;
}

}  // namespace

std::complex<double> derivative_symbol(cell_equation const& cell, fourier_transform const& fft, std::size_t i,
                                       std::size_t p) {
    if (!cell.by_differences) return {0.0, fft.wave_number(i, p)};
    double const n = static_cast<double>(cell.grid[i]), spacing = cell.period[i] / n;
    double const angle = 2 * std::numbers::pi * static_cast<double>(fft.frequency(i, p)) / n;
    bool const nyquist = 2 * fft.frequency(i, p) == static_cast<long>(cell.grid[i]);  // real, exactly
    return std::complex<double>(std::cos(angle) - 1, nyquist ? 0.0 : std::sin(angle)) / spacing;
}

cell_solution solve(cell_equation const& cell, cell_options const& options) {
    bool const symmetric = check(cell);
    std::size_t const n = cell.points(), unknowns = cell.components * n;
    fourier_operator op(cell);
    spectrum b, x(unknowns, 0.0), r;
    op.divergence(cell.flux, b);
    if (!cell.source.empty()) {
        spectrum s;
        op.transform(cell.source, s);
        op.project(s);
        axpy(1, s, b);
    }
    cell_solution out;
    double const size = std::sqrt(dot(b, b));
    if (size > 0) {
        out.iterations =
            symmetric ? conjugate_gradients(op, b, x, options)
                      : gmres([&](spectrum const& p, spectrum& q) { op.apply(p, q); },
                              [&](spectrum const& p, spectrum& q) { op.precondition(p, q); }, b, x, options.tolerance,
                              options.iterations);
        out.imbalance = -op.apply(x, r);
        for (std::size_t p = 0; p < unknowns; ++p) r[p] = b[p] - r[p];
        out.residual = std::sqrt(dot(r, r)) / size;
        if (!(out.residual <= options.accepted))
            throw std::runtime_error(
                fmt::format("cell equation: not solved: relative residual {:.3g} after {} iterations, expected <= "
                            "{:.3g}; allow more "
                            "iterations or use a finer grid",
                            out.residual, out.iterations, options.accepted));
    }
    for (std::size_t p = 0; p < n && !cell.source.empty(); ++p)
        out.imbalance += cell.source[p] / static_cast<double>(n);
    op.values(x, out.chi);
    op.gradient(x, out.gradient);
    return out;
}

}  // namespace lamina
