#include <lamina/train/oscillating_source.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>
#include <xtensor/xtensor.hpp>

namespace lamina::solving {

namespace {

using matrix = Eigen::MatrixXd;
using index = Eigen::Index;

constexpr std::size_t most_terms = 6, along_x = 21, along_y = 32;
constexpr double little = 1e-12;

/// T_k at the points, shape (points, functions), as many of both
matrix chebyshev_at_roots(std::size_t n) {
    matrix out(n, n);
    for (std::size_t p = 0; p < n; ++p)
        for (std::size_t k = 0; k < n; ++k)
            out(static_cast<index>(p), static_cast<index>(k)) =
                std::cos(std::numbers::pi * static_cast<double>(k) * (static_cast<double>(p) + 0.5) /
                         static_cast<double>(n));
    return out;
}

std::vector<double> slow_points(box const& domain, std::size_t n) {
    auto const along = [&](std::size_t axis, std::size_t p) {
        double const s = std::cos(std::numbers::pi * (static_cast<double>(p) + 0.5) / static_cast<double>(n));
        return domain.lower(axis) + domain.length(axis) * (1 + s) / 2;
    };
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) out.insert(out.end(), {along(0, i), along(1, j)});
    return out;
}

std::vector<double> fast_points(std::array<double, 2> const& period) {
    std::vector<double> out;
    for (std::size_t i = 0; i < along_y; ++i)
        for (std::size_t j = 0; j < along_y; ++j)
            out.insert(out.end(), {period[0] * static_cast<double>(i) / along_y,
                                   period[1] * static_cast<double>(j) / along_y});
    return out;
}

}  // namespace

std::optional<std::vector<source_term>> terms_of_source(two_scale_function const& s, box const& domain,
                                                        std::array<double, 2> const& period) {
    auto const x = slow_points(domain, along_x);
    auto const values = s(x, fast_points(period));
    auto const rows_of_x = static_cast<index>(values.shape(0)), rows_of_y = static_cast<index>(values.shape(1));
    matrix const sampled = Eigen::Map<matrix const>(values.data(), rows_of_y, rows_of_x).transpose();
    matrix const fast = sampled.colwise() - sampled.rowwise().mean();
    double const size = sampled.cwiseAbs().maxCoeff();
    matrix left = fast;
    std::vector<index> rows, columns;
    for (;;) {
        index row = 0, column = 0;
        if (left.cwiseAbs().maxCoeff(&row, &column) <= little * size) break;
        if (rows.size() == most_terms) return std::nullopt;
        rows.push_back(row), columns.push_back(column);
        left -= ((left.col(column) / left(row, column)) * left.row(row)).eval();
    }
    std::vector<source_term> out;
    if (rows.empty()) return out;
    matrix const g = fast(Eigen::all, columns) * matrix(fast(rows, columns)).inverse();  // shape (x, terms)
    matrix const to_modes = chebyshev_at_roots(along_x).inverse();
    for (std::size_t m = 0; m < rows.size(); ++m) {
        auto const at = 2 * static_cast<std::size_t>(rows[m]);
        auto const n = static_cast<index>(along_x);
        matrix const on_grid = Eigen::Map<matrix const>(g.data() + static_cast<index>(m) * rows_of_x, n, n);  // (j, i)
        matrix modes = to_modes * on_grid * to_modes.transpose();
        double const rounding = 1e-14 * modes.cwiseAbs().maxCoeff();  // high derivatives make much of it
        index degree = 0;
        for (index i = 0; i < n; ++i)
            for (index j = 0; j < n; ++j)
                if (std::abs(modes(j, i)) > rounding)
                    degree = std::max({degree, i, j});
                else
                    modes(j, i) = 0;
        matrix const kept = modes.topLeftCorner(degree + 1, degree + 1);
        out.push_back({{x[at], x[at + 1]}, static_cast<std::size_t>(degree), {kept.data(), kept.data() + kept.size()}});
    }
    return out;
}

}  // namespace lamina::solving
