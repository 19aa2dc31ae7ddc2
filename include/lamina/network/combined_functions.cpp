#include <lamina/network/combined_functions.hpp>

#include <xtensor/xtensor.hpp>

namespace lamina {

xt::xtensor<double, 2> combined_functions::derivative(std::span<double const> points,
                                                      std::array<int, max_axes> const& times) const {
    return of_->combined(coefficients_, points, times);
}

}  // namespace lamina
