#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/sample/bindings.hpp>

namespace lamina {

/// The scale p on which expressions of one coordinate x oscillate as functions of x and y = x / p.
struct fast_scale {
    std::string_view parameter;  ///< whose value p is
    double p = 0;
    double period = 0;  ///< in y
};

/// Expressions of x alone with their x / p as a variable of its own
class apart_in_scales {
public:
    /// Reads the scalars `roots` of `g`, whose position is called `position`. There is a scale where a bound parameter
    /// divides what is affine in x, and the expressions as functions of y are periodic, with a period of 1 or 2 pi
    /// times n / m, n <= 6, m <= 4, to 1e-9 at sample points.
    apart_in_scales(graph::arena& g, std::vector<int> const& roots, std::string_view position, double lower,
                    double upper, bindings const& known);

    [[nodiscard]] std::optional<fast_scale> const& scale() const { return scale_; }
    /// Whether a root varies with y
    [[nodiscard]] bool is_fast(std::size_t root) const { return fast_[root]; }
    /// Root k at x_i and y_j, shape (N, M). Throws as `tabulate`.
    [[nodiscard]] xt::xtensor<double, 2> values(std::size_t root, std::span<double const> x,
                                                std::span<double const> y) const;

private:
    graph::arena* g_;
    std::vector<int> roots_;
    std::vector<bool> fast_;
    bindings const* known_;
    std::optional<fast_scale> scale_;
};

}  // namespace lamina
