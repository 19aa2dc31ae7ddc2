#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lamina::numerics {

/// H_0 H_1 ... H_k-1 = I - V^T T V with H_j = I - tau_j v_j^T v_j and the rows v_j of V, shape (k, length), which it
/// refers to. T is upper triangular, shape (k, k). Cost k^2 length flops to make.
class block_reflector {
public:
    block_reflector(double const* v, std::size_t ldv, std::size_t length, std::span<double const> tau);

    /// W = W H_0 H_1 ... H_k-1, W of shape (count, length) with rows ldw apart. Cost 4 count k length flops.
    void times(double* w, std::size_t ldw, std::size_t count) const;

private:
    double const* v_;
    std::size_t ldv_, length_, size_;
    std::vector<double> t_;
};

}  // namespace lamina::numerics
