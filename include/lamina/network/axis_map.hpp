#pragma once

#include <array>
#include <vector>

namespace lamina {

/// A smooth increasing map of lower <= x <= upper onto 0 <= z <= 1, whose slope is a Fourier series,
///     z = s + sum over k >= 1 of (c_k sin(w_k s) + d_k (1 - cos(w_k s))) / w_k,   s = (x - lower) / (upper - lower),
/// w_k = 2 pi k where the axis is periodic and pi k, d_k = 0 where it is not: an even grid in z crowds where z is
/// steep.
class axis_map {
public:
    /// Without c and d: z = s
    axis_map(double lower, double upper, bool periodic, std::vector<double> c = {}, std::vector<double> d = {});

    [[nodiscard]] double lower() const { return lower_; }
    [[nodiscard]] double upper() const { return upper_; }
    [[nodiscard]] bool periodic() const { return periodic_; }
    /// z and its derivatives by x of order j up to 4, over j!
    [[nodiscard]] std::array<double, 5> taylor(double x) const;
    /// x of a z
    [[nodiscard]] double inverse(double z) const;

private:
    double lower_, upper_;
    bool periodic_;
    std::vector<double> c_, d_;
};

}  // namespace lamina
