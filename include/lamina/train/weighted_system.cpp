#include <lamina/train/weighted_system.hpp>

#include <lamina/rows/row_weights.hpp>

namespace lamina {

weighted_system::weighted_system(residual_system<double>& system)
    : system_(system), weight_(row_weights(system)), weighted_(system.rows()) {}

double weighted_system::residual(std::span<double const> theta, std::span<double> r) {
    system_.residual(theta, r);
    double sum = 0;
    for (std::size_t k = 0; k < weight_.size(); ++k) r[k] *= weight_[k], sum += r[k] * r[k];
    return sum / 2;
}

void weighted_system::times(std::span<double const> theta, std::span<double const> v, std::span<double> out) {
    system_.jacobian_times(theta, v, out);
    for (std::size_t k = 0; k < weight_.size(); ++k) out[k] *= weight_[k];
}

void weighted_system::transposed_times(std::span<double const> theta, std::span<double const> w,
                                       std::span<double> out) {
    for (std::size_t k = 0; k < weight_.size(); ++k) weighted_[k] = weight_[k] * w[k];
    system_.transposed_times(theta, weighted_, out);
}

}  // namespace lamina
