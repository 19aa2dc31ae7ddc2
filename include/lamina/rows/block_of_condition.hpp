#pragma once

#include <cstddef>
#include <span>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// The first block of condition number k of a problem: that of its first component. Throws std::logic_error where there
/// is none.
residual_block const& block_of_condition(std::span<residual_block const> blocks, std::size_t k);

}  // namespace lamina
