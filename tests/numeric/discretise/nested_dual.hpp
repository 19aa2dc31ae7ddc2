#pragma once

#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

// An oracle that shares nothing with the library: derivatives in x by nested dual numbers, one nesting an order;
// derivatives in theta by the complex step.
namespace oracle {

using complex = std::complex<double>;

/// v + d e, e^2 = 0
template <class T>
struct dual {
    T v{}, d{};
};

template <class T>
dual<T> operator+(dual<T> const& a, dual<T> const& b) {
    return {a.v + b.v, a.d + b.d};
}
template <class T>
dual<T> operator*(dual<T> const& a, dual<T> const& b) {
    return {a.v * b.v, a.d * b.v + a.v * b.d};
}
template <class T>
dual<T> operator*(complex s, dual<T> const& a) {
    return {s * a.v, s * a.d};
}

inline complex sine(complex z) { return std::sin(z); }
inline complex cosine(complex z) { return std::cos(z); }
inline complex tangent_h(complex z) { return std::tanh(z); }
inline complex one_minus(complex z) { return 1.0 - z; }
template <class T>
dual<T> one_minus(dual<T> const& a) {
    return {one_minus(a.v), complex(-1.0) * a.d};
}
template <class T>
dual<T> sine(dual<T> const& a);
template <class T>
dual<T> cosine(dual<T> const& a) {
    return {cosine(a.v), complex(-1.0) * (sine(a.v) * a.d)};
}
template <class T>
dual<T> sine(dual<T> const& a) {
    return {sine(a.v), cosine(a.v) * a.d};
}
template <class T>
dual<T> tangent_h(dual<T> const& a) {
    T const t = tangent_h(a.v);
    return {t, one_minus(t * t) * a.d};
}

inline complex lift(complex z, complex*) { return z; }
template <class T>
dual<T> lift(complex z, dual<T>*) {
    return {lift(z, static_cast<T*>(nullptr)), T{}};
}

struct network {
    std::vector<std::size_t> widths;  // inputs, hidden ..., outputs
    bool tanh = true;
    bool improved = false;  // two encoders, first in theta; then hidden layers gate from the second on

    [[nodiscard]] std::size_t encoder_parameters() const { return improved ? 2 * (widths[0] + 1) * widths[1] : 0; }
    [[nodiscard]] std::size_t parameters() const {
        std::size_t n = encoder_parameters();
        for (std::size_t l = 1; l < widths.size(); ++l) n += (widths[l - 1] + 1) * widths[l];
        return n;
    }

    [[nodiscard]] std::size_t inputs() const { return widths.front(); }

    /// Output number `output`.
    template <class T>
    T operator()(std::vector<complex> const& theta, std::vector<T> h, std::size_t output) const {
        std::size_t at = encoder_parameters();
        std::vector<T> u, v;
        if (improved) {
            u = layer(theta, 0, h, widths[1], false);
            v = layer(theta, at / 2, h, widths[1], false);
        }
        for (std::size_t l = 1; l < widths.size(); ++l) {
            bool const last = l + 1 == widths.size();
            std::vector<T> next = layer(theta, at, h, widths[l], last);
            if (improved && l > 1 && !last)
                for (std::size_t o = 0; o < widths[l]; ++o) next[o] = one_minus(next[o]) * u[o] + next[o] * v[o];
            at += (widths[l - 1] + 1) * widths[l];
            h = next;
        }
        return h[output];
    }

    template <class T>
    std::vector<T> layer(std::vector<complex> const& theta, std::size_t at, std::vector<T> const& h, std::size_t out,
                         bool linear) const {
        std::vector<T> next;
        for (std::size_t o = 0; o < out; ++o) {
            T z = lift(theta[at + h.size() * out + o], static_cast<T*>(nullptr));
            for (std::size_t k = 0; k < h.size(); ++k) z = z + theta[at + o * h.size() + k] * h[k];
            next.push_back(linear ? z : (tanh ? tangent_h(z) : sine(z)));
        }
        return next;
    }
};

/// Networks one after another in theta, with their outputs one after another.
struct networks {
    std::vector<network> of;

    [[nodiscard]] std::size_t inputs() const { return of.front().inputs(); }
    template <class T>
    T operator()(std::vector<complex> const& theta, std::vector<T> const& x, std::size_t output) const {
        auto begin = theta.begin();
        for (network const& one : of) {
            auto const end = begin + static_cast<std::ptrdiff_t>(one.parameters());
            if (output < one.widths.back()) return one(std::vector<complex>(begin, end), x, output);
            output -= one.widths.back();
            begin = end;
        }
        return T{};
    }
};

template <int Order>
struct nested {
    using type = dual<typename nested<Order - 1>::type>;
};
template <>
struct nested<0> {
    using type = complex;
};

inline complex variable(double x, std::size_t, int const*, complex*) { return x; }
template <class T>
dual<T> variable(double x, std::size_t i, int const* direction, dual<T>*) {
    return {variable(x, i, direction + 1, static_cast<T*>(nullptr)),
            lift(static_cast<int>(i) == *direction ? 1.0 : 0.0, static_cast<T*>(nullptr))};
}
inline complex innermost(complex z) { return z; }
template <class T>
complex innermost(dual<T> const& a) {
    return innermost(a.d);
}

/// The derivative of output `output` in the given directions, at x.
template <class Network, class... Direction>
complex derivative(Network const& u, std::vector<complex> const& theta, std::vector<double> const& x,
                   std::size_t output, Direction... directions) {
    using T = typename nested<static_cast<int>(sizeof...(directions))>::type;
    int const list[] = {directions..., 0};
    std::vector<T> h;
    for (std::size_t i = 0; i < x.size(); ++i) h.push_back(variable(x[i], i, list, static_cast<T*>(nullptr)));
    return innermost(u(theta, h, output));
}

}  // namespace oracle
