#include <lamina/diagnose/one_block.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xtensor/xtensor.hpp>

#include <lamina/report/row_of.hpp>
#include <lamina/rows/row_weights.hpp>

namespace lamina {

std::size_t block_number(residual_system<double> const& system, std::string_view name, std::string_view caller) {
    auto const blocks = system.blocks();
    auto const found = std::ranges::find(blocks, name, &residual_block::name);
    if (found != blocks.end()) return static_cast<std::size_t>(found - blocks.begin());
    std::vector<std::string_view> names;
    for (residual_block const& b : blocks) names.push_back(b.name);
    throw std::invalid_argument(
        fmt::format("{}: no block named {}, expected one of {}", caller, name, fmt::join(names, ", ")));
}

one_block::one_block(residual_system<double>& system, std::string_view name)
    : system_(system), lambda_(block_weights(system)) {
    if (name.empty()) return;
    std::size_t const kept = block_number(system, name, "loss of one block");
    for (std::size_t i = 0; i < lambda_.size(); ++i)
        if (i != kept) system.set_lambda(i, 0);
}
one_block::~one_block() {
    for (std::size_t i = 0; i < lambda_.size(); ++i)
        if (system_.blocks()[i].lambda != lambda_[i]) system_.set_lambda(i, lambda_[i]);
}

xt::xtensor<double, 2> block_gradients(residual_system<double>& system, std::span<double const> theta) {
    auto const blocks = system.blocks();
    auto out = xt::xtensor<double, 2>::from_shape({blocks.size(), system.parameters()});
    std::vector<double> residual(system.rows());
    system.residual(theta, residual);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        std::vector<double> weighted(residual.size());
        for (std::size_t n = blocks[i].begin; n < blocks[i].begin + blocks[i].size; ++n)
            weighted[n] = blocks[i].weight() * residual[n];
        system.transposed_times(theta, weighted, row_of(out, i));
    }
    return out;
}

}  // namespace lamina
