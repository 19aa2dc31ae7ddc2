#include <lamina/rows/block_losses.hpp>

#include <stdexcept>
#include <string>

namespace lamina {

std::vector<double> block_losses(residual_system<double> const& system, std::span<double const> weighted_residual) {
    if (weighted_residual.size() != system.rows())
        throw std::invalid_argument("block_losses: weighted_residual has " + std::to_string(weighted_residual.size()) +
                                    " numbers, expected N = " + std::to_string(system.rows()));
    std::vector<double> out;
    for (auto const& block : system.blocks()) {
        double sum = 0;
        for (double const r : weighted_residual.subspan(block.begin, block.size)) sum += r * r;
        out.push_back(sum / 2);
    }
    return out;
}

}  // namespace lamina
