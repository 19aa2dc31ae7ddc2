// The transform of lines in lanes against its definition.
#include "catch.hpp"

#include <cmath>
#include <complex>
#include <numbers>

#include <lamina/homogenize/fourier_lines.hpp>

using namespace lamina;

TEST_CASE("a transform of lines is the sum that defines it, whatever the factors of its length", "[homogenize]") {
    constexpr std::size_t width = fourier_lines::width;
    // powers of 2 and 4, other factors up to 32, and lengths with a larger one, which are convolutions
    for (std::size_t const n : {1, 2, 3, 4, 8, 12, 30, 49, 62, 64, 74, 97, 210}) {
        fourier_lines const transform(n);
        fourier_lines::buffers b(n);
        std::vector<std::complex<double>> f(n * width);
        for (std::size_t k = 0; k < f.size(); ++k) {
            b.real[k] = std::sin(static_cast<double>(k * k + 1));
            b.imaginary[k] = std::cos(static_cast<double>(3 * k));
            f[k] = {b.real[k], b.imaginary[k]};
        }
        transform.forward(b);
        double worst = 0;
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t w = 0; w < width; ++w) {
                std::complex<double> sum = 0;
                for (std::size_t j = 0; j < n; ++j)
                    sum += f[j * width + w] * std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(j * k % n) /
                                                                  static_cast<double>(n));
                worst =
                    std::max(worst, std::abs(sum - std::complex(b.real[k * width + w], b.imaginary[k * width + w])));
            }
        CHECK(worst <= 1e-14 * static_cast<double>(n));
        transform.inverse(b);
        worst = 0;
        for (std::size_t k = 0; k < f.size(); ++k)
            worst = std::max(worst, std::abs(std::complex(b.real[k], b.imaginary[k]) / static_cast<double>(n) - f[k]));
        CHECK(worst <= 1e-14);
    }
}
