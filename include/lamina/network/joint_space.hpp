#pragma once

#include <memory>
#include <utility>

#include <lamina/network/trial_space.hpp>

namespace lamina {

/// The functions of one space, then those of another
class joint_space final : public trial_space {
public:
    joint_space(std::shared_ptr<trial_space const> first, std::shared_ptr<trial_space const> second)
        : first_(std::move(first)), second_(std::move(second)) {}

    std::size_t size() const override { return first_->size() + second_->size(); }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override;

private:
    std::shared_ptr<trial_space const> first_, second_;
};

}  // namespace lamina
