#include <lamina/homogenize/cell_equation.hpp>

#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

#include <lamina/homogenize/fourier_transform.hpp>
#include <lamina/homogenize/gmres.hpp>

namespace lamina {

namespace {

using spectrum = fourier_transform::spectrum;
using complex = std::complex<double>;

double dot(spectrum const& a, spectrum const& b) {
    double sum = 0;
    for (std::size_t p = 0; p < a.size(); ++p) sum += a[p].real() * b[p].real() + a[p].imag() * b[p].imag();
    return sum;
}

complex times(complex a, complex b) {  // without the checks for infinities of operator*
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

std::string at_point(cell_equation const& cell, std::size_t p) {
    auto const y = cell.at(p);
    std::string out = "y = (";
    for (std::size_t i = 0; i < cell.dimension; ++i) out += fmt::format("{}{:.6g}", i > 0 ? ", " : "", y[i]);
    return out + ")";
}

/// Throws for what no solver could solve; returns true if the operator is symmetric.
bool check(cell_equation const& cell) {
    std::size_t const d = cell.dimension, n = cell.points();
    auto sized = [](char const* name, std::size_t size, std::size_t expected) {
        if (size != expected)
            throw std::invalid_argument(
                fmt::format("cell equation: {} has {} numbers, expected {}", name, size, expected));
    };
    if (d < 1 || d > 3)
        throw std::invalid_argument(fmt::format("cell equation: dimension is {}, expected 1, 2 or 3", d));
    sized("tensor", cell.tensor.size(), d * d * n);
    sized("flux", cell.flux.size(), d * n);
    if (!cell.source.empty()) sized("source", cell.source.size(), n);
    if (!cell.transport.empty()) sized("transport", cell.transport.size(), d * n);
    if (!cell.drift.empty()) sized("drift", cell.drift.size(), d * n);
    bool symmetric = cell.transport.empty() && cell.drift.empty();
    for (std::size_t p = 0; p < n; ++p) {
        Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 3, 3> a(d, d);
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t j = 0; j < d; ++j) {
                double const v = cell.tensor[(i * d + j) * n + p];
                if (!std::isfinite(v))
                    throw std::invalid_argument(
                        fmt::format("cell equation: coefficient entry ({}, {}) is {} at {}, expected a finite number",
                                    i, j, v, at_point(cell, p)));
                a(static_cast<long>(i), static_cast<long>(j)) = v;
            }
        symmetric = symmetric && (a - a.transpose()).norm() <= 1e-14 * a.norm();
        double const least = Eigen::SelfAdjointEigenSolver<decltype(a)>((a + a.transpose()) / 2, Eigen::EigenvaluesOnly)
                                 .eigenvalues()(0);
        if (!(least > 0))
            throw std::invalid_argument(
                fmt::format("cell equation: the coefficient is not coercive at {}: the smallest eigenvalue of its "
                            "symmetric part is {:.6g}, expected > 0",
                            at_point(cell, p), least));
    }
    double mean = 0, size = 0;
    for (double const s : cell.source) mean += s / static_cast<double>(n), size += std::abs(s) / static_cast<double>(n);
    if (cell.drift.empty() && std::abs(mean) > 1e-10 * size)
        throw std::invalid_argument(fmt::format(
            "cell equation: the mean of the source is {:.6g}, expected 0: without that no periodic solution exists",
            mean));
    return symmetric;
}

class fourier_operator {
public:
    explicit fourier_operator(cell_equation const& cell)
        : cell_(cell), fft_(cell.grid, cell.period), d_(cell.dimension), n_(cell.points()) {
        for (std::size_t i = 0; i < d_; ++i)
            for (std::size_t p = 0; p < n_; ++p)
                mean_ += cell.tensor[(i * d_ + i) * n_ + p] / static_cast<double>(d_ * n_);
        inverse_laplacian_.assign(n_, 0.0);
        symbol_.resize(d_ * n_);
        for (std::size_t p = 0; p < n_; ++p) {
            double k2 = 0;
            for (std::size_t i = 0; i < d_; ++i) {
                complex const k = symbol_[i * n_ + p] = derivative_symbol(cell, fft_, i, p);
                k2 += std::norm(k);
            }
            if (k2 > 0 && (cell.by_differences || !fft_.is_nyquist(p))) inverse_laplacian_[p] = 1 / (mean_ * k2);
        }
    }

    /// out = transform of div of a vector field, shape (D, points), where a potential can balance it
    void divergence(std::span<double const> field, spectrum& out) {
        out.assign(n_, 0.0);
        auto add = [&](std::size_t i, spectrum const& component) {
            for (std::size_t p = 0; p < n_; ++p) out[p] -= times(std::conj(symbol_[i * n_ + p]), component[p]);
        };
        for (std::size_t i = 0; i + 1 < d_; i += 2) {
            fft_.forward(field.subspan(i * n_, n_), field.subspan((i + 1) * n_, n_), work_, second_work_);
            add(i, work_);
            add(i + 1, second_work_);
        }
        if (d_ % 2 == 1) {
            fft_.forward(field.subspan((d_ - 1) * n_, n_), work_);
            add(d_ - 1, work_);
        }
        project(out);
    }

    /// out = grad x, shape (D, points)
    void gradient(spectrum const& x, std::vector<double>& out) {
        out.resize(d_ * n_);
        auto derivative = [&](std::size_t i, spectrum& component) {
            component.resize(n_);
            for (std::size_t p = 0; p < n_; ++p) component[p] = times(symbol_[i * n_ + p], x[p]);
        };
        auto const values = std::span(out);
        for (std::size_t i = 0; i + 1 < d_; i += 2) {
            derivative(i, work_);
            derivative(i + 1, second_work_);
            fft_.inverse(work_, second_work_, values.subspan(i * n_, n_), values.subspan((i + 1) * n_, n_));
        }
        if (d_ % 2 == 1) {
            derivative(d_ - 1, work_);
            fft_.inverse(work_, values.subspan((d_ - 1) * n_, n_));
        }
    }

    /// out = -div(A grad x + c x) + b . grad x, without its mean; returns that of b . grad x
    double apply(spectrum const& x, spectrum& out) {
        gradient(x, gradient_);
        field_.assign(d_ * n_, 0.0);
        if (!cell_.transport.empty()) {
            value_.resize(n_);
            fft_.inverse(x, value_);
            for (std::size_t i = 0; i < d_; ++i)
                for (std::size_t p = 0; p < n_; ++p) field_[i * n_ + p] -= cell_.transport[i * n_ + p] * value_[p];
        }
        for (std::size_t i = 0; i < d_; ++i)
            for (std::size_t j = 0; j < d_; ++j)
                for (std::size_t p = 0; p < n_; ++p)
                    field_[i * n_ + p] -= cell_.tensor[(i * d_ + j) * n_ + p] * gradient_[j * n_ + p];
        divergence(field_, out);
        if (cell_.drift.empty()) return 0;
        value_.assign(n_, 0.0);
        double mean = 0;
        for (std::size_t i = 0; i < d_; ++i)
            for (std::size_t p = 0; p < n_; ++p) value_[p] += cell_.drift[i * n_ + p] * gradient_[i * n_ + p];
        for (double const v : value_) mean += v / static_cast<double>(n_);
        fft_.forward(value_, work_);
        project(work_);
        for (std::size_t p = 0; p < n_; ++p) out[p] += work_[p];
        return mean;
    }

    /// 0 for the mean, which is 0, and for the Nyquist modes, whose derivatives a grid cannot hold
    void project(spectrum& x) const {
        for (std::size_t p = 0; p < n_; ++p)
            if (inverse_laplacian_[p] == 0) x[p] = 0;
    }

    void precondition(spectrum const& r, spectrum& z) const {
        z = r;
        for (std::size_t p = 0; p < n_; ++p) z[p] *= inverse_laplacian_[p];
    }

    fourier_transform& fft() { return fft_; }

private:
    cell_equation const& cell_;
    fourier_transform fft_;
    std::size_t d_, n_;
    double mean_ = 0;
    std::vector<double> inverse_laplacian_;
    spectrum symbol_;                       // shape (D, points)
    std::vector<double> gradient_, field_;  // shape (D, points)
    std::vector<double> value_;             // shape (points,)
    spectrum work_, second_work_;
};

void axpy(double a, spectrum const& x, spectrum& y) {
    for (std::size_t p = 0; p < y.size(); ++p) y[p] += a * x[p];
}

std::size_t conjugate_gradients(fourier_operator& op, spectrum const& b, spectrum& x, cell_options const& options) {
    spectrum r = b, z, q, s(b.size());
    op.precondition(r, z);
    s = z;
    double rz = dot(r, z);
    double const target = options.tolerance * options.tolerance * dot(b, b);
    std::size_t k = 0;
    for (; k < options.iterations && dot(r, r) > target; ++k) {
        op.apply(s, q);
        double const alpha = rz / dot(s, q);
        axpy(alpha, s, x);
        axpy(-alpha, q, r);
        op.precondition(r, z);
        double const next = dot(r, z);
        for (std::size_t p = 0; p < s.size(); ++p) s[p] = z[p] + next / rz * s[p];
        rz = next;
    }
    return k;
}

}  // namespace

std::complex<double> derivative_symbol(cell_equation const& cell, fourier_transform const& fft, std::size_t i,
                                       std::size_t p) {
    if (!cell.by_differences) return {0.0, fft.wave_number(i, p)};
    double const n = static_cast<double>(cell.grid[i]), spacing = cell.period[i] / n;
    double const angle = 2 * std::numbers::pi * static_cast<double>(fft.frequency(i, p)) / n;
    bool const nyquist = 2 * fft.frequency(i, p) == static_cast<long>(cell.grid[i]);  // real, exactly
    return complex(std::cos(angle) - 1, nyquist ? 0.0 : std::sin(angle)) / spacing;
}

cell_solution solve(cell_equation const& cell, cell_options const& options) {
    bool const symmetric = check(cell);
    std::size_t const n = cell.points();
    fourier_operator op(cell);
    spectrum b, x(n, 0.0), r;
    op.divergence(cell.flux, b);
    if (!cell.source.empty()) {
        spectrum s;
        op.fft().forward(cell.source, s);
        op.project(s);
        axpy(1, s, b);
    }
    cell_solution out;
    double const size = std::sqrt(dot(b, b));
    if (size > 0) {
        out.iterations =
            symmetric ? conjugate_gradients(op, b, x, options)
                      : gmres([&](spectrum const& p, spectrum& q) { op.apply(p, q); },
                              [&](spectrum const& p, spectrum& q) { op.precondition(p, q); }, b, x, options.tolerance,
                              options.iterations);
        out.imbalance = -op.apply(x, r);
        for (std::size_t p = 0; p < n; ++p) r[p] = b[p] - r[p];
        out.residual = std::sqrt(dot(r, r)) / size;
        if (!(out.residual <= options.accepted))
            throw std::runtime_error(
                fmt::format("cell equation: not solved: relative residual {:.3g} after {} iterations, expected <= "
                            "{:.3g}; allow more "
                            "iterations or use a finer grid",
                            out.residual, out.iterations, options.accepted));
    }
    for (double const v : cell.source) out.imbalance += v / static_cast<double>(n);
    out.chi.resize(n);
    op.fft().inverse(x, out.chi);
    op.gradient(x, out.gradient);
    return out;
}

}  // namespace lamina
