#pragma once

#include <cstddef>

namespace lamina {

class schedule;

/// At the iterations 0, n, 2 n, ... of a run: `every(n)`.
struct every_iterations {
    std::size_t iterations;

    /// The rate first * factor^floor(k / n), see schedule.hpp: decay(1e-3, 0.9, every(1000)). Found by its argument
    /// alone, so that a program may call what it likes decay. Throws std::invalid_argument for a factor outside (0, 1].
    friend schedule decay(double first, double factor, every_iterations n);
};
/// Throws std::invalid_argument for n below 1.
every_iterations every(std::ptrdiff_t n);

/// At the first iteration after each of so many seconds
struct every_seconds {
    double seconds;
};

}  // namespace lamina
