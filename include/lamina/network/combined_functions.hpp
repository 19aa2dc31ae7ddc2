#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <lamina/network/trial_space.hpp>

namespace lamina {

/// Combinations sum_k c_ik phi_k of the functions of a space, each a function of this one
class combined_functions final : public trial_space {
public:
    /// c of shape (size, of->size())
    combined_functions(std::shared_ptr<trial_space const> of, std::vector<double> coefficients)
        : of_(std::move(of)), coefficients_(std::move(coefficients)) {}

    std::size_t size() const override { return coefficients_.size() / of_->size(); }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override;

private:
    std::shared_ptr<trial_space const> of_;
    std::vector<double> coefficients_;
};

}  // namespace lamina
