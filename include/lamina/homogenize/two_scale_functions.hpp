#pragma once

#include <memory>
#include <vector>

#include <lamina/discretise/solved.hpp>
#include <lamina/dsl/twoscale/slow_factor.hpp>
#include <lamina/homogenize/slow_corrector.hpp>
#include <lamina/network/trial_space.hpp>
#include <lamina/train/no_solution.hpp>

namespace lamina {

/// A term of u1: a factor times a corrector, of a vector one for each component
struct two_scale_term {
    graph::slow_factor factor;
    graph::node_id slow = graph::node_id::none;  ///< the factor of a source as a node of `oscillating_part::g`
    std::vector<slow_corrector> corrector;
};

/// eps u1(x) = eps sum_k f_k(x) chi_k(x, x / eps), f_k a derivative of u0, u0 itself or what a source has of x
struct oscillating_part {
    solved u0;
    std::vector<two_scale_term> terms;
    graph::arena g;
    bindings known;
    double eps = 1;

    /// Component k differentiated times[i] times along axis i of space or, as the last, time, at points of shape (N, D)
    /// or, with time, (N, D + 1): shape (N,). Products are differentiated by Leibniz' rule.
    [[nodiscard]] std::vector<double> operator()(std::size_t k, std::span<double const> points,
                                                 std::span<int const> times) const;

private:
    /// The factor of a term, likewise: shape (N,)
    [[nodiscard]] std::vector<double> slow(two_scale_term const& term, std::span<double const> points,
                                           std::span<int const> times) const;
};

/// Throws std::invalid_argument for an eps that is not positive or not finite.
void expect_scale(double eps);

/// Throws std::invalid_argument where the first axes of the domain go beyond a box of slow points.
void expect_inside(box const& slow, box const& domain);

/// Fields first_order_0, first_order_1, ...: the components of eps u1. At the time at which they start they are 0:
/// what oscillates there has died out after a time of order eps^2.
bindings fields_of(std::shared_ptr<oscillating_part const> const& of);

/// Throws no_solution: the share of the boundary was not found, as eps u1 jumps there at the start, where it does, else
/// for the reason that `solve` had.
[[noreturn]] void refuse_share(oscillating_part const& of, no_solution const& why);

/// The components of `mean` + eps u1, `mean` a solution of the effective problem with the share of the boundary
class two_scale_functions final : public trial_space {
public:
    two_scale_functions(solved mean, std::shared_ptr<oscillating_part const> rest);
    [[nodiscard]] std::size_t size() const override;
    [[nodiscard]] xt::xtensor<double, 2> derivative(std::span<double const> points,
                                                    std::array<int, max_axes> const& times) const override;

private:
    solved mean_;
    std::shared_ptr<oscillating_part const> rest_;
};

}  // namespace lamina
