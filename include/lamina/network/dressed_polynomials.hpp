#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include <lamina/network/trial_space.hpp>
#include <lamina/network/two_scale_expansion.hpp>

namespace lamina {

/// What products T_d(s_0) T_e(s_1) of Chebyshev polynomials, d, e <= degree, on a rectangle become in an oscillating
/// medium (two_scale_expansion.hpp, up to an order), e fastest, without the constant where it stays one. There are as
/// many whatever eps is.
class dressed_polynomials final : public trial_space {
public:
    /// The rectangle is lower_i <= x_i <= upper_i.
    dressed_polynomials(std::shared_ptr<two_scale_expansion const> medium, int order, std::array<double, 2> lower,
                        std::array<double, 2> upper, std::size_t degree);

    [[nodiscard]] std::size_t size() const override { return (degree_ + 1) * (degree_ + 1) - first_; }
    [[nodiscard]] xt::xtensor<double, 2> derivative(std::span<double const> points,
                                                    std::array<int, max_axes> const& times) const override;
    [[nodiscard]] xt::xtensor<double, 2> combined(std::span<double const> coefficients, std::span<double const> points,
                                                  std::array<int, max_axes> const& times) const override;

private:
    std::shared_ptr<two_scale_expansion const> medium_;
    int order_;
    std::array<double, 2> lower_, upper_;
    std::size_t degree_, first_;  ///< 1 where the first product, the constant, is left out

    /// Calls use(p, T_0, G, T_1) for each point: the products' derivatives there are T_0^T G T_1
    template <class Use>
    void at_each(std::span<double const> points, std::array<int, max_axes> const& times, Use const& use) const;
};

}  // namespace lamina
