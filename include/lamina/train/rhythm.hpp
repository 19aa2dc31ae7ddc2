#pragma once

#include <cstddef>

namespace lamina {

/// At the iterations 0, n, 2 n, ... of a run: `every(n)`.
struct every_iterations {
    std::size_t iterations;
};
/// Throws std::invalid_argument for n below 1.
every_iterations every(std::ptrdiff_t n);

/// At the first iteration after each of so many seconds
struct every_seconds {
    double seconds;
};

}  // namespace lamina
