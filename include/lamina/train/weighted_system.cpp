#include <lamina/train/weighted_system.hpp>

#include <utility>

#include <lamina/rows/row_weights.hpp>

namespace lamina {

weighted_system::weighted_system(residual_system<double>& system) : system_(system), weighted_(system.rows()) {}

std::span<double const> weighted_system::weights() {
    if (auto lambda = block_weights(system_); lambda != lambda_) {
        lambda_ = std::move(lambda);
        weight_ = row_weights(system_);
    }
    return weight_;
}

double weighted_system::residual(std::span<double const> theta, std::span<double> r) {
    system_.residual(theta, r);
    auto const weight = weights();
    double sum = 0;
    for (std::size_t k = 0; k < weight.size(); ++k) r[k] *= weight[k], sum += r[k] * r[k];
    return sum / 2;
}

void weighted_system::times(std::span<double const> theta, std::span<double const> v, std::span<double> out) {
    system_.jacobian_times(theta, v, out);
    auto const weight = weights();
    for (std::size_t k = 0; k < weight.size(); ++k) out[k] *= weight[k];
}

void weighted_system::transposed_times(std::span<double const> theta, std::span<double const> w,
                                       std::span<double> out) {
    auto const weight = weights();
    for (std::size_t k = 0; k < weight.size(); ++k) weighted_[k] = weight[k] * w[k];
    system_.transposed_times(theta, weighted_, out);
}

}  // namespace lamina
