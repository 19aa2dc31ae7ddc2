#include <lamina/train/fit.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/report/array_of.hpp>

namespace lamina {

xt::xtensor<double, 1> fit::history_of(std::string_view name) const {
    std::vector<double> out;
    if (std::ranges::find(blocks, name) != blocks.end()) {
        for (auto const& entry : history) {
            double sum = 0;
            for (std::size_t i = 0; i < blocks.size(); ++i)
                if (blocks[i] == name) sum += entry.block_losses[i];
            out.push_back(sum);
        }
    } else if (auto const found = std::ranges::find(recorded, name); found != recorded.end()) {
        auto const column = static_cast<std::size_t>(found - recorded.begin());
        for (auto const& entry : history) out.push_back(entry.recorded[column]);
    } else {
        std::vector<std::string> names = blocks;
        names.insert(names.end(), recorded.begin(), recorded.end());
        throw std::invalid_argument(
            fmt::format("history_of: no block named {}, expected one of {}", name, fmt::join(names, ", ")));
    }
    return array_of(out);
}

}  // namespace lamina
