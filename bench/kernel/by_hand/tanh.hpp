#pragma once

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

#include <bit>
#include <cmath>

#include "lanes.hpp"

namespace by_hand {

#if defined(__AVX512F__)

/// 2^(j/S) for j = 0 .. S - 1, S = 2 L, in two registers: what one permutation of two registers looks up.
///   high  the bits of 2^(j/S) less those that j itself contributes when j is added in front of the fraction
///   low   2^(n/S) - its rounded value, n = j or j - S, whichever is nearer to 0: only there it is seen
template <class Real>
struct alignas(64) powers_of_two {
    integer_of<Real> high[2 * L<Real>];
    Real low[2 * L<Real>];

    powers_of_two() {
        constexpr std::size_t S = 2 * L<Real>;
        constexpr int fraction = sizeof(Real) == 8 ? 48 : 18;
        for (std::size_t j = 0; j < S; ++j) {
            long double const power = std::exp2(static_cast<long double>(j) / S);
            Real const rounded = static_cast<Real>(power);
            high[j] = std::bit_cast<integer_of<Real>>(rounded) - (static_cast<integer_of<Real>>(j) << fraction);
            low[j] = static_cast<Real>((power - rounded) * (j < S / 2 ? 1 : 0.5L));
        }
    }
};
template <class Real>
inline powers_of_two<Real> const powers_of_two_table{};

/// tanh|x| = (e - 1) / (e - 1 + 2), e = exp|2x| = 2^(n/S) 2^(r/S), n an integer, |r| <= 1/2, e - 1 without
/// cancellation. 10 multiply-adds (float: 6), a division, 2 permutations. Error: below 3 units in the last place.
template <class Real>
struct vector_tanh;

template <>
struct vector_tanh<double> {
    __m512i const high0, high1;
    __m512d const low0, low1;

    vector_tanh()
        : high0(_mm512_load_si512(powers_of_two_table<double>.high)),
          high1(_mm512_load_si512(powers_of_two_table<double>.high + 8)),
          low0(_mm512_load_pd(powers_of_two_table<double>.low)),
          low1(_mm512_load_pd(powers_of_two_table<double>.low + 8)) {}

    [[gnu::always_inline]] lanes<double> operator()(lanes<double> x) const {
        constexpr double a = 0.69314718055994530942 / 16, shift = 6755399441055744.0;
        __m512d const limited = _mm512_min_pd(_mm512_set1_pd(20), _mm512_abs_pd(__m512d(x)));
        __m512d const scale = _mm512_set1_pd(2 / a);
        __m512d const s = _mm512_fmadd_pd(limited, scale, _mm512_set1_pd(shift));
        __m512d const n = _mm512_sub_pd(s, _mm512_set1_pd(shift));
        __m512d const r = _mm512_fmsub_pd(limited, scale, n);
        __m512i const bits = _mm512_castpd_si512(s);
        __m512d const two = _mm512_castsi512_pd(
            _mm512_add_epi64(_mm512_permutex2var_epi64(high0, bits, high1), _mm512_slli_epi64(bits, 48)));
        __m512d const rest = _mm512_permutex2var_pd(low0, bits, low1);
        __m512d q = _mm512_set1_pd(a * a * a * a * a * a * a / 5040);
        q = _mm512_fmadd_pd(q, r, _mm512_set1_pd(a * a * a * a * a * a / 720));
        q = _mm512_fmadd_pd(q, r, _mm512_set1_pd(a * a * a * a * a / 120));
        q = _mm512_fmadd_pd(q, r, _mm512_set1_pd(a * a * a * a / 24));
        q = _mm512_fmadd_pd(q, r, _mm512_set1_pd(a * a * a / 6));
        q = _mm512_fmadd_pd(q, r, _mm512_set1_pd(a * a / 2));
        q = _mm512_fmadd_pd(q, r, _mm512_set1_pd(a));
        __m512d const less = _mm512_add_pd(_mm512_sub_pd(two, _mm512_set1_pd(1)), rest);
        __m512d const e = _mm512_fmadd_pd(_mm512_mul_pd(two, r), q, less);
        __m512i const t = _mm512_castpd_si512(_mm512_div_pd(e, _mm512_add_pd(e, _mm512_set1_pd(2))));
        __m512i const sign = _mm512_set1_epi64(std::int64_t{1} << 63);
        return lanes<double>(_mm512_ternarylogic_epi64(sign, __m512i(x), t, 0xca));  // x's sign, the rest of t
    }
};

template <>
struct vector_tanh<float> {
    __m512i const high0, high1;
    __m512 const low0, low1;

    vector_tanh()
        : high0(_mm512_load_si512(powers_of_two_table<float>.high)),
          high1(_mm512_load_si512(powers_of_two_table<float>.high + 16)),
          low0(_mm512_load_ps(powers_of_two_table<float>.low)),
          low1(_mm512_load_ps(powers_of_two_table<float>.low + 16)) {}

    [[gnu::always_inline]] lanes<float> operator()(lanes<float> x) const {
        constexpr float a = 0.69314718055994530942f / 32, shift = 12582912.0f;
        __m512 const limited = _mm512_min_ps(_mm512_set1_ps(10), _mm512_abs_ps(__m512(x)));
        __m512 const scale = _mm512_set1_ps(2 / a);
        __m512 const s = _mm512_fmadd_ps(limited, scale, _mm512_set1_ps(shift));
        __m512 const n = _mm512_sub_ps(s, _mm512_set1_ps(shift));
        __m512 const r = _mm512_fmsub_ps(limited, scale, n);
        __m512i const bits = _mm512_castps_si512(s);
        __m512 const two = _mm512_castsi512_ps(
            _mm512_add_epi32(_mm512_permutex2var_epi32(high0, bits, high1), _mm512_slli_epi32(bits, 18)));
        __m512 const rest = _mm512_permutex2var_ps(low0, bits, low1);
        __m512 q = _mm512_set1_ps(a * a * a / 6);
        q = _mm512_fmadd_ps(q, r, _mm512_set1_ps(a * a / 2));
        q = _mm512_fmadd_ps(q, r, _mm512_set1_ps(a));
        __m512 const less = _mm512_add_ps(_mm512_sub_ps(two, _mm512_set1_ps(1)), rest);
        __m512 const e = _mm512_fmadd_ps(_mm512_mul_ps(two, r), q, less);
        __m512i const t = _mm512_castps_si512(_mm512_div_ps(e, _mm512_add_ps(e, _mm512_set1_ps(2))));
        __m512i const sign = _mm512_set1_epi32(std::int32_t(1u << 31));
        return lanes<float>(_mm512_ternarylogic_epi32(sign, __m512i(x), t, 0xca));  // x's sign, the rest of t
    }
};

#else

/// tanh|x| = e / (e + 2), e = expm1(|2x|) = 2^k expm1(r) + 2^k - 1, expm1 by its Taylor sum.
template <class Real>
struct vector_tanh {
    [[gnu::always_inline]] lanes<Real> operator()(lanes<Real> x) const {
        using V = lanes<Real>;
        using I [[gnu::vector_size(register_bytes)]] = integer_of<Real>;
        constexpr bool wide = sizeof(Real) == 8;
        constexpr Real shift = wide ? Real(6755399441055744.0) : Real(12582912.0);
        V const twice = x + x, size = twice < 0 ? -twice : twice, limit = all<Real>(wide ? 40 : 20);
        V const y = size > limit ? limit : size;
        V const s = y * Real(1.4426950408889634074) + shift, k = s - shift;
        V const r = (y - k * Real(wide ? 6.93147180369123816490e-01 : 0.693359375)) -
                    k * Real(wide ? 1.90821492927058770002e-10 : -2.12194440e-4);
        V q = all<Real>(0);
        for (int i = wide ? 14 : 8; i > 1; --i) q = (q + 1) * r / Real(i);
        V const two_k = V((I(s) << (wide ? 52 : 23)) + I(all<Real>(1)));
        V const e = two_k * (q * r + r) + (two_k - 1), t = e / (e + 2);
        return x < 0 ? -t : t;
    }
};

#endif

}  // namespace by_hand
