#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/network/corrector_grid.hpp>

namespace lamina {

/// What a slow function P(x) becomes in a medium of period eps that ends at walls,
///     u = sum over i + j <= order of c_ij(x) d_0^i d_1^j P,
///     c_ij = sum over n <= order of eps^n (chi_(n, i, j)(x / eps) + sum over walls of w_(n, i, j)(x / eps)),
/// chi_(0, 0, 0) = 1: the correctors chi, periodic with mean 0, make of L u at each order the derivatives of P with
/// coefficients that are constant, and so do the layers w, which decay away from their wall, of what is given on the
/// wall. With L of corrector_grid.hpp: the expansion of Bakhvalov and Panasenko (1989).
///
/// Of a source phi(y), chi_(0, 0, 0) = 0 and chi_(2, 0, 0) makes L u of it phi(x / eps) P and what is slow: the part of
/// a solution that oscillates with its source.
class two_scale_expansion {
public:
    /// phi at points of y, shape (N, 2): shape (N,)
    using source = std::function<std::vector<double>(std::span<double const> y)>;
    /// On grids that are made finer until they resolve the correctors of lowest order and their layers
    two_scale_expansion(oscillating_operator of, std::vector<wall> walls, source const& phi = {});

    /// Whether these grids do, and all equations for correctors were solved
    [[nodiscard]] bool resolved() const { return resolved_; }
    [[nodiscard]] int order() const { return order_; }
    /// Whether constants P remain what they are
    [[nodiscard]] bool keeps_constants() const;
    /// Correctors and layers up to this order, if there are fewer yet
    void extend(int order);

    /// The derivatives that P has, (0, 0), (1, 0), (0, 1), (2, 0), ... up to an order
    static std::vector<std::array<int, 2>> derivatives(int order);
    /// c_ij up to an order that there is, differentiated up to times[k] times along x_k, k < 2, at points of shape
    /// (N, 2): shape (times[0] + 1, times[1] + 1, N, derivatives(order))
    [[nodiscard]] xt::xtensor<double, 4> coefficients(std::span<double const> points, std::array<int, 2> times,
                                                      int order) const;

private:
    /// The correctors of the cell, or the layers of a wall
    struct part {
        corrector_grid grid;
        double depth = 0;  ///< of a wall's strip
        corrector_grid::table w{};
        std::vector<std::array<int, 3>> terms{};  ///< those that are not 0, by n
        std::vector<double> modes{};              ///< of each, shape (terms, columns, rows)

        [[nodiscard]] std::size_t modes_of_one() const { return grid.lines()[0].size() * grid.lines()[1].size(); }
        /// Of the last terms; empty where w is 0
        [[nodiscard]] std::span<double const> modes_of(std::array<int, 3> const& nij) const;
    };
    oscillating_operator of_;
    std::vector<wall> walls_;
    int order_ = 0;
    bool resolved_ = true;
    std::vector<part> parts_{};      ///< the cell, then the walls
    int lowest_ = 1;                 ///< order of correctors
    std::vector<double> phi_{};      ///< on the grid of the cell; empty where there is no source

    void add_cell(source const& phi);
    void add_layer(wall const& beside);
    /// Everything of order n in parts; false where an equation was not solved. Each equation is a task.
    bool solve(std::size_t first, std::size_t last, int n);
    /// The same of the lowest order
    bool begin(std::size_t first, std::size_t last);
    /// w of the cell on a wall, differentiated, at the points along it: shape (points,)
    [[nodiscard]] std::vector<double> on_wall(wall const& at, std::array<int, 3> const& nij,
                                              std::array<int, 2> times = {}) const;
    /// What is given on the wall of parts[number] has of u at D_ij P, shape (points,), beside what the layer w_(n, i,
    /// j) adds: at eps^n u itself, at eps^(n - 1) with a condition
    ///     beta . grad_y chi_(n, i, j) + beta_k (chi + w)_(n - 1, i - 1, j) + ... + alpha (chi + w)_(n - 1, i, j)
    [[nodiscard]] std::vector<double> given_on_wall(std::size_t number, std::array<int, 3> const& nij) const;
};

}  // namespace lamina
