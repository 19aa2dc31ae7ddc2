#include <lamina/homogenize/reference_medium.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lamina {

reference_medium::reference_medium(cell_equation const& cell, double twist)
    : grid_(cell),
      d_(cell.dimension),
      m_(cell.components),
      modes_((grid_.count[2] / 2 + width) / width * width),
      twist_(twist),
      transform_{fourier_lines(grid_.count[0]), fourier_lines(grid_.count[1]), fourier_lines(grid_.count[2])} {
    std::size_t const rows = m_ * d_, n = grid_.points();
    mean_.assign(rows * rows, 0.0);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < rows; ++j) {
            double sum = 0;
            for (std::size_t p = 0; p < n; ++p) sum += cell.tensor[(i * rows + j) * n + p];
            mean_[i * rows + j] += sum / static_cast<double>(2 * n);  // of the symmetric part: conjugate gradients
            mean_[j * rows + i] += sum / static_cast<double>(2 * n);  // ask for a symmetric inverse
        }
    for (std::size_t a = 0; a < 3; ++a) {
        std::size_t const count = grid_.count[a];
        sine_[a].assign(std::max(count, a == 2 ? modes_ : 0), 0.0);
        cosine_[a].assign(sine_[a].size(), 1.0);
        for (std::size_t k = 0; k < count; ++k) {
            double const half = std::numbers::pi * static_cast<double>(k) / static_cast<double>(count);
            sine_[a][k] = 2 / grid_.spacing[a] * std::sin(half);
            cosine_[a][k] = 2 * k == count ? 0.0 : std::cos(half);  // exactly 0: the modes left out are known by it
        }
    }
    real_.resize(m_ * grid_.count[0] * grid_.count[1] * modes_);
    imaginary_.resize(real_.size());
    buffers_.resize(default_pool().size());
    for (auto& of_thread : buffers_) of_thread.assign(m_, buffers(std::ranges::max(grid_.count)));
}

// Two real lines are the real and the imaginary part of a complex one: 2 width lines at once.
void reference_medium::forward(std::span<double const> r) {
    std::size_t const n = grid_.count[2], count = m_ * grid_.count[0] * grid_.count[1];
    grid_.run((count + 2 * width - 1) / (2 * width), [&](std::size_t task, std::size_t thread) {
        buffers& b = buffers_[thread][0];
        std::size_t const first = task * 2 * width, here = std::min(2 * width, count - first);
        for (std::size_t w = here; w < 2 * width; ++w)
            for (std::size_t k = 0; k < n; ++k) (w < width ? b.real : b.imaginary)[k * width + w % width] = 0;
        double const* const from = r.data() + first * n;
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t w = 0; w < here; ++w)
                (w < width ? b.real : b.imaginary)[k * width + w % width] = from[w * n + k];
        transform_[2].forward(b);
        double *const re = real_.data() + first * modes_, *const im = imaginary_.data() + first * modes_;
        for (std::size_t k = 0; k <= n / 2; ++k) {
            std::size_t const at = k * width, mirrored = (k == 0 ? 0 : n - k) * width;
            for (std::size_t w = 0; w < std::min(width, here); ++w) {
                re[w * modes_ + k] = (b.real[at + w] + b.real[mirrored + w]) / 2;
                im[w * modes_ + k] = (b.imaginary[at + w] - b.imaginary[mirrored + w]) / 2;
            }
            for (std::size_t w = width; w < here; ++w) {
                re[w * modes_ + k] = (b.imaginary[at + w - width] + b.imaginary[mirrored + w - width]) / 2;
                im[w * modes_ + k] = (b.real[mirrored + w - width] - b.real[at + w - width]) / 2;
            }
        }
    });
}

void reference_medium::inverse(std::span<double> z) {
    std::size_t const n = grid_.count[2], count = m_ * grid_.count[0] * grid_.count[1];
    grid_.run((count + 2 * width - 1) / (2 * width), [&](std::size_t task, std::size_t thread) {
        buffers& b = buffers_[thread][0];
        std::size_t const first = task * 2 * width, here = std::min(2 * width, count - first);
        double const *const re = real_.data() + first * modes_, *const im = imaginary_.data() + first * modes_;
        for (std::size_t k = 0; k <= n / 2; ++k) {
            std::size_t const at = k * width, mirrored = (k == 0 ? 0 : n - k) * width;
            for (std::size_t w = 0; w < width; ++w) {
                bool const one = w < here, two = w + width < here;
                double const ar = one ? re[w * modes_ + k] : 0, ai = one ? im[w * modes_ + k] : 0;
                double const br = two ? re[(w + width) * modes_ + k] : 0, bi = two ? im[(w + width) * modes_ + k] : 0;
                b.real[mirrored + w] = ar + bi, b.imaginary[mirrored + w] = br - ai;
                b.real[at + w] = ar - bi, b.imaginary[at + w] = ai + br;
            }
        }
        transform_[2].inverse(b);
        double* const to = z.data() + first * n;
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t w = 0; w < here; ++w)
                to[w * n + k] = (w < width ? b.real : b.imaginary)[k * width + w % width];
    });
}

void reference_medium::along_middle(bool inverse) {
    std::size_t const n = grid_.count[1], tiles = modes_ / width;
    if (n == 1) return;
    grid_.run(m_ * grid_.count[0] * tiles, [&](std::size_t task, std::size_t thread) {
        buffers& b = buffers_[thread][0];
        std::size_t const start = task / tiles * n * modes_ + task % tiles * width;
        for (std::size_t k = 0; k < n; ++k) {
            std::copy_n(&real_[start + k * modes_], width, &b.real[k * width]);
            std::copy_n(&imaginary_[start + k * modes_], width, &b.imaginary[k * width]);
        }
        if (inverse)
            transform_[1].inverse(b);
        else
            transform_[1].forward(b);
        for (std::size_t k = 0; k < n; ++k) {
            std::copy_n(&b.real[k * width], width, &real_[start + k * modes_]);
            std::copy_n(&b.imaginary[k * width], width, &imaginary_[start + k * modes_]);
        }
    });
}

void reference_medium::divide_modes(std::size_t middle, std::size_t first, std::vector<buffers>& of) const {
    std::size_t const rows = m_ * d_;
    double const scale = 1 / static_cast<double>(grid_.points());
    std::vector<double> matrix(m_ * m_ * width);
    for (std::size_t k = 0; k < grid_.count[0]; ++k) {
        double const s0 = sine_[0][k], c0 = cosine_[0][k], s1 = sine_[1][middle], c1 = cosine_[1][middle];
        double s[3][width], kept[width], twisted[width];
        for (std::size_t w = 0; w < width; ++w) {
            double const s2 = sine_[2][first + w], c2 = cosine_[2][first + w];
            s[0][w] = s0 * c1 * c2, s[1][w] = c0 * s1 * c2, s[2][w] = c0 * c1 * s2;
            twisted[w] = twist_ * (s0 * s2) * (s0 * s2);
            kept[w] = s[0][w] * s[0][w] + s[1][w] * s[1][w] + s[2][w] * s[2][w] + twisted[w] > 0 ? 1.0 : 0.0;
        }
        std::fill(matrix.begin(), matrix.end(), 0.0);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < rows; ++j) {
                double const a = mean_[i * rows + j];
                if (a == 0) continue;
                double const *p = s[grid_.place[i % d_]], *q = s[grid_.place[j % d_]];
                double* const entry = &matrix[(i / d_ * m_ + j / d_) * width];
                for (std::size_t w = 0; w < width; ++w) entry[w] += a * p[w] * q[w];
            }
        for (std::size_t w = 0; w < width; ++w) matrix[w] += twisted[w];
        // Gauss' elimination in each lane: the matrix is positive definite where s is not 0
        for (std::size_t i = 0; i < m_; ++i)
            for (std::size_t w = 0; w < width; ++w) {
                matrix[(i * m_ + i) * width + w] += 1 - kept[w];
                of[i].real[k * width + w] *= kept[w] * scale;
                of[i].imaginary[k * width + w] *= kept[w] * scale;
            }
        for (std::size_t i = 0; i < m_; ++i)
            for (std::size_t j = i + 1; j < m_; ++j)
                for (std::size_t w = 0; w < width; ++w) {
                    double const factor = matrix[(j * m_ + i) * width + w] / matrix[(i * m_ + i) * width + w];
                    for (std::size_t l = i + 1; l < m_; ++l)
                        matrix[(j * m_ + l) * width + w] -= factor * matrix[(i * m_ + l) * width + w];
                    of[j].real[k * width + w] -= factor * of[i].real[k * width + w];
                    of[j].imaginary[k * width + w] -= factor * of[i].imaginary[k * width + w];
                }
        for (std::size_t i = m_; i-- > 0;)
            for (std::size_t w = 0; w < width; ++w) {
                double re = of[i].real[k * width + w], im = of[i].imaginary[k * width + w];
                for (std::size_t l = i + 1; l < m_; ++l) {
                    re -= matrix[(i * m_ + l) * width + w] * of[l].real[k * width + w];
                    im -= matrix[(i * m_ + l) * width + w] * of[l].imaginary[k * width + w];
                }
                double const pivot = 1 / matrix[(i * m_ + i) * width + w];
                of[i].real[k * width + w] = re * pivot;
                of[i].imaginary[k * width + w] = im * pivot;
            }
    }
}

// The last transform, the division and the first inverse one while the lines are in cache
void reference_medium::divide() {
    std::size_t const n = grid_.count[0], tiles = modes_ / width, plane = grid_.count[1] * modes_;
    grid_.run(grid_.count[1] * tiles, [&](std::size_t task, std::size_t thread) {
        auto& of = buffers_[thread];
        std::size_t const middle = task / tiles, first = task % tiles * width;
        for (std::size_t q = 0; q < m_; ++q) {
            buffers& b = of[q];
            std::size_t const start = q * n * plane + middle * modes_ + first;
            for (std::size_t k = 0; k < n; ++k) {
                std::copy_n(&real_[start + k * plane], width, &b.real[k * width]);
                std::copy_n(&imaginary_[start + k * plane], width, &b.imaginary[k * width]);
            }
            transform_[0].forward(b);
        }
        divide_modes(middle, first, of);
        for (std::size_t q = 0; q < m_; ++q) {
            buffers& b = of[q];
            std::size_t const start = q * n * plane + middle * modes_ + first;
            transform_[0].inverse(b);
            for (std::size_t k = 0; k < n; ++k) {
                std::copy_n(&b.real[k * width], width, &real_[start + k * plane]);
                std::copy_n(&b.imaginary[k * width], width, &imaginary_[start + k * plane]);
            }
        }
    });
}

void reference_medium::solve(std::span<double const> r, std::span<double> z) {
    forward(r);
    along_middle(false);
    divide();
    along_middle(true);
    inverse(z);
}

}  // namespace lamina
