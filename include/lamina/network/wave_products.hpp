#pragma once

#include <vector>

#include <lamina/network/trial_space.hpp>

namespace lamina {

/// The functions T_d(s) cos(k kappa x) and T_d(s) sin(k kappa x), d <= degrees[k], k = 0, 1, ..., of one variable on an
/// interval, s in [-1, 1] the scaled x: slow polynomials times multiples of a fast wave of angular wave number kappa.
/// Without the constant, functions first.
class wave_products final : public trial_space {
public:
    /// Throws std::invalid_argument unless lower < upper, kappa is finite and not 0, and there is a degree.
    wave_products(double lower, double upper, double kappa, std::vector<std::size_t> degrees);

    std::size_t size() const override { return functions_; }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override;

private:
    double lower_, upper_, kappa_;
    std::vector<std::size_t> degrees_;
    std::size_t functions_ = 0, highest_ = 0;
};

}  // namespace lamina
