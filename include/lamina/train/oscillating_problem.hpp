#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <lamina/network/two_scale_expansion.hpp>
#include <lamina/sample/fast_scale.hpp>
#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// A linear equation for one function on a rectangle whose coefficients depend on y = x / eps alone,
///     -div(A grad u) + b . grad u + r u = s,
/// s without a fast scale: what slow functions become in such a medium is known (two_scale_expansion.hpp), and the
/// equation leaves of them something slow. Sides on which u is prescribed have layers.
class oscillating_problem {
public:
    /// None where the problem is another, where nothing is fast, and where no grid resolves the correctors
    static std::optional<oscillating_problem> of(problem_in_space const& problem);

    /// Polynomials of a degree, dressed up to an order, at 2.5 rows a function. Rows of the equation are multiplied by
    /// min(1, 3 d), d the distance to the nearest corner in units of the shorter side: solutions are not smooth there.
    /// None where correctors of that order were not found.
    [[nodiscard]] std::optional<linear_space> space(int order, std::size_t degree) const;

private:
    box domain_{{0, 0}, {1, 1}};
    std::string parameter_;
    std::shared_ptr<two_scale_expansion> medium_;
};

}  // namespace lamina::solving
