#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>

namespace lamina {

/// Bytes of memory that the machine has
double physical_memory();

/// The product of the counts, as it is before memory is asked for. Throws std::invalid_argument
/// "<what> need <product> numbers, <x> GB, more than the <y> GB of this machine" if that many doubles do not fit;
/// the counts are doubles, so that no product of sizes overflows.
std::size_t expect_memory(std::string const& what, std::initializer_list<double> counts);

}  // namespace lamina
