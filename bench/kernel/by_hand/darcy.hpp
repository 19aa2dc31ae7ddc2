#pragma once

#include <atomic>
#include <cstddef>
#include <span>
#include <vector>

#include "aligned.hpp"
#include "lanes.hpp"
#include "tanh.hpp"
#include "two_threads.hpp"
#include "unit_tiles.hpp"

namespace by_hand {

/// r = -(a u'' + a' u') - f at points of an interval, u a network 1-40-40-40-40-1 with tanh, in double.
/// theta: layer by layer W (out x in, row-major), then b.
class darcy {
public:
    static constexpr std::size_t width = 40, hidden = 4;
    static constexpr std::size_t parameters = 2 * width + (hidden - 1) * width * (width + 1) + width + 1;

    darcy(std::span<double const> x, std::span<double const> a, std::span<double const> slope_of_a,
          std::span<double const> f, std::size_t threads);

    /// Of J = dr/dtheta in memory: panels, [group of L points][parameter][lane], or columns, [parameter][point], as
    /// BLAS reads them. Points beyond the last, to whole groups, are 0.
    enum class order_of_j { panels, columns };
    /// r and J, past the caches: the stores of a group are spread over the arithmetic of the next.
    void jacobian(std::span<double const> theta, std::span<double> r, order_of_j order);
    [[nodiscard]] double const* j() const { return jacobian_.data(); }

    /// Overwrites the memory of J, one stream a thread: what stores alone take.
    void overwrite();

    /// K = J J^T (N x N), without J: a dense layer z = W h + b gives
    ///   sum over channels c, d of (A_c A_d^T) o (H_c H_d^T + [c = d = 0]),  A = dr/dz, H = h, both (N, width).
    /// 9 (4 width + 2) FLOP a pair of points and layer, against 2 width^2 of J J^T.
    void kernel(std::span<double const> theta, std::span<double> k);

private:
    using V = lanes<double>;
    static constexpr std::size_t columns = 3, unit = columns * L<double>, layer = width * unit;
    static constexpr std::size_t rows_at_once = 8;
    static constexpr std::size_t steps = 2 * (hidden - 1) * width / rows_at_once;
    static constexpr std::size_t block = 8;  ///< groups whose jets stay in the L2 cache in `kernel`
    /// What the first and the last layer add to J, without the last bias: x A_0 + A_1, A_0, dr/dw.
    static constexpr std::size_t thin = 3 * width;

    /// [hidden layer][unit][channel][lane] of one group, and the rows of its thin layers [.][lane].
    struct group_jets {
        double* activations;
        double* adjoints;
        double* thin_rows;
    };
    [[nodiscard]] group_jets jets_of(std::size_t group) const;
    /// r and the jets of a group. Calls between(s), s = 0 .. steps - 1, after each register tile of a dense product.
    template <class Between>
    void evaluate(double const* theta, std::size_t group, group_jets const& jets, double* r,
                  Between const& between) const;
    /// Where dr/dtheta_p of a group goes: first + p * stride
    struct rows_of_j {
        double* first;
        std::size_t stride;
    };
    [[nodiscard]] rows_of_j rows_at(std::size_t group, order_of_j order) const;
    /// Rows [begin, end) of the 3 width rows (unit of a dense layer) of a group
    void write_rows(group_jets const& jets, rows_of_j to, std::size_t begin, std::size_t end) const;
    void write_thin_rows(group_jets const& jets, rows_of_j to) const;
    static void thin_products(group_jets const& p, group_jets const& q, group_jets const& q2, double* tile_of_k,
                              double* tile2);
    static void layer_products(std::size_t l, group_jets const& p, group_jets const& q, group_jets const& next,
                               double* tile_of_k);
    void block_of_k(std::size_t row, std::size_t column, double* tiles, double* k) const;

    std::size_t points_, groups_;
    two_threads team_;
    vector_tanh<double> tanh_;
    aligned<double> data_;  ///< [group][x, a, a', f, 1 or 0][lane]
    aligned<double> jets_;  ///< [group][activations, adjoints, thin rows]
    aligned<double> jacobian_;
    std::vector<double> residual_;
    aligned<double> tiles_of_k_;        ///< [thread][group][group][lane][lane]
    std::atomic<std::size_t> next_{0};  ///< the next block of `kernel`
};

}  // namespace by_hand
