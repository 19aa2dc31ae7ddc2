#include <lamina/network/trial_space.hpp>

namespace lamina {

std::vector<double> trial_space::combined(std::span<double const> coefficients, std::span<double const> points,
                                          std::array<int, max_axes> const& times) const {
    std::size_t const functions = size(), outputs = coefficients.size() / functions;
    std::vector<double> const values = derivative(points, times);
    std::size_t const count = values.size() / functions;
    std::vector<double> out(outputs * count, 0.0);
    for (std::size_t i = 0; i < outputs; ++i)
        for (std::size_t k = 0; k < functions; ++k) {
            double const c = coefficients[i * functions + k];
            for (std::size_t p = 0; c != 0 && p < count; ++p) out[i * count + p] += c * values[k * count + p];
        }
    return out;
}

}  // namespace lamina
