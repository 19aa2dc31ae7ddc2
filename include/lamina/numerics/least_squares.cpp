#include <lamina/numerics/least_squares.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include <Eigen/SVD>

#include <lamina/numerics/column_factors.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::numerics {

namespace {

void expect_finite(std::string const& what, double norm) {
    if (!std::isfinite(norm))
        throw std::invalid_argument("least_squares: the norm of " + what + " is " + std::to_string(norm) +
                                    ", expected a finite number");
}

/// The y of least norm with R y = c, R of shape (rank, n): R^T = Q_2 R_2, y = Q_2 R_2^-T c.
std::vector<double> shortest(column_factors const& factors, std::size_t n, std::span<double const> c) {
    std::size_t const rank = factors.rank();
    std::vector<double> rows(rank * n), y(n), unused(n);
    for (std::size_t j = 0; j < n; ++j)
        for (std::size_t i = 0; i < std::min(j + 1, rank); ++i) rows[i * n + j] = factors.column(j)[i];
    column_factors turned(rows, rank, unused);
    turned.in_order();
    std::copy_n(c.begin(), rank, y.begin());
    turned.solve_transposed(y);
    turned.rotate(y);
    return y;
}

}  // namespace

least_squares_solution least_squares(std::span<double> columns, std::size_t m, std::size_t n, std::span<double const> b,
                                     double tolerance) {
    expect_size("columns", columns.size(), m * n);
    expect_size("b", b.size(), m);
    if (tolerance == 0) tolerance = std::numeric_limits<double>::epsilon() * static_cast<double>(std::max(m, n));
    expect_finite("b", norm(b));
    std::vector<double> scale(n), c(b.begin(), b.end());
    default_pool().run(n, [&](std::size_t j, std::size_t) {
        auto const column = columns.subspan(j * m, m);
        double const length = norm(column);
        expect_finite("column " + std::to_string(j), length);
        scale[j] = length > 0 ? 1 / length : 0.0;
        for (double& v : column) v *= scale[j];
    });
    column_factors factors(columns, n, c);
    factors.by_pivots(tolerance);
    double const left = norm(std::span(c).subspan(factors.rank()));
    if (factors.rank() == n)
        factors.solve(c);
    else
        c = shortest(factors, n, c);
    least_squares_solution out{std::vector<double>(n), factors.rank(), tolerance, left};
    for (std::size_t j = 0; j < n; ++j) out.x[factors.order()[j]] = c[j] * scale[factors.order()[j]];
    return out;
}

least_squares_solution truncated_least_squares(std::span<double> columns, std::size_t m, std::size_t n,
                                               std::span<double const> b, double rcond) {
    expect_size("columns", columns.size(), m * n);
    expect_size("b", b.size(), m);
    std::vector<double> c(b.begin(), b.end());
    for (std::size_t j = 0; j < n; ++j) expect_finite("column " + std::to_string(j), norm(columns.subspan(j * m, m)));
    expect_finite("b", norm(b));
    column_factors factors(columns, n, c);
    factors.by_pivots(0);
    least_squares_solution out{std::vector<double>(n), 0, rcond, norm(std::span(c).subspan(factors.rank()))};
    auto const r = static_cast<Eigen::Index>(factors.rank());
    if (r == 0) return out;
    Eigen::MatrixXd triangle = Eigen::MatrixXd::Zero(r, static_cast<Eigen::Index>(n));
    for (std::size_t j = 0; j < n; ++j)
        std::copy_n(factors.column(j), std::min(j + 1, factors.rank()),
                    triangle.col(static_cast<Eigen::Index>(j)).data());
    Eigen::BDCSVD<Eigen::MatrixXd> const svd(triangle, Eigen::ComputeThinU | Eigen::ComputeThinV);
    if (svd.info() != Eigen::Success)
        throw std::runtime_error("truncated_least_squares: the singular value decomposition did not converge");
    auto const& values = svd.singularValues();
    Eigen::VectorXd const along = svd.matrixU().transpose() * Eigen::VectorXd::Map(c.data(), r);
    Eigen::VectorXd x = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(n));
    for (Eigen::Index k = 0; k < r && values[k] > rcond * values[0]; ++k, ++out.rank)
        x += along[k] / values[k] * svd.matrixV().col(k);
    out.left = std::hypot(out.left, along.tail(r - static_cast<Eigen::Index>(out.rank)).norm());
    for (std::size_t j = 0; j < n; ++j) out.x[factors.order()[j]] = x[static_cast<Eigen::Index>(j)];
    return out;
}

}  // namespace lamina::numerics
