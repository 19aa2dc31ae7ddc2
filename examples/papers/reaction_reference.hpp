#pragma once

#include <complex>
#include <functional>
#include <utility>
#include <vector>

/// The solution of u_t = nu u_xx + r u + f(u), periodic on [-1, 1), at n equispaced points: a Fourier series, with the
/// fourth-order exponential time differencing of Cox and Matthews (ETDRK4), its coefficients by the contour integrals
/// of Kassam and Trefethen. n is a power of two; an error of the fourth order in the step.
class reaction_reference {
public:
    reaction_reference(std::size_t n, double nu, double r, std::function<double(double)> f,
                       std::function<double(double)> const& start, double step);

    void run_to(double t);
    /// u and u_x at points() of every `few`th
    [[nodiscard]] std::pair<std::vector<double>, std::vector<double>> values(std::size_t few) const;
    [[nodiscard]] double x(std::size_t k) const { return -1 + 2 * static_cast<double>(k) / static_cast<double>(n_); }

private:
    using series = std::vector<std::complex<double>>;
    std::size_t n_;
    std::function<double(double)> f_;
    double step_, t_ = 0;
    std::vector<double> whole_, half_, inner_, first_, middle_, last_;
    series u_;

    [[nodiscard]] double wave(std::size_t k) const;
    [[nodiscard]] series reaction(series const& u) const;
    void advance();
};
