#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/network/line_products.hpp>

namespace lamina {

/// L u = div(A grad u) - b . grad u - r u on a plane, with coefficients of y = x / eps, periodic along each axis
struct oscillating_operator {
    double eps = 1;
    std::array<double, 2> period{1, 1};  ///< in y
    /// A_00, A_01, A_10, A_11, b_0, b_1, r at points of y, shape (N, 2): shape (7, N)
    std::function<xt::xtensor<double, 2>(std::span<double const> y)> coefficients;
};

/// The side of a box at y_axis = at, the box above or below, and what is given on it: u or, with a condition,
/// beta . grad u + alpha u, with coefficients that are periodic along it
struct wall {
    std::size_t axis;
    double at;
    bool box_above;
    /// beta_0, beta_1, alpha at points of y on the side, shape (N, 2): shape (3, N)
    std::function<xt::xtensor<double, 2>(std::span<double const> y)> condition{};
};

/// Functions w(y) on a grid, on which div_y(A grad_y w) is inverted: of a cell, where they are periodic, or of a strip
/// beside a wall, where they are periodic along the wall and constant far from it. Values have shape (rows, columns),
/// by columns; rows go along the wall, in a cell along axis 0.
class corrector_grid {
public:
    using values = xt::xtensor<double, 2, xt::layout_type::column_major>;
    /// w_(n, i, j) by n, i, j
    using table = std::map<std::array<int, 3>, values>;

    /// A cell with 2 degree + 1 points along each axis
    corrector_grid(oscillating_operator const& of, std::size_t degree);
    /// A strip of a depth, with so many points along the wall, and polynomials of `depth_degree` across it
    corrector_grid(oscillating_operator const& of, std::size_t degree, wall const& beside, double depth,
                   std::size_t depth_degree);
    ~corrector_grid();
    corrector_grid(corrector_grid&&) noexcept;

    [[nodiscard]] std::array<line_functions, 2> const& lines() const { return lines_; }  ///< of rows and columns
    [[nodiscard]] std::size_t row_axis() const { return row_axis_; }
    [[nodiscard]] values constant(double c) const;
    /// y of all values, shape (rows columns, 2)
    [[nodiscard]] xt::xtensor<double, 2> points() const;

    /// With u = sum over n, i, j of eps^n w_(n, i, j)(y) d_0^i d_1^j P(x), what L u has at eps^(n - 2) d_0^i d_1^j P
    /// beside div_y(A grad_y w_(n, i, j)):
    ///     sum over axes of d_yk(A_k0 w) + A_0k d_yk w, w = w_(n - 1, i - 1, j), ...    - b . grad_y w_(n - 1, i, j)
    ///     + A_00 w_(n - 2, i - 2, j) + ...    - b_0 w_(n - 2, i - 1, j) - ...    - r w_(n - 2, i, j);
    /// what is not in the table is 0
    [[nodiscard]] values beside(std::array<int, 3> const& nij, table const& w) const;
    /// w with div_y(A grad_y w) = source, less its mean in a cell, where w has the mean 0. In a strip w or, with a
    /// condition, beta . grad_y w is `trace` at the wall, shape (rows,), less the constant that makes w 0 far away.
    /// None unless GMRES comes within 1e-9.
    [[nodiscard]] std::optional<values> inverse(values const& source, std::span<double const> trace = {}) const;

    /// The coefficients of the condition along the wall, shape (3, rows)
    [[nodiscard]] xt::xtensor<double, 2> const& condition() const { return condition_; }
    /// A function along the wall, shape (rows,)
    [[nodiscard]] std::vector<double> at_wall(values const& w) const;

    /// c with w = sum over k, l of c_kl f_k(y_row) g_l(y_column), shape (rows, columns), by columns
    [[nodiscard]] values modes(values const& w) const;
    /// How far from constant a function of a strip is at its far end
    [[nodiscard]] double tail(values const& w) const;

private:
    struct matrices;
    std::array<line_functions, 2> lines_;
    std::size_t row_axis_, rows_, columns_;
    std::optional<wall> wall_;
    xt::xtensor<double, 2> condition_{};
    std::unique_ptr<matrices> in_;

    corrector_grid(oscillating_operator const& of, std::array<line_functions, 2> lines, std::size_t row_axis,
                   std::optional<wall> beside);
    /// y along the wall, shape (rows, 2)
    [[nodiscard]] xt::xtensor<double, 2> wall_points() const;
};

}  // namespace lamina
