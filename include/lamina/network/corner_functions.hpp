#pragma once

#include <array>
#include <complex>
#include <vector>

#include <lamina/network/trial_space.hpp>

namespace lamina {

/// z^alpha conj(z)^beta log(z)^logs, of one variable z of the plane, conj(z)^beta = exp(beta conj(log z))
struct corner_power {
    std::complex<double> alpha, beta;
    int logs = 0;

    /// Of homogeneity, but for logarithms
    [[nodiscard]] double degree() const { return (alpha + beta).real(); }
    /// 2, its real and its imaginary part, or 1 where it is real
    [[nodiscard]] int functions() const { return logs == 0 && alpha == std::conj(beta) ? 1 : 2; }
    /// Differentiated times[0] times along x_0 and times[1] times along x_1, for z = slope[0] x_0 + slope[1] x_1:
    /// exact, of any order. `log_z`: log z.
    [[nodiscard]] std::complex<double> derivative(std::complex<double> log_z,
                                                  std::array<std::complex<double>, 2> const& slope,
                                                  std::array<int, 2> times) const;
};

/// What solutions are near a corner of a domain in the plane: sums of powers of z = slope . (x - at). Within the domain
/// 0 <= arg z < pi.
struct singular_corner {
    std::array<double, 2> at;
    std::array<std::complex<double>, 2> slope;
    std::vector<corner_power> powers;
};

/// The functions Re f and, where f is not real, Im f of the powers f of corners. In the corner itself the value of a
/// point at 1e-12 from there, as derivatives may be infinite.
class corner_functions final : public trial_space {
public:
    explicit corner_functions(std::vector<singular_corner> corners);

    std::size_t size() const override { return functions_; }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override;

private:
    std::vector<singular_corner> corners_;
    std::size_t functions_ = 0;
};

}  // namespace lamina
