#pragma once

#include <cstddef>
#include <vector>

#include <lamina/network/trial_space.hpp>

namespace lamina {

/// A wave and the polynomials before its cosine and its sine
struct modulated_wave {
    double number;       ///< angular
    std::size_t degree;  ///< the highest
};

/// The functions T_d(s) cos(kappa x) and T_d(s) sin(kappa x), d <= degree, of one variable on an interval, s in [-1, 1]
/// the scaled x, for each of several waves; of the first, whose number is 0, the polynomials alone. Without the
/// constant, functions first.
class wave_products final : public trial_space {
public:
    /// Throws std::invalid_argument unless lower < upper, there is a first wave of number 0, and the others have finite
    /// ones that are not 0.
    wave_products(double lower, double upper, std::vector<modulated_wave> waves);

    std::size_t size() const override { return functions_; }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override;

private:
    double lower_, upper_;
    std::vector<modulated_wave> waves_;
    std::size_t functions_ = 0, highest_ = 0;
};

}  // namespace lamina
