#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lamina::numerics {

struct least_squares_solution {
    std::vector<double> x;  ///< shape (n,)
    std::size_t rank;       ///< directions that are taken as determined
    double tolerance;       ///< and by which tolerance
    double left;            ///< |A x - b|, by what the factors leave of b
};

/// The x of least norm, in columns scaled to length 1, that minimises |A x - b|: A of shape (m, n), given by its
/// columns as the rows of an array of shape (n, m) that is overwritten, b of shape (m,). A column is taken as dependent
/// on others if what they leave of it is no longer than `tolerance` (0: eps max(m, n)) times the longest, by QR with
/// column pivots (column_factors.hpp). Throws std::invalid_argument for a column or b that is not finite. Cost
/// 2 m n^2 - 2/3 n^3 flops, and 4/3 rank^3 more where rank < n.
least_squares_solution least_squares(std::span<double> columns, std::size_t m, std::size_t n, std::span<double const> b,
                                     double tolerance);

/// The same in columns as they are, with singular values below `rcond` times the largest taken as 0, by Eigen's
/// singular value decomposition of R: for few columns, as that is about 20 min(m, n)^3 flops on one thread. Throws
/// std::runtime_error if its iteration fails.
least_squares_solution truncated_least_squares(std::span<double> columns, std::size_t m, std::size_t n,
                                               std::span<double const> b, double rcond);

}  // namespace lamina::numerics
