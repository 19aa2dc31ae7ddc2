#include <lamina/train/check_option.hpp>

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace lamina {

void check_option(bool fits, std::string_view method, std::string_view name, double value,
                  std::string_view expected) {
    if (!fits || !std::isfinite(value))
        throw std::invalid_argument(fmt::format("{}: {} is {}, expected {}", method, name, value, expected));
}

}  // namespace lamina
