#pragma once

#include <cmath>
#include <concepts>
#include <numbers>

// Numbers with a derivative. They share nothing with the library; nested, they carry derivatives of every order.
namespace oracle {

// Of the innermost numbers, double
using std::acos, std::asin, std::atan, std::cbrt, std::cos, std::cosh, std::erf, std::exp, std::exp2, std::log,
    std::log10, std::log2, std::pow, std::sin, std::sinh, std::sqrt, std::tan, std::tanh;
template <std::floating_point T>
T sech(T x) {
    return 1 / cosh(x);
}

/// v + d e, e^2 = 0
template <class T>
struct dual {
    T v{}, d{};

    constexpr dual() = default;
    constexpr dual(T const& value, T const& slope) : v(value), d(slope) {}
    template <std::convertible_to<T> S>
    constexpr dual(S const& value) : v(value) {}

    friend dual operator+(dual const& p, dual const& q) { return {p.v + q.v, p.d + q.d}; }
    friend dual operator-(dual const& p, dual const& q) { return {p.v - q.v, p.d - q.d}; }
    friend dual operator-(dual const& p) { return {-p.v, -p.d}; }
    friend dual operator*(dual const& p, dual const& q) { return {p.v * q.v, p.d * q.v + p.v * q.d}; }
    friend dual operator/(dual const& p, dual const& q) { return {p.v / q.v, (p.d * q.v - p.v * q.d) / (q.v * q.v)}; }
    friend bool operator==(dual const& p, dual const& q) { return p.v == q.v; }
    friend bool operator<(dual const& p, dual const& q) { return p.v < q.v; }
    friend bool operator<=(dual const& p, dual const& q) { return p.v <= q.v; }
};

template <class T>
dual<T> exp(dual<T> const& x) {
    return {exp(x.v), exp(x.v) * x.d};
}
template <class T>
dual<T> exp2(dual<T> const& x) {
    return {exp2(x.v), T(std::numbers::ln2) * exp2(x.v) * x.d};
}
template <class T>
dual<T> log(dual<T> const& x) {
    return {log(x.v), x.d / x.v};
}
template <class T>
dual<T> log2(dual<T> const& x) {
    return {log2(x.v), x.d / (T(std::numbers::ln2) * x.v)};
}
template <class T>
dual<T> log10(dual<T> const& x) {
    return {log10(x.v), x.d / (T(std::numbers::ln10) * x.v)};
}
template <class T>
dual<T> sin(dual<T> const& x) {
    return {sin(x.v), cos(x.v) * x.d};
}
template <class T>
dual<T> cos(dual<T> const& x) {
    return {cos(x.v), -sin(x.v) * x.d};
}
template <class T>
dual<T> tan(dual<T> const& x) {
    return {tan(x.v), x.d / (cos(x.v) * cos(x.v))};
}
template <class T>
dual<T> sinh(dual<T> const& x) {
    return {sinh(x.v), cosh(x.v) * x.d};
}
template <class T>
dual<T> cosh(dual<T> const& x) {
    return {cosh(x.v), sinh(x.v) * x.d};
}
template <class T>
dual<T> tanh(dual<T> const& x) {
    return {tanh(x.v), sech(x.v) * sech(x.v) * x.d};
}
template <class T>
dual<T> sech(dual<T> const& x) {
    return {sech(x.v), -tanh(x.v) * sech(x.v) * x.d};
}
template <class T>
dual<T> asin(dual<T> const& x) {
    return {asin(x.v), x.d / pow(T(1.0) - x.v * x.v, 0.5)};
}
template <class T>
dual<T> acos(dual<T> const& x) {
    return {acos(x.v), -x.d / pow(T(1.0) - x.v * x.v, 0.5)};
}
template <class T>
dual<T> atan(dual<T> const& x) {
    return {atan(x.v), x.d / (T(1.0) + x.v * x.v)};
}
template <class T>
dual<T> erf(dual<T> const& x) {
    return {erf(x.v), T(2 * std::numbers::inv_sqrtpi) * exp(-x.v * x.v) * x.d};
}
template <class T>
dual<T> cbrt(dual<T> const& x) {
    return {cbrt(x.v), x.d / (T(3.0) * cbrt(x.v) * cbrt(x.v))};
}
/// x^p for a number p
template <class T>
dual<T> pow(dual<T> const& x, double p) {
    return {pow(x.v, p), T(p) * pow(x.v, p - 1) * x.d};
}

}  // namespace oracle
