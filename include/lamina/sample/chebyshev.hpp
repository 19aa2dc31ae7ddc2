#pragma once

#include <memory>

#include <lamina/network/trial_space.hpp>
#include <lamina/sample/box.hpp>

namespace lamina {

/// Products of Chebyshev polynomials T_k of degree <= `degree` in each coordinate of a box: exponential accuracy
/// for smooth solutions.
struct chebyshev {
    std::size_t degree;

    /// Throws std::invalid_argument if the degree is 0.
    [[nodiscard]] std::shared_ptr<trial_space const> on(box const& domain) const;
};

}  // namespace lamina
