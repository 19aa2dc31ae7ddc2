#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/network/mlp_layout.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

/// One or several networks of the same inputs, or each of a share of them, in the flat vector theta, shape (P,), one
/// after another; so are their outputs.
class network_layout {
public:
    network_layout(mlp_layout one = {}) : networks_{std::move(one)} {}
    /// Moves each to its place in theta. Throws std::invalid_argument without any network, and unless all have the same
    /// inputs or each begins with them where the one before ends.
    explicit network_layout(std::vector<mlp_layout> networks);

    [[nodiscard]] std::span<mlp_layout const> networks() const { return {networks_.data(), networks_.size()}; }
    [[nodiscard]] std::size_t inputs() const { return networks_.back().first_input() + networks_.back().inputs(); }
    [[nodiscard]] std::size_t outputs() const;
    /// P
    [[nodiscard]] std::size_t parameters() const { return networks_.back().end(); }
    /// The parameters of each network's output layer.
    [[nodiscard]] std::vector<index_range> last_layers() const;
    /// The weights W of each layer of each network, output layers too: without biases and without encoders.
    [[nodiscard]] std::vector<index_range> weight_matrices() const;

private:
    std::vector<mlp_layout> networks_;
};

}  // namespace lamina
