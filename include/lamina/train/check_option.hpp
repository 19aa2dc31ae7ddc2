#pragma once

#include <string_view>

namespace lamina {

/// Throws std::invalid_argument "<method>: <name> is <value>, expected <expected>" unless `fits` and value is finite.
void check_option(bool fits, std::string_view method, std::string_view name, double value, std::string_view expected);

}  // namespace lamina
