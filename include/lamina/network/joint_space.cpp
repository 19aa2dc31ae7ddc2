#include <lamina/network/joint_space.hpp>

#include <algorithm>

#include <xtensor/xtensor.hpp>

namespace lamina {

xt::xtensor<double, 2> joint_space::derivative(std::span<double const> points,
                                               std::array<int, max_axes> const& times) const {
    auto const first = first_->derivative(points, times), second = second_->derivative(points, times);
    auto out = xt::xtensor<double, 2>::from_shape({first.shape(0) + second.shape(0), first.shape(1)});
    std::ranges::copy(second, std::ranges::copy(first, out.data()).out);
    return out;
}

}  // namespace lamina
