#include <lamina/homogenize/cell_equation.hpp>

#include <cmath>
#include <span>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include <lamina/homogenize/conjugate_gradients.hpp>
#include <lamina/homogenize/fourier_operator.hpp>
#include <lamina/homogenize/gradient_basis.hpp>
#include <lamina/homogenize/layered_cell.hpp>
#include <lamina/homogenize/pixel_operator.hpp>
#include <lamina/numerics/gmres.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/report/array_of.hpp>

namespace lamina {

namespace {

std::string at_point(cell_equation const& cell, std::size_t p) {
    auto const y = cell.at(p);
    std::string out = "y = (";
    for (std::size_t i = 0; i < cell.dimension; ++i) out += fmt::format("{}{}", i > 0 ? ", " : "", y[i]);
    return out + ")";
}

using small_matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 9, 9>;

/// Throws if the energy of gradients at a point, a symmetric matrix, is not positive: of a displacement (as many
/// components as axes) that is insensitive to rotations it is asked of symmetric gradients only.
void check_coercive(small_matrix const& energy, cell_equation const& cell, std::size_t p) {
    if (energy.llt().info() == Eigen::Success) return;
    if (cell.by_differences && energy.isZero(0)) return;  // a void
    using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    auto const numbers = gradient_basis(cell, {energy.data(), static_cast<std::size_t>(energy.size())});
    long const columns = static_cast<long>(numbers.shape(1));
    Eigen::Map<row_major const> const basis(numbers.data(), energy.rows(), columns);
    small_matrix const asked = basis.transpose() * energy * basis;
    bool const all = columns == energy.rows();
    if (!all && asked.llt().info() == Eigen::Success) return;
    double const least =
        numerics::symmetric_eigenvalues(std::span(asked.data(), static_cast<std::size_t>(asked.size())),
                                        static_cast<std::size_t>(columns))
            .back();
    if (least > 0) return;
    throw std::invalid_argument(
        fmt::format("cell equation: the coefficient is not coercive at {}: the smallest eigenvalue of its "
                    "symmetric part{} is {:.6g}, expected > 0",
                    at_point(cell, p), all ? "" : " on symmetric gradients", least));
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
    auto const size = static_cast<long>(rows);
    small_matrix a(size, size), before(size, size);
    double largest = 0;
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
        if (p > 0 && a == before) continue;  // as many neighbours in an image are
        before = a;
        double const norm = a.norm();
        largest = std::max(largest, norm);
        symmetric = symmetric && (a - a.transpose()).norm() <= 1e-14 * norm;
        check_coercive((a + a.transpose()) / 2, cell, p);
    }
    if (!(largest > 0)) throw std::invalid_argument("cell equation: the coefficient is 0 everywhere, expected > 0");
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

/// Why an iteration ended where it did, and what to do about it.
std::string reason(cell_equation const& cell, bool symmetric, bool stalled, std::size_t iterations) {
    if (!symmetric) return "drift or a skew part outweighs the diffusion on this grid: use a finer one";
    std::size_t const n = cell.points(), rows = cell.components * cell.dimension;
    double least = INFINITY, most = 0;
    for (std::size_t p = 0; p < n; ++p) {
        double trace = 0;
        for (std::size_t i = 0; i < rows; ++i) trace += cell.tensor[(i * rows + i) * n + p];
        if (trace > 0) least = std::min(least, trace);
        most = std::max(most, trace);
    }
    return stalled ? fmt::format(
                         "rounding hides the rest: the coefficient varies by a factor of {:.3g}, of which double "
                         "precision resolves about 1e8",
                         most / least)
                   : fmt::format(
                         "the coefficient varies by a factor of {:.3g}, and iterations grow with its square root: "
                         "allow more, medium_options{{.cell = {{.iterations = {}}}}}, or take a smaller factor",
                         most / least, 4 * iterations);
}

/// `Operator` is the fourier_operator or the pixel_operator.
template <class Operator>
cell_solution solved(Operator op, cell_equation const& cell, cell_options const& options, bool symmetric) {
    typename Operator::vector b, x, r;
    op.load(b);
    x.assign(b.size(), 0.0);
    cell_solution out;
    double const size = std::sqrt(inner(reals(b), reals(b)));
    if (size > 0) {
        auto const apply = [&](auto const& p, auto& q) { op.apply(p, q); };
        auto const precondition = [&](auto const& p, auto& q) { op.precondition(p, q); };
        std::size_t const most = options.iterations > 0 ? options.iterations : symmetric ? 5000 : 500;
        out.iterations = symmetric ? conjugate_gradients(apply, precondition, b, x, options.tolerance, most)
                                   : gmres(apply, precondition, b, x, options.tolerance, most);
        out.imbalance = -op.apply(x, r);
        add_scaled(reals(b), -1, reals(r));
        out.residual = std::sqrt(inner(reals(r), reals(r))) / size;
        if (!(out.residual <= options.accepted))
            throw std::runtime_error(fmt::format(
                "cell equation: not solved: relative residual {:.3g} after {} iterations, expected <= {:.3g}; {}",
                out.residual, out.iterations, options.accepted,
                reason(cell, symmetric, out.iterations < most, out.iterations)));
    }
    for (std::size_t p = 0; p < cell.points() && !cell.source.empty(); ++p)
        out.imbalance += cell.source[p] / static_cast<double>(cell.points());
    std::vector<double> numbers;
    op.values(x, numbers);
    out.chi = array_of(numbers, cell.points());
    op.gradient(x, numbers);
    out.gradient = array_of(numbers, cell.points());
    return out;
}

}  // namespace

cell_solution solve(cell_equation const& cell, cell_options const& options) {
    bool const symmetric = check(cell);
    if (is_layered(cell)) return solve_layers(cell);
    return cell.by_differences ? solved(pixel_operator(cell), cell, options, symmetric)
                               : solved(fourier_operator(cell), cell, options, symmetric);
}

cell_solution solve_twisted(cell_equation const& cell, cell_options const& options) {
    return solved(pixel_operator(cell, true), cell, options, check(cell));
}

}  // namespace lamina
