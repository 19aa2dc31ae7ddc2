#include <lamina/report/positive_count.hpp>

#include <stdexcept>

namespace lamina {

void expect_positive(std::size_t n, std::string const& what) {
    auto const written = static_cast<std::ptrdiff_t>(n);
    if (written < 1)
        throw std::invalid_argument(what + " is " + std::to_string(written) + ", expected at least 1");
}

}  // namespace lamina
