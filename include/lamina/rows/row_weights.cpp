#include <lamina/rows/row_weights.hpp>

#include <cmath>

namespace lamina {

std::vector<double> row_weights(residual_system<double> const& system) {
    std::vector<double> out(system.rows());
    for (auto const& block : system.blocks())
        for (std::size_t k = 0; k < block.size; ++k) out[block.begin + k] = std::sqrt(block.weight());
    return out;
}

std::vector<double> block_weights(residual_system<double> const& system) {
    std::vector<double> out;
    for (auto const& block : system.blocks()) out.push_back(block.lambda);
    return out;
}

}  // namespace lamina
