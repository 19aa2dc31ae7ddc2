#pragma once

#include <cstddef>
#include <string>

namespace lamina {

/// Throws std::invalid_argument, "WHAT is -1, expected at least 1", unless n is positive. A negative number that became
/// a size is beyond all sizes of arrays, and is told as what it was.
void expect_positive(std::size_t n, std::string const& what);

}  // namespace lamina
