#pragma once

#include <cstddef>
#include <vector>

#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// The discrete Fourier transform of `width` lines of n complex numbers at once, sum_j x_j exp(-2 pi i j k / n), by
/// Stockham's method with the factors 4, 2, 3 and others of n: the lines lie beside each other in SIMD lanes, so that
/// every length is as fast as its factors allow. A prime factor p costs p multiply-adds a number.
class fourier_lines {
public:
    static constexpr std::size_t width = 8;
    using lines = aligned_vector<double>;  ///< shape (n, width), the real or the imaginary parts

    explicit fourier_lines(std::size_t n);

    /// Transforms in place; the others are scratch of the same size. For the inverse, times n, exchange the real and
    /// the imaginary parts.
    void transform(lines& real, lines& imaginary, lines& scratch_real, lines& scratch_imaginary) const;
    [[nodiscard]] std::size_t size() const { return n_; }

private:
    struct stage {
        std::size_t radix, length, stride;  // of what is left to transform, and of what is done
        std::vector<double> cosine, sine;   // exp(-2 pi i j q / length) at (j, q), j < length / radix, 1 <= q < radix
        std::vector<double> root_cosine, root_sine;  // exp(-2 pi i k / radix)
    };
    std::size_t n_;
    std::vector<stage> stages_;
};

}  // namespace lamina
