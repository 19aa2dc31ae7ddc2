#include <lamina/diagnose/dft_amplitudes.hpp>

#include <complex>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <unsupported/Eigen/FFT>
#include <xtensor/xtensor.hpp>

namespace lamina {

xt::xtensor<double, 1> dft_amplitudes(std::span<double const> values) {
    std::size_t const n = values.size();
    if (n < 2) throw std::invalid_argument(fmt::format("dft_amplitudes: {} values, expected at least 2", n));
    std::vector<std::complex<double>> spectrum;
    Eigen::FFT<double> fft;
    fft.fwd(spectrum, std::vector<double>(values.begin(), values.end()));
    auto out = xt::xtensor<double, 1>::from_shape({n / 2 + 1});
    for (std::size_t k = 0; k <= n / 2; ++k)
        out[k] = std::abs(spectrum[k]) * (k == 0 || 2 * k == n ? 1 : 2) / static_cast<double>(n);
    return out;
}

}  // namespace lamina
