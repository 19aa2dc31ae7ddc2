#include <lamina/train/rhythm.hpp>

#include <lamina/train/check_option.hpp>

namespace lamina {

every_iterations every(std::ptrdiff_t n) {
    check_option(n > 0, "every", "n", static_cast<double>(n), "at least 1");
    return {static_cast<std::size_t>(n)};
}

}  // namespace lamina
