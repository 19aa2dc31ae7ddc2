#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

#include <lamina/network/parity.hpp>
#include <lamina/network/trial_space.hpp>
#include <lamina/sample/box.hpp>

namespace lamina {

/// Products of Chebyshev polynomials T_k in the coordinates of a box: exponential accuracy for smooth solutions.
/// Degrees k <= n_i along axis i: `chebyshev{n}` for all axes, `chebyshev{n_0, n_1}` for each, time last.
struct chebyshev {
    std::vector<std::size_t> degrees;
    std::vector<parity> only{};  ///< of these those of a parity about the middle of each axis; empty: all

    chebyshev(std::initializer_list<std::size_t> of_axes) : degrees(of_axes) {}
    explicit chebyshev(std::integral auto... of_axes) : degrees{static_cast<std::size_t>(of_axes)...} {}

    /// The degrees along an axis, rising
    [[nodiscard]] std::vector<std::size_t> along(std::size_t axis) const;
    /// How many there are in so many axes, with the constant, which is there whatever the parity
    [[nodiscard]] std::size_t functions(std::size_t axes) const;
    /// Throws std::invalid_argument if a degree is 0, unless there is one degree, or one for each axis, and no parity,
    /// or one for each axis, and where the constant is the only one.
    [[nodiscard]] std::shared_ptr<trial_space const> on(box const& domain) const;
};

}  // namespace lamina
