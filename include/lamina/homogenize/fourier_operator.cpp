#include <lamina/homogenize/fourier_operator.hpp>

#include <algorithm>
#include <cmath>

#include <Eigen/LU>

#include <lamina/homogenize/complex_product.hpp>

namespace lamina {

namespace {

using complex = std::complex<double>;

}  // namespace

fourier_operator::fourier_operator(cell_equation const& cell)
    : cell_(cell), fft_(cell.grid, cell.period), d_(cell.dimension), m_(cell.components), n_(cell.points()) {
    double mean = 0;
    for (std::size_t i = 0; i < m_ * d_; ++i)
        for (std::size_t p = 0; p < n_; ++p)
            mean += cell.tensor[(i * m_ * d_ + i) * n_ + p] / static_cast<double>(m_ * d_ * n_);
    inverse_laplacian_.assign(n_, 0.0);
    symbol_.resize(d_ * n_);
    for (std::size_t p = 0; p < n_; ++p) {
        double k2 = 0;
        for (std::size_t i = 0; i < d_; ++i) {
            complex const k = symbol_[i * n_ + p] = {0.0, fft_.wave_number(i, p)};
            k2 += std::norm(k);
        }
        if (k2 > 0 && !fft_.is_nyquist(p)) inverse_laplacian_[p] = 1 / (mean * k2);
    }
    if (m_ > 1) invert_mean();
    if (m_ == 1 && cell.drift.empty() && cell.transport.empty()) scale_by_diffusion();
}

double fourier_operator::diffusion(std::size_t p) const {
    double trace = 0;
    for (std::size_t i = 0; i < d_; ++i) trace += cell_.tensor[i * (d_ + 1) * n_ + p];
    return trace / static_cast<double>(d_);
}

void fourier_operator::scale_by_diffusion() {
    double least = INFINITY, most = 0;
    for (std::size_t p = 0; p < n_; ++p) {
        least = std::min(least, diffusion(p));
        most = std::max(most, diffusion(p));
    }
    if (!(most > 25 * least)) return;
    for (std::size_t p = 0; p < n_; ++p) scale_.push_back(1 / std::sqrt(diffusion(p)));
    spectrum transformed;
    fft_.forward(scale_, transformed);
    gradient(transformed, gradient_);
    double shift = 0;  // the mean of a |grad a^(-1/2)|^2 is exact for constants
    for (std::size_t i = 0; i < d_; ++i)
        for (std::size_t p = 0; p < n_; ++p)
            shift += diffusion(p) * gradient_[i * n_ + p] * gradient_[i * n_ + p] / static_cast<double>(n_);
    for (std::size_t p = 0; p < n_; ++p) {
        double k2 = shift;
        for (std::size_t i = 0; i < d_; ++i) k2 += std::norm(symbol_[i * n_ + p]);
        shifted_.push_back(fft_.is_nyquist(p) ? 0 : 1 / k2);
    }
}

void fourier_operator::invert_mean() {
    std::size_t const rows = m_ * d_;
    // Of the symmetric part: conjugate gradients ask for a Hermitian inverse.
    std::vector<double> mean(rows * rows, 0.0);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < rows; ++j)
            for (std::size_t p = 0; p < n_; ++p) {
                double const part = cell_.tensor[(i * rows + j) * n_ + p] / static_cast<double>(2 * n_);
                mean[i * rows + j] += part;
                mean[j * rows + i] += part;
            }
    inverse_.assign(m_ * m_ * n_, 0.0);
    auto const m = static_cast<long>(m_);
    Eigen::Matrix<complex, Eigen::Dynamic, Eigen::Dynamic, 0, 9, 9> mode(m, m);
    for (std::size_t p = 0; p < n_; ++p) {
        if (inverse_laplacian_[p] == 0) continue;
        mode.setZero();
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < rows; ++j)
                mode(static_cast<long>(i / d_), static_cast<long>(j / d_)) +=
                    mean[i * rows + j] * times(std::conj(symbol_[i % d_ * n_ + p]), symbol_[j % d_ * n_ + p]);
        mode = mode.inverse().eval();
        for (std::size_t k = 0; k < m_; ++k)
            for (std::size_t q = 0; q < m_; ++q)
                inverse_[(k * m_ + q) * n_ + p] = mode(static_cast<long>(k), static_cast<long>(q));
    }
}

void fourier_operator::load(spectrum& out) {
    divergence(cell_.flux, out);
    if (cell_.source.empty()) return;
    for (std::size_t k = 0; k < m_; ++k) {
        fft_.forward(std::span(cell_.source).subspan(k * n_, n_), work_);
        project(work_);
        for (std::size_t p = 0; p < n_; ++p) out[k * n_ + p] += work_[p];
    }
}

void fourier_operator::divergence(std::span<double const> field, spectrum& out) {
    out.assign(m_ * n_, 0.0);
    auto add = [&](std::size_t row, spectrum const& component) {
        std::size_t const i = row % d_, to = row / d_ * n_;
        for (std::size_t p = 0; p < n_; ++p) out[to + p] -= times(std::conj(symbol_[i * n_ + p]), component[p]);
    };
    std::size_t const rows = m_ * d_;
    for (std::size_t row = 0; row + 1 < rows; row += 2) {
        fft_.forward(field.subspan(row * n_, n_), field.subspan((row + 1) * n_, n_), work_, second_work_);
        add(row, work_);
        add(row + 1, second_work_);
    }
    if (rows % 2 == 1) {
        fft_.forward(field.subspan((rows - 1) * n_, n_), work_);
        add(rows - 1, work_);
    }
    project(out);
}

void fourier_operator::gradient(spectrum const& x, std::vector<double>& out) {
    std::size_t const rows = m_ * d_;
    out.resize(rows * n_);
    auto derivative = [&](std::size_t row, spectrum& component) {
        std::size_t const i = row % d_, from = row / d_ * n_;
        component.resize(n_);
        for (std::size_t p = 0; p < n_; ++p) component[p] = times(symbol_[i * n_ + p], x[from + p]);
    };
    auto const to = std::span(out);
    for (std::size_t row = 0; row + 1 < rows; row += 2) {
        derivative(row, work_);
        derivative(row + 1, second_work_);
        fft_.inverse(work_, second_work_, to.subspan(row * n_, n_), to.subspan((row + 1) * n_, n_));
    }
    if (rows % 2 == 1) {
        derivative(rows - 1, work_);
        fft_.inverse(work_, to.subspan((rows - 1) * n_, n_));
    }
}

double fourier_operator::apply(spectrum const& x, spectrum& out) {
    std::size_t const rows = m_ * d_;
    gradient(x, gradient_);
    field_.assign(rows * n_, 0.0);
    if (!cell_.transport.empty()) {
        value_.resize(n_);
        fft_.inverse(x, value_);
        for (std::size_t i = 0; i < d_; ++i)
            for (std::size_t p = 0; p < n_; ++p) field_[i * n_ + p] -= cell_.transport[i * n_ + p] * value_[p];
    }
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < rows; ++j)
            for (std::size_t p = 0; p < n_; ++p)
                field_[i * n_ + p] -= cell_.tensor[(i * rows + j) * n_ + p] * gradient_[j * n_ + p];
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

void fourier_operator::project(spectrum& x) const {
    for (std::size_t p = 0; p < x.size(); ++p)
        if (inverse_laplacian_[p % n_] == 0) x[p] = 0;
}

void fourier_operator::precondition(spectrum const& r, spectrum& z) {
    z = r;
    if (!scale_.empty()) {
        auto const scale = [&] {
            value_.resize(n_);
            fft_.inverse(z, value_);
            for (std::size_t p = 0; p < n_; ++p) value_[p] *= scale_[p];
            fft_.forward(value_, z);
        };
        scale();
        for (std::size_t p = 0; p < n_; ++p) z[p] *= shifted_[p];
        scale();
        return project(z);
    }
    if (m_ == 1) {
        for (std::size_t p = 0; p < n_; ++p) z[p] *= inverse_laplacian_[p];
        return;
    }
    std::fill(z.begin(), z.end(), 0.0);
    for (std::size_t k = 0; k < m_; ++k)
        for (std::size_t q = 0; q < m_; ++q)
            for (std::size_t p = 0; p < n_; ++p) z[k * n_ + p] += times(inverse_[(k * m_ + q) * n_ + p], r[q * n_ + p]);
}

void fourier_operator::values(spectrum const& x, std::vector<double>& out) {
    out.resize(m_ * n_);
    for (std::size_t k = 0; k < m_; ++k) {
        auto const from = x.begin() + static_cast<std::ptrdiff_t>(k * n_);
        work_.assign(from, from + static_cast<std::ptrdiff_t>(n_));
        fft_.inverse(work_, std::span(out).subspan(k * n_, n_));
    }
}

}  // namespace lamina
