#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <lamina/network/two_scale_expansion.hpp>
#include <lamina/sample/fast_scale.hpp>
#include <lamina/train/in_space.hpp>
#include <lamina/train/oscillating_source.hpp>

namespace lamina::solving {

/// A linear equation for one function on a rectangle whose coefficients depend on y = x / eps alone,
///     -div(A grad u) + b . grad u + r u = s,
/// s(x, x / eps) of few terms (oscillating_source.hpp): what slow functions become in such a medium is known
/// (two_scale_expansion.hpp), and the equation leaves of them something slow, of those of its source what is fast in
/// it. Sides have layers, of what their conditions read of u (wall_conditions.hpp).
class oscillating_problem {
public:
    /// None where the problem is another, where nothing is fast, and where no grid resolves the correctors or few terms
    /// the source
    static std::optional<oscillating_problem> of(problem_in_space const& problem);

    /// Polynomials of a degree, dressed up to an order, and a function for each term of the source, at 2.5 rows a
    /// function. Rows of the equation and of slopes on sides are multiplied by min(1, 3 d), d the distance to the
    /// nearest corner in units of the shorter side: solutions are not smooth there, and what a layer has on the side
    /// that it ends at is not what is given there. A condition on a mean resolves eps: more rows. None where correctors
    /// of that order were not found, or these rows are too many.
    [[nodiscard]] std::optional<linear_space> space(int order, std::size_t degree) const;

private:
    box domain_{{0, 0}, {1, 1}};
    std::string parameter_;
    std::array<double, 2> cell_{};  ///< eps times the periods
    bool has_mean_ = false;
    std::shared_ptr<two_scale_expansion> medium_;
    struct fast_source {
        source_term term;
        std::shared_ptr<two_scale_expansion> medium;
    };
    std::vector<fast_source> sources_;
};

}  // namespace lamina::solving
