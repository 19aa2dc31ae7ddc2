#pragma once

#include <cmath>
#include <complex>
#include <concepts>

// Numbers with a derivative. They share nothing with the library; nested, they carry derivatives of every order.
namespace oracle {

// Of the innermost numbers, double or complex
using std::cos, std::exp, std::log, std::pow, std::sin, std::sqrt, std::tan, std::tanh;

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
    friend bool operator<(dual const& p, dual const& q) { return p.v < q.v; }
    friend bool operator<=(dual const& p, dual const& q) { return p.v <= q.v; }
};

template <class T>
dual<T> exp(dual<T> const& x) {
    return {exp(x.v), exp(x.v) * x.d};
}
template <class T>
dual<T> log(dual<T> const& x) {
    return {log(x.v), x.d / x.v};
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
dual<T> tanh(dual<T> const& x) {
    return {tanh(x.v), (T(1.0) - tanh(x.v)) * (T(1.0) + tanh(x.v)) * x.d};
}
/// x^p for a number p
template <class T>
dual<T> pow(dual<T> const& x, double p) {
    return {pow(x.v, p), T(p) * pow(x.v, p - 1) * x.d};
}

}  // namespace oracle
