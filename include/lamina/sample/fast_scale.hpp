#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/sample/bindings.hpp>
#include <lamina/sample/box.hpp>

namespace lamina {

/// A scale p on which expressions of a position x oscillate as functions of x and y = x / p.
struct fast_scale {
    std::string_view parameter;  ///< of whose value p is a power
    double p = 0;
    std::vector<double> period;  ///< in y, along each axis
};

/// Expressions of x alone with their x / p as a variable of its own, for up to S scales p
class apart_in_scales {
public:
    /// Reads the scalars `roots` of `g`, whose position, in a box, is called `position`. There is a scale where a bound
    /// parameter, its square or its cube divides what is affine in x, and the expressions as functions of y are
    /// periodic along each axis, with a period of 1 or 2 pi times n / m, n <= 6, m <= 4, to 1e-9 at sample points.
    /// Looks for at most so many, up to two.
    apart_in_scales(graph::arena& g, std::vector<graph::node_id> const& roots, std::string_view position,
                    box const& domain, bindings const& known, std::size_t most = 1);

    /// Those that were found, S of them
    [[nodiscard]] std::vector<fast_scale> const& scales() const { return scales_; }
    /// Whether a root varies with the y, and with x where they stay
    [[nodiscard]] bool is_fast(std::size_t root) const { return fast_[root]; }
    [[nodiscard]] bool is_slow(std::size_t root) const { return slow_[root]; }
    /// Root k at x_i and at y_j, those of a scale after those of another, of shape (N, D) and (M, S D): shape (N, M).
    /// Throws as `tabulate`.
    [[nodiscard]] xt::xtensor<double, 2> values(std::size_t root, std::span<double const> x,
                                                std::span<double const> y) const;

private:
    graph::arena* g_;
    std::vector<graph::node_id> roots_;
    std::vector<bool> fast_, slow_;
    std::size_t axes_;
    bindings const* known_;
    std::vector<fast_scale> scales_;

    /// The periods of the last scale along all axes, shape (D,), if something varies with it and all that does has some
    [[nodiscard]] std::optional<std::vector<double>> periods(std::vector<double> const& slow) const;
    /// Which roots are fast, and which slow
    void read_kinds(std::vector<double> const& slow);
};

}  // namespace lamina
