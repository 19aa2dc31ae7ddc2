#pragma once

#include <cmath>
#include <type_traits>

#include <lamina/passes/each_set/vector_bits.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

template <class V>
struct sine_and_cosine {
    V sine, cosine;
};

/// sin(x) and cos(x) of a SIMD batch (or a plain number), absolute error below 2 units in the last place of 1
/// for |x| < 1e5 (double) or 1e3 (float); beyond, the error grows like |x|.
///
/// x = q pi/2 + r with |r| <= pi/4, pi/2 in three parts (Cody and Waite); sin r and cos r by Taylor sums;
/// the quadrant q mod 4 swaps and negates.
template <class V>
inline sine_and_cosine<V> vector_sincos(V const& x) {
    if constexpr (std::is_arithmetic_v<V>) {
        return {std::sin(x), std::cos(x)};
    } else {
        using T = typename V::value_type;
        using I = integer_like<T>;
        using integers = xsimd::batch<I, typename V::arch_type>;
        constexpr bool wide = sizeof(T) == 8;

        V const shifted = in_register(xsimd::fma(x, V(T(0.63661977236758134308)), V(rounding_shift<T>)));
        V const q = shifted - V(rounding_shift<T>);
        V r;
        if constexpr (wide) {
            r = in_register(xsimd::fma(q, V(T(-1.57079632673412561417e+00)), x));
            r = in_register(xsimd::fma(q, V(T(-6.07710050630396597660e-11)), r));
            r = xsimd::fma(q, V(T(-2.02226624879595063154e-21)), r);
        } else {
            r = in_register(xsimd::fma(q, V(T(-1.5703125)), x));
            r = in_register(xsimd::fma(q, V(T(-4.837512969970703125e-4)), r));
            r = xsimd::fma(q, V(T(-7.54978995489188216e-8)), r);
        }
        V const s = r * r;
        V odd, even;
        if constexpr (wide) {
            odd = V(T(1.0 / 355687428096000.0));
            for (double c : {-1.0 / 1307674368000.0, 1.0 / 6227020800.0, -1.0 / 39916800.0, 1.0 / 362880.0,
                             -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0})
                odd = xsimd::fma(odd, s, V(T(c)));
            even = V(T(1.0 / 20922789888000.0));
            for (double c : {-1.0 / 87178291200.0, 1.0 / 479001600.0, -1.0 / 3628800.0, 1.0 / 40320.0, -1.0 / 720.0,
                             1.0 / 24.0, -0.5})
                even = xsimd::fma(even, s, V(T(c)));
        } else {
            odd = V(T(1.0 / 362880.0));
            for (double c : {-1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0}) odd = xsimd::fma(odd, s, V(T(c)));
            even = V(T(-1.0 / 3628800.0));
            for (double c : {1.0 / 40320.0, -1.0 / 720.0, 1.0 / 24.0, -0.5}) even = xsimd::fma(even, s, V(T(c)));
        }
        V const sin_r = xsimd::fma(odd * s, r, r);
        V const cos_r = xsimd::fma(even, s, V(T(1)));

        integers const quadrant = bits_of(shifted);
        constexpr int to_sign = sizeof(T) * 8 - 2;  // moves bit 1 of the quadrant to the sign, bit 0 to make 2.0
        auto const swapped = xsimd::bitwise_cast<V>((quadrant & integers(I(1))) << to_sign) != V(T(0));
        V const sin_sign = xsimd::bitwise_cast<V>((quadrant & integers(I(2))) << to_sign);
        V const cos_sign = xsimd::bitwise_cast<V>(((quadrant + integers(I(1))) & integers(I(2))) << to_sign);
        return {xsimd::select(swapped, cos_r, sin_r) ^ sin_sign, xsimd::select(swapped, sin_r, cos_r) ^ cos_sign};
    }
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
