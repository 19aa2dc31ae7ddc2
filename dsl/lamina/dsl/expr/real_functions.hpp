#pragma once

#include <cmath>
#include <numbers>
#include <type_traits>

#include <lamina/dsl/evaluate/arithmetic.hpp>

/// Functions of real numbers, double or SIMD batches, where std or the SIMD library leaves a case open. NaN is passed
/// on. Numbers without an order, such as complex ones, have none of them.
namespace lamina::elementary {

template <class V>
concept Ordered = requires(V const& x) {
    x < x;
};

template <Ordered V>
V magnitude(V const& x) {
    using std::abs;
    if constexpr (requires { V(abs(x)); })
        return abs(x);
    else
        return evaluate::where<false>(x, V(0), V(-x), x);
}
/// -1, 0 or 1
template <Ordered V>
constexpr V sign_of(V const& x) {
    return evaluate::where<false>(x, V(0), V(-1), evaluate::where<false>(V(0), x, V(1), x));
}
template <Ordered V>
constexpr V lesser(V const& x, V const& y) {
    return evaluate::where<false>(x, y, x, evaluate::where<true>(y, x, y, V(x + y)));
}
template <Ordered V>
constexpr V greater(V const& x, V const& y) {
    return evaluate::where<false>(y, x, x, evaluate::where<true>(x, y, y, V(x + y)));
}

/// erf(x), which is 1 or -1 to the last bit beyond 6: there batches would be NaN, and they make NaN an integer
template <Ordered V>
V error_function(V const& x) {
    using std::erf;
    V const inside = evaluate::where<true>(x, x, greater(V(-6), lesser(V(6), x)), V(0));
    return evaluate::where<true>(x, x, V(erf(inside)), x);
}
template <Ordered V>
V cube_root(V const& x) {
    using std::cbrt;
    return cbrt(x);
}
template <Ordered V>
V power_of_two(V const& x) {
    using std::exp2;
    return exp2(x);
}
template <Ordered V>
V binary_logarithm(V const& x) {
    using std::log2;
    return log2(x);
}

/// sqrt(x^2 + y^2), without overflow or underflow of the squares
template <Ordered V>
V length(V const& x, V const& y) {
    if constexpr (std::is_floating_point_v<V>)
        return std::hypot(x, y);
    else {
        using std::sqrt;
        V const p = magnitude(x), q = magnitude(y), large = greater(p, q), small = lesser(p, q);
        V const ratio = evaluate::where<false>(V(0), large, V(small / large), large);
        return large * sqrt(V(1) + ratio * ratio);
    }
}

/// The angle of (x, y) in (-pi, pi], 0 at the origin
template <Ordered V>
V angle(V const& y, V const& x) {
    if constexpr (std::is_floating_point_v<V>)
        return std::atan2(y, x);
    else {
        using std::atan;
        using std::numbers::pi;
        V const p = magnitude(x), q = magnitude(y), large = greater(p, q), small = lesser(p, q);
        V const first = atan(evaluate::where<false>(V(0), large, V(small / large), large));
        V const upper = evaluate::where<false>(p, q, V(V(pi / 2) - first), first);
        V const right = evaluate::where<false>(x, V(0), V(V(pi) - upper), upper);
        return evaluate::where<false>(y, V(0), V(-right), right);
    }
}

/// x^y as std::pow: 1 for y = 0, infinite for x = 0 > y, a number for x < 0 if y is an integer
template <class V>
V general_power(V const& x, V const& y) {
    using std::pow;
    if constexpr (std::is_floating_point_v<V> || !Ordered<V>)
        return pow(x, y);
    else {
        V const of_zero = evaluate::where<false>(y, V(0), V(V(1) / magnitude(x)), V(0));
        V const power = evaluate::where<true>(magnitude(x), V(0), of_zero, V(pow(x, y)));
        return evaluate::where<true>(magnitude(y), V(0), V(1), power);
    }
}

}  // namespace lamina::elementary
