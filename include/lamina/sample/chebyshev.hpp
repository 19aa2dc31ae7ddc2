#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

#include <lamina/network/trial_space.hpp>
#include <lamina/sample/box.hpp>

namespace lamina {

/// Products of Chebyshev polynomials T_k in the coordinates of a box: exponential accuracy for smooth solutions.
/// Degrees k <= n_i along axis i: `chebyshev{n}` for all axes, `chebyshev{n_0, n_1}` for each, time last.
struct chebyshev {
    std::vector<std::size_t> degrees;

    chebyshev(std::initializer_list<std::size_t> of_axes) : degrees(of_axes) {}
    explicit chebyshev(std::integral auto... of_axes) : degrees{static_cast<std::size_t>(of_axes)...} {}

    /// Throws std::invalid_argument if a degree is 0, or unless there is one degree, or one for each axis.
    [[nodiscard]] std::shared_ptr<trial_space const> on(box const& domain) const;
};

}  // namespace lamina
