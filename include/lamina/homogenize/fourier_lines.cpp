#include <lamina/homogenize/fourier_lines.hpp>

#include <cmath>
#include <numbers>
#include <utility>

#include <lamina/homogenize/complex_product.hpp>

namespace lamina {

namespace {

// The lanes of one register; the compiler makes SIMD code of their arithmetic.
using pack_of_two = double __attribute__((vector_size(16), may_alias));
using pack_of_four = double __attribute__((vector_size(32), may_alias));

struct factors {
    std::size_t radix, parts, stride;  // parts: the length left after this stage
    double const *cosine, *sine, *root_cosine, *root_sine;
};

template <class Pack>
[[gnu::always_inline]] inline void by_two(factors const& f, Pack const* xr, Pack const* xi, Pack* yr, Pack* yi) {
    std::size_t const run = f.stride * (fourier_lines::width * sizeof(double) / sizeof(Pack)), half = f.parts * run;
    for (std::size_t j = 0; j < f.parts; ++j) {
        double const c = f.cosine[j], s = f.sine[j];
        for (std::size_t k = 0; k < run; ++k) {
            std::size_t const from = j * run + k, to = 2 * j * run + k;
            Pack const ar = xr[from], ai = xi[from], br = xr[from + half], bi = xi[from + half];
            Pack const dr = ar - br, di = ai - bi;
            yr[to] = ar + br, yi[to] = ai + bi;
            yr[to + run] = dr * c - di * s, yi[to + run] = dr * s + di * c;
        }
    }
}

template <class Pack>
[[gnu::always_inline]] inline void by_four(factors const& f, Pack const* xr, Pack const* xi, Pack* yr, Pack* yi) {
    std::size_t const run = f.stride * (fourier_lines::width * sizeof(double) / sizeof(Pack)), quarter = f.parts * run;
    for (std::size_t j = 0; j < f.parts; ++j) {
        double const *c = f.cosine + 3 * j, *s = f.sine + 3 * j;
        double const c1 = c[0], c2 = c[1], c3 = c[2], s1 = s[0], s2 = s[1], s3 = s[2];
        for (std::size_t k = 0; k < run; ++k) {
            std::size_t const from = j * run + k, to = 4 * j * run + k;
            Pack const ar = xr[from], br = xr[from + quarter], cr = xr[from + 2 * quarter], dr = xr[from + 3 * quarter];
            Pack const ai = xi[from], bi = xi[from + quarter], ci = xi[from + 2 * quarter], di = xi[from + 3 * quarter];
            Pack const er = ar + cr, ei = ai + ci, fr = ar - cr, fi = ai - ci;
            Pack const gr = br + dr, gi = bi + di, hr = br - dr, hi = bi - di;  // times -i: (hi, -hr)
            yr[to] = er + gr, yi[to] = ei + gi;
            Pack const pr = fr + hi, pi = fi - hr, qr = er - gr, qi = ei - gi, rr = fr - hi, ri = fi + hr;
            yr[to + run] = pr * c1 - pi * s1, yi[to + run] = pr * s1 + pi * c1;
            yr[to + 2 * run] = qr * c2 - qi * s2, yi[to + 2 * run] = qr * s2 + qi * c2;
            yr[to + 3 * run] = rr * c3 - ri * s3, yi[to + 3 * run] = rr * s3 + ri * c3;
        }
    }
}

template <class Pack>
[[gnu::always_inline]] inline void by_any(factors const& f, Pack const* xr, Pack const* xi, Pack* yr, Pack* yi) {
    std::size_t const run = f.stride * (fourier_lines::width * sizeof(double) / sizeof(Pack)), part = f.parts * run;
    for (std::size_t j = 0; j < f.parts; ++j)
        for (std::size_t q = 0; q < f.radix; ++q) {
            double const c = q == 0 ? 1 : f.cosine[(f.radix - 1) * j + q - 1];
            double const s = q == 0 ? 0 : f.sine[(f.radix - 1) * j + q - 1];
            for (std::size_t k = 0; k < run; ++k) {
                Pack sr = xr[j * run + k], si = xi[j * run + k];
                for (std::size_t l = 1, turn = q; l < f.radix; ++l) {
                    Pack const ar = xr[j * run + l * part + k], ai = xi[j * run + l * part + k];
                    sr += ar * f.root_cosine[turn] - ai * f.root_sine[turn];
                    si += ar * f.root_sine[turn] + ai * f.root_cosine[turn];
                    turn += q;
                    if (turn >= f.radix) turn -= f.radix;
                }
                std::size_t const to = (f.radix * j + q) * run + k;
                yr[to] = sr * c - si * s, yi[to] = sr * s + si * c;
            }
        }
}

template <class Pack>
[[gnu::always_inline]] inline void by_factor(factors const& f, double const* xr, double const* xi, double* yr,
                                             double* yi) {
    auto const *pr = reinterpret_cast<Pack const*>(xr), *pi = reinterpret_cast<Pack const*>(xi);
    auto *qr = reinterpret_cast<Pack*>(yr), *qi = reinterpret_cast<Pack*>(yi);
    if (f.radix == 4) return by_four(f, pr, pi, qr, qi);
    if (f.radix == 2) return by_two(f, pr, pi, qr, qi);
    by_any(f, pr, pi, qr, qi);
}

using stage_function = void (*)(factors const&, double const*, double const*, double*, double*);

void portable(factors const& f, double const* xr, double const* xi, double* yr, double* yi) {
    by_factor<pack_of_two>(f, xr, xi, yr, yi);
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void with_avx2(factors const& f, double const* xr, double const* xi, double* yr,
                                           double* yi) {
    by_factor<pack_of_four>(f, xr, xi, yr, yi);
}
stage_function choose() {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return with_avx2;
    return portable;
}
#else
stage_function choose() {
    return portable;
}
#endif

std::size_t factor_of(std::size_t n) {
    if (n % 4 == 0) return 4;
    for (std::size_t p = 2; p * p <= n; ++p)
        if (n % p == 0) return p;
    return n;
}

}  // namespace

fourier_lines::fourier_lines(std::size_t n) : n_(n) {
    auto root = [](std::size_t k, std::size_t of) {  // exp(-2 pi i k / of)
        return std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k % of) / static_cast<double>(of));
    };
    for (std::size_t length = n, stride = 1; length > 1;) {
        std::size_t const p = factor_of(length);
        if (p > 32) {
            std::size_t points = 1;
            while (points < 2 * n - 1) points *= 2;
            convolution_ = std::make_unique<fourier_lines const>(points);
            buffers kernel(points);
            for (std::size_t k = 0; k < n; ++k) {
                chirp_.push_back(root(k * k % (2 * n), 2 * n));
                for (std::size_t const at : {k, (points - k) % points}) {
                    kernel.real[at * width] = chirp_[k].real();
                    kernel.imaginary[at * width] = -chirp_[k].imag();
                }
            }
            convolution_->forward(kernel);
            for (std::size_t k = 0; k < points; ++k)
                kernel_.push_back(std::complex(kernel.real[k * width], kernel.imaginary[k * width]) /
                                  static_cast<double>(points));
            return;
        }
        stage s{p, length, stride, {}, {}, {}, {}};
        for (std::size_t j = 0; j < length / p; ++j)
            for (std::size_t q = 1; q < p; ++q) {
                s.cosine.push_back(root(j * q, length).real());
                s.sine.push_back(root(j * q, length).imag());
            }
        for (std::size_t k = 0; k < p; ++k) {
            s.root_cosine.push_back(root(k, p).real());
            s.root_sine.push_back(root(k, p).imag());
        }
        stages_.push_back(std::move(s));
        length /= p;
        stride *= p;
    }
}

void fourier_lines::forward(buffers& of) const {
    static stage_function const one_stage = choose();
    if (convolution_) return by_convolution(of);
    for (stage const& s : stages_) {
        factors const f{s.radix,       s.length / s.radix,   s.stride,          s.cosine.data(),
                        s.sine.data(), s.root_cosine.data(), s.root_sine.data()};
        one_stage(f, of.real.data(), of.imaginary.data(), of.scratch_real.data(), of.scratch_imaginary.data());
        of.real.swap(of.scratch_real);
        of.imaginary.swap(of.scratch_imaginary);
    }
}

// j k = (j^2 + k^2 - (k - j)^2) / 2 in the exponent
void fourier_lines::by_convolution(buffers& of) const {
    buffers longer(convolution_->size());
    auto multiply = [](std::complex<double> by, std::size_t k, buffers const& from, buffers& to) {
        for (std::size_t at = k * width; at < (k + 1) * width; ++at) {
            auto const product = times({from.real[at], from.imaginary[at]}, by);
            to.real[at] = product.real(), to.imaginary[at] = product.imag();
        }
    };
    for (std::size_t k = 0; k < n_; ++k) multiply(chirp_[k], k, of, longer);
    convolution_->forward(longer);
    for (std::size_t k = 0; k < kernel_.size(); ++k) multiply(kernel_[k], k, longer, longer);
    convolution_->inverse(longer);
    for (std::size_t k = 0; k < n_; ++k) multiply(chirp_[k], k, longer, of);
}

}  // namespace lamina
