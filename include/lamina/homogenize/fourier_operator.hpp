#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/homogenize/cell_equation.hpp>
#include <lamina/homogenize/fourier_transform.hpp>

namespace lamina {

/// The operator x -> -div(A grad x + c x) + b . grad x of a cell equation, which has to outlive it, on the Fourier
/// coefficients of its m components, shape (m, points), and an approximate inverse.
class fourier_operator {
public:
    using spectrum = fourier_transform::spectrum;
    using vector = spectrum;

    explicit fourier_operator(cell_equation const& cell);

    /// The right-hand side: out = transform of div g + s, where a function can balance it
    void load(spectrum& out);
    /// out = grad x, shape (m D, points)
    void gradient(spectrum const& x, std::vector<double>& out);
    /// out = -div(A grad x + c x) + b . grad x, without its mean; returns that of b . grad x
    double apply(spectrum const& x, spectrum& out);
    /// The inverse of -mean(tr A / D) lap; with several components that of -div(mean(A) grad), mode by mode. Of a
    /// scalar without drift whose a = tr A / D varies by more than 25, that of a^(1/2) (v - lap) a^(1/2), which is
    /// -div(a grad) with v = lap(a^(1/2)) / a^(1/2); v is replaced by a number (Concus and Golub 1973).
    void precondition(spectrum const& r, spectrum& z);
    /// The values, shape (m, points), of a function
    void values(spectrum const& x, std::vector<double>& out);

private:
    cell_equation const& cell_;
    fourier_transform fft_;
    std::size_t d_, m_, n_;
    std::vector<double> inverse_laplacian_;  // shape (points,), 0 where the operator is not inverted
    std::vector<double> scale_, shifted_;    // a^(-1/2) and the inverse of v - lap, shape (points,), or empty
    spectrum inverse_;                       // shape (m, m, points), if m > 1
    spectrum symbol_;                        // shape (D, points)
    std::vector<double> gradient_, field_;   // shape (m D, points)
    std::vector<double> value_;              // shape (points,)
    spectrum work_, second_work_;

    void invert_mean();
    void scale_by_diffusion();
    [[nodiscard]] double diffusion(std::size_t p) const;  ///< tr A / D
    /// out = transform of div of a field of shape (m D, points)
    void divergence(std::span<double const> field, spectrum& out);
    /// 0 for the mean, which is 0, and for the Nyquist modes, whose derivatives a grid cannot hold
    void project(spectrum& x) const;
};

}  // namespace lamina
