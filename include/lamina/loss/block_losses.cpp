#include <lamina/loss/block_losses.hpp>

namespace lamina {

std::vector<double> block_losses(residual_system<double> const& system, std::span<double const> weighted_residual) {
    std::vector<double> out;
    for (auto const& block : system.blocks()) {
        double sum = 0;
        for (double const r : weighted_residual.subspan(block.begin, block.size)) sum += r * r;
        out.push_back(sum / 2);
    }
    return out;
}

}  // namespace lamina
