#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// The number of the block of this name. Throws std::invalid_argument in the name of `caller`, listing the names, for
/// an unknown one.
std::size_t block_number(residual_system<double> const& system, std::string_view name, std::string_view caller);

/// As long as it lives, the loss of a system is lambda_i L_i of one block, the others having the weight 0; with an
/// empty name it stays as it is.
class one_block {
public:
    /// Throws as `block_number`, and std::invalid_argument where weights cannot be set.
    one_block(residual_system<double>& system, std::string_view name);
    ~one_block();
    one_block(one_block const&) = delete;
    one_block& operator=(one_block const&) = delete;

private:
    residual_system<double>& system_;
    std::vector<double> lambda_;  // of before
};

/// The gradients of lambda_i L_i by theta, one row for each block, shape (blocks, P), at theta, shape (P,). Cost: a
/// residual and a pull-back for each block.
xt::xtensor<double, 2> block_gradients(residual_system<double>& system, std::span<double const> theta);

}  // namespace lamina
