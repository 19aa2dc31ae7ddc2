#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lamina {

/// All numbers from `low` to `high`: a value type of `evaluate`. A function of ranges is a range that holds every value
/// of the function, up to rounding, and more where one argument stands in two places.
struct range {
    double low, high;
    constexpr range(double v = 0) : low(v), high(v) {}
    range(double from, double to)
        : low(std::isnan(from) ? -std::numeric_limits<double>::infinity() : from),
          high(std::isnan(to) ? std::numeric_limits<double>::infinity() : to) {}
    static range everything() { return {NAN, NAN}; }
};

/// Of a comparison of ranges: whether it holds for some, and fails for some of their numbers
struct possible {
    bool holds, fails;
};

inline possible operator<(range const& x, range const& y) {
    return {x.low < y.high, y.low <= x.high};
}
inline possible operator<=(range const& x, range const& y) {
    return {x.low <= y.high, y.low < x.high};
}
inline possible operator==(range const& x, range const& y) {
    bool const one = x.low == x.high && y.low == y.high && x.low == y.low;
    return {x.low <= y.high && y.low <= x.high, !one};
}
inline range select(possible const& by, range const& f, range const& g) {
    if (!by.fails) return f;
    if (!by.holds) return g;
    return {std::min(f.low, g.low), std::max(f.high, g.high)};
}

inline range operator-(range const& x) {
    return {-x.high, -x.low};
}
inline range operator+(range const& x, range const& y) {
    return {x.low + y.low, x.high + y.high};
}
inline range operator-(range const& x, range const& y) {
    return {x.low - y.high, x.high - y.low};
}
inline range operator*(range const& x, range const& y) {
    double const a = x.low * y.low, b = x.low * y.high, c = x.high * y.low, d = x.high * y.high;
    if (std::isnan(a + b + c + d)) return range::everything();
    return {std::min({a, b, c, d}), std::max({a, b, c, d})};
}
inline range operator/(range const& x, range const& y) {
    if (y.low <= 0 && y.high >= 0) return range::everything();
    return x * range(1 / y.high, 1 / y.low);
}

inline range lesser(range const& x, range const& y) {
    return {std::min(x.low, y.low), std::min(x.high, y.high)};
}
inline range greater(range const& x, range const& y) {
    return {std::max(x.low, y.low), std::max(x.high, y.high)};
}

/// A function that grows
template <class Function>
range growing(range const& x, Function const& f) {
    return {f(x.low), f(x.high)};
}
inline range exp(range const& x) {
    return growing(x, [](double v) { return std::exp(v); });
}
inline range exp2(range const& x) {
    return growing(x, [](double v) { return std::exp2(v); });
}
inline range log(range const& x) {
    return growing(x, [](double v) { return std::log(v); });
}
inline range log2(range const& x) {
    return growing(x, [](double v) { return std::log2(v); });
}
inline range log10(range const& x) {
    return growing(x, [](double v) { return std::log10(v); });
}
inline range sinh(range const& x) {
    return growing(x, [](double v) { return std::sinh(v); });
}
inline range tanh(range const& x) {
    return growing(x, [](double v) { return std::tanh(v); });
}
inline range asin(range const& x) {
    return growing(x, [](double v) { return std::asin(std::clamp(v, -1.0, 1.0)); });
}
inline range acos(range const& x) {
    return range(std::numbers::pi / 2) - asin(x);
}
inline range atan(range const& x) {
    return growing(x, [](double v) { return std::atan(v); });
}
inline range error_function(range const& x) {
    return growing(x, [](double v) { return std::erf(v); });
}
inline range cbrt(range const& x) {
    return growing(x, [](double v) { return std::cbrt(v); });
}
inline range sqrt(range const& x) {
    return growing(x, [](double v) { return std::sqrt(std::max(v, 0.0)); });
}

inline range abs(range const& x) {
    double const a = std::abs(x.low), b = std::abs(x.high);
    return {x.low <= 0 && x.high >= 0 ? 0 : std::min(a, b), std::max(a, b)};
}
inline range length(range const& x, range const& y) {
    range const p = abs(x), q = abs(y);
    return {std::hypot(p.low, q.low), std::hypot(p.high, q.high)};
}
inline range cosh(range const& x) {
    return growing(abs(x), [](double v) { return std::cosh(v); });
}
inline range sin(range const& x) {
    using std::numbers::pi;
    if (!(x.high - x.low < 2 * pi)) return {-1, 1};
    auto meets = [&](double at) { return at + 2 * pi * std::ceil((x.low - at) / (2 * pi)) <= x.high; };
    double const a = std::sin(x.low), b = std::sin(x.high);
    return {meets(-pi / 2) ? -1 : std::min(a, b), meets(pi / 2) ? 1 : std::max(a, b)};
}
inline range cos(range const& x) {
    return sin(x + range(std::numbers::pi / 2));
}
inline range tan(range const& x) {
    using std::numbers::pi;
    bool const pole = !(std::floor(x.low / pi + 0.5) == std::floor(x.high / pi + 0.5));
    return pole ? range::everything() : growing(x, [](double v) { return std::tan(v); });
}
inline range pow(range const& x, range const& y) {
    if (x.low > 0) return exp(y * log(x));
    if (x.low == 0 && y.low > 0) return {0, std::max(std::pow(x.high, y.low), std::pow(x.high, y.high))};
    return range::everything();
}

}  // namespace lamina
