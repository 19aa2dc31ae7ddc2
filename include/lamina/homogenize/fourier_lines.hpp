#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <vector>

#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// The discrete Fourier transform of `width` lines of n complex numbers at once, sum_j x_j exp(-2 pi i j k / n), by
/// Stockham's method with the factors 4, 2, 3 and others of n: the lines lie beside each other in SIMD lanes. A prime
/// factor p costs p multiply-adds a number; lengths with one above 32 are turned into convolutions, of a power of 2
/// points (Bluestein 1970).
class fourier_lines {
public:
    static constexpr std::size_t width = 8;
    using lines = aligned_vector<double>;  ///< shape (n, width), the real or the imaginary parts

    /// Real and imaginary parts, with scratch of the same size
    struct buffers {
        lines real, imaginary, scratch_real, scratch_imaginary;
        explicit buffers(std::size_t n = 0)
            : real(n * width), imaginary(n * width), scratch_real(n * width), scratch_imaginary(n * width) {}
        /// For the inverse transform, times n: that of the exchanged parts has exchanged parts.
        void exchange() { real.swap(imaginary); }
    };

    explicit fourier_lines(std::size_t n);

    /// Transforms in place.
    void forward(buffers& of) const;
    /// The inverse, times n
    void inverse(buffers& of) const {
        of.exchange();
        forward(of);
        of.exchange();
    }
    [[nodiscard]] std::size_t size() const { return n_; }

private:
    struct stage {
        std::size_t radix, length, stride;  // of what is left to transform, and of what is done
        std::vector<double> cosine, sine;   // exp(-2 pi i j q / length) at (j, q), j < length / radix, 1 <= q < radix
        std::vector<double> root_cosine, root_sine;  // exp(-2 pi i k / radix)
    };
    std::size_t n_;
    std::vector<stage> stages_;
    std::vector<std::complex<double>> chirp_, kernel_;  // exp(-i pi k^2 / n), and the transform of its inverse
    std::unique_ptr<fourier_lines const> convolution_;  // of a power of 2 points, where n has a large factor

    void by_convolution(buffers& of) const;
};

}  // namespace lamina
