#include <lamina/train/fit.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lamina {

std::vector<double> fit::history_of(std::string_view block) const {
    if (std::ranges::find(blocks, block) == blocks.end())
        throw std::invalid_argument(
            fmt::format("history_of: no block named {}, expected one of {}", block, fmt::join(blocks, ", ")));
    std::vector<double> out;
    for (auto const& entry : history) {
        double sum = 0;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (blocks[i] == block) sum += entry.block_losses[i];
        out.push_back(sum);
    }
    return out;
}

}  // namespace lamina
