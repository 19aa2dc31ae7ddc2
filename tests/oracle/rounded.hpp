#pragma once

#include <cmath>

#include "dual.hpp"

namespace oracle {

/// A double with what rounding may have done to it, to first order and in units of the rounding of 1: each step adds
/// the size of its result, and passes on what its operands bring in, multiplied by its slopes. A sum thus counts the
/// absolute values of its terms, not what is left of them. Two ways of computing one number may differ by a small
/// multiple of 1e-16 (e + e'), whatever cancels on either way.
struct rounded {
    double v = 0, e = 0;

    constexpr rounded() = default;
    constexpr rounded(double value) : v(value), e(value < 0 ? -value : value) {}
    constexpr rounded(double value, double passed_on) : v(value), e(passed_on + (value < 0 ? -value : value)) {}

    friend rounded operator+(rounded p, rounded q) { return {p.v + q.v, p.e + q.e}; }
    friend rounded operator-(rounded p, rounded q) { return {p.v - q.v, p.e + q.e}; }
    friend rounded operator-(rounded p) { return rounded(0.0) - p; }
    friend rounded operator*(rounded p, rounded q) { return {p.v * q.v, std::abs(p.v) * q.e + std::abs(q.v) * p.e}; }
    friend rounded operator/(rounded p, rounded q) {
        return {p.v / q.v, (p.e + std::abs(p.v / q.v) * q.e) / std::abs(q.v)};
    }
    friend bool operator==(rounded p, rounded q) { return p.v == q.v; }
    friend bool operator<(rounded p, rounded q) { return p.v < q.v; }
    friend bool operator<=(rounded p, rounded q) { return p.v <= q.v; }
};

/// f(x), f a function of any numbers
template <class F>
rounded through(F const& f, rounded x) {
    dual<double> const y = f(dual<double>(x.v, 1.0));
    return {y.v, std::abs(y.d) * x.e};
}

inline rounded exp(rounded x) {
    return through([](auto z) { return exp(z); }, x);
}
inline rounded exp2(rounded x) {
    return through([](auto z) { return exp2(z); }, x);
}
inline rounded log(rounded x) {
    return through([](auto z) { return log(z); }, x);
}
inline rounded log2(rounded x) {
    return through([](auto z) { return log2(z); }, x);
}
inline rounded log10(rounded x) {
    return through([](auto z) { return log10(z); }, x);
}
inline rounded sin(rounded x) {
    return through([](auto z) { return sin(z); }, x);
}
inline rounded cos(rounded x) {
    return through([](auto z) { return cos(z); }, x);
}
inline rounded tan(rounded x) {
    return through([](auto z) { return tan(z); }, x);
}
inline rounded sinh(rounded x) {
    return through([](auto z) { return sinh(z); }, x);
}
inline rounded cosh(rounded x) {
    return through([](auto z) { return cosh(z); }, x);
}
inline rounded tanh(rounded x) {
    return through([](auto z) { return tanh(z); }, x);
}
inline rounded sech(rounded x) {
    return through([](auto z) { return sech(z); }, x);
}
inline rounded asin(rounded x) {
    return through([](auto z) { return asin(z); }, x);
}
inline rounded acos(rounded x) {
    return through([](auto z) { return acos(z); }, x);
}
inline rounded atan(rounded x) {
    return through([](auto z) { return atan(z); }, x);
}
inline rounded erf(rounded x) {
    return through([](auto z) { return erf(z); }, x);
}
inline rounded cbrt(rounded x) {
    return through([](auto z) { return cbrt(z); }, x);
}
inline rounded sqrt(rounded x) {
    return through([](auto z) { return pow(z, 0.5); }, x);
}
inline rounded pow(rounded x, double p) {
    return through([p](auto z) { return pow(z, p); }, x);
}
inline rounded pow(rounded x, rounded y) {
    double const z = std::pow(x.v, y.v);
    return {z, std::abs(y.v * z / x.v) * x.e + std::abs(z * std::log(x.v)) * y.e};
}

}  // namespace oracle
