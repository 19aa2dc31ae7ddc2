#include <lamina/rows/block_of_condition.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

#include <lamina/sample/contradictions.hpp>

namespace lamina {

residual_block const& block_of_condition(std::span<residual_block const> blocks, std::size_t k) {
    std::string const name = name_of_condition(k);
    auto const found = std::ranges::find_if(
        blocks, [&](residual_block const& b) { return b.name == name || b.name.starts_with(name + "["); });
    if (found == blocks.end()) throw std::logic_error("block_of_condition: there is no " + name);
    return *found;
}

}  // namespace lamina
