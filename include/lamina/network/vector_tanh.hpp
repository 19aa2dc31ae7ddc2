#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include <lamina/network/fractional_power.hpp>

namespace lamina {

/// ln(2)^n / n!, n = 1 .. Terms: the Taylor coefficients of 2^r - 1.
template <std::size_t Terms>
inline constexpr auto power_series = [] {
    std::array<double, Terms> c{};
    double last = 1;
    for (std::size_t n = 0; n < Terms; ++n) c[n] = last *= 0.69314718055994530942 / static_cast<double>(n + 1);
    return c;
}();

/// tanh(x) for a SIMD batch (or a plain number): relative error below 4 units in the last place for every x.
///
/// With 2 log2(e) |x| = k + r, k a multiple of 1/16 (of 1 without a table), |r| at most half of that:
/// e = exp(2 |x|) - 1 = 2^k (2^r - 1) + (2^k - 1),  tanh|x| = e / (e + 2). 2^r - 1 by its Taylor sum, whose remainder
/// is below half a unit in the last place. That k + r is rounded once costs tanh no more than half a unit, since
/// x tanh'(x) <= tanh(x). No branch, one division.
template <class V>
inline V vector_tanh(V const& x) {
    if constexpr (std::is_arithmetic_v<V>) {
        return std::tanh(x);
    } else {
        using T = typename V::value_type;
        using power = fractional_power<V>;
        constexpr bool wide = sizeof(T) == 8;
        constexpr std::size_t terms = looked_up_bits<V> == 4 ? (wide ? 7 : 4) : (wide ? 13 : 7);
        // beyond this, tanh is 1 to the last bit; in this order min passes NaN on
        V const y = xsimd::min(V(wide ? T(60) : T(30)), xsimd::abs(x) * V(T(2 * 1.4426950408889634074)));
        V const shifted = y + V(power::shift);
        V const r = y - (shifted - V(power::shift));
        V sum(T(power_series<terms>[terms - 1]));
        for (std::size_t n = terms - 1; n-- > 0;) sum = xsimd::fma(sum, r, V(T(power_series<terms>[n])));
        power const p(shifted);
        V const e = xsimd::fma(p.value * r, sum, (p.value - V(T(1))) + p.rest);
        return xsimd::copysign(e / (e + V(T(2))), x);
    }
}

}  // namespace lamina
