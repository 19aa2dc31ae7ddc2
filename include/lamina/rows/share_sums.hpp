#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/parallel/thread_pool.hpp>
#include <lamina/rows/row_operator.hpp>

namespace lamina {

/// What the shares of a pass over all points sum, added up in the order of the shares: for a fixed number of shares
/// every result repeats bit for bit, whichever thread did which.
///
/// A share has several gradients, the slots: one that all closed rows add to, others for open rows, whose adjoints are
/// not known while the pass runs (see row_operator).
template <class Real>
class share_sums {
public:
    struct share {
        std::vector<Real> gradients;               ///< (slots, parameters)
        std::vector<row_sums> sums, tangent_sums;  ///< of each block's rows and their derivatives along a direction
    };

    share_sums() = default;
    share_sums(std::size_t shares, std::size_t blocks, std::size_t parameters);

    /// Room for `slots` gradients in each share.
    void reserve(std::size_t slots);
    /// Share number s, its sums and the first `slots` of its gradients set to 0.
    share& cleared(std::size_t s, std::size_t slots);

    [[nodiscard]] row_sums total(std::size_t block) const { return total(block, &share::sums); }
    [[nodiscard]] row_sums tangent_total(std::size_t block) const { return total(block, &share::tangent_sums); }
    /// out, shape (parameters,) = the gradients of the slots from `first` on, added with these weights
    void gradient(thread_pool& pool, std::size_t first, std::span<Real const> weights, std::span<Real> out) const;

private:
    [[nodiscard]] row_sums total(std::size_t block, std::vector<row_sums> share::*of) const;

    std::vector<share> shares_;
    std::size_t parameters_ = 0;
};

extern template class share_sums<double>;
extern template class share_sums<float>;

}  // namespace lamina
