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

    explicit fourier_operator(cell_equation const& cell);

    /// out = transform of div of a field of shape (m D, points), where a function can balance it
    void divergence(std::span<double const> field, spectrum& out);
    /// out = grad x, shape (m D, points)
    void gradient(spectrum const& x, std::vector<double>& out);
    /// out = -div(A grad x + c x) + b . grad x, without its mean; returns that of b . grad x
    double apply(spectrum const& x, spectrum& out);
    /// 0 for the mean, which is 0, and for the Nyquist modes, whose derivatives a grid cannot hold
    void project(spectrum& x) const;
    /// The inverse of -mean(tr A / D) lap; with several components that of -div(mean(A) grad), mode by mode
    void precondition(spectrum const& r, spectrum& z) const;
    /// The coefficients of functions of shape (m, points), and their values
    void transform(std::span<double const> f, spectrum& out);
    void values(spectrum const& x, std::vector<double>& out);

private:
    cell_equation const& cell_;
    fourier_transform fft_;
    std::size_t d_, m_, n_;
    std::vector<double> inverse_laplacian_;  // shape (points,), 0 where the operator is not inverted
    spectrum inverse_;                       // shape (m, m, points), if m > 1
    spectrum symbol_;                        // shape (D, points)
    std::vector<double> gradient_, field_;   // shape (m D, points)
    std::vector<double> value_;              // shape (points,)
    spectrum work_, second_work_;

    void invert_mean();
};

}  // namespace lamina
