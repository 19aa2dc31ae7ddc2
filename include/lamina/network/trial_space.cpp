#include <lamina/network/trial_space.hpp>

#include <xtensor/xtensor.hpp>

namespace lamina {

xt::xtensor<double, 2> trial_space::combined(std::span<double const> coefficients, std::span<double const> points,
                                             std::array<int, max_axes> const& times) const {
    xt::xtensor<double, 2> const values = derivative(points, times);
    std::size_t const functions = values.shape(0), count = values.shape(1), outputs = coefficients.size() / functions;
    xt::xtensor<double, 2> out({outputs, count}, 0.0);
    for (std::size_t i = 0; i < outputs; ++i)
        for (std::size_t k = 0; k < functions; ++k) {
            double const c = coefficients[i * functions + k];
            double const* const value = values.data() + k * count;
            double* const to = out.data() + i * count;
            for (std::size_t p = 0; c != 0 && p < count; ++p) to[p] += c * value[p];
        }
    return out;
}

}  // namespace lamina
