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
inline powers_of_two<Real> const& powers_of_two_table() {
    static powers_of_two<Real> const table;
    return table;
}

/// tanh|x| = (e - 1) / (e - 1 + 2), e = exp|2x| = 2^(n/S) 2^(r/S), n an integer, |r| <= 1/2, e - 1 without
/// cancellation. 10 multiply-adds (float: 6), a division, 2 permutations. Error: below 4 (float: 5) units in the last
/// place. `apply` takes N registers in step: one alone is bound by latency.
template <class Real>
struct vector_tanh;

template <>
struct vector_tanh<double> {
    __m512i const high0, high1;
    __m512d const low0, low1;

    vector_tanh()
        : high0(_mm512_load_si512(powers_of_two_table<double>().high)),
          high1(_mm512_load_si512(powers_of_two_table<double>().high + 8)),
          low0(_mm512_load_pd(powers_of_two_table<double>().low)),
          low1(_mm512_load_pd(powers_of_two_table<double>().low + 8)) {}

    template <std::size_t N>
    [[gnu::always_inline]] void apply(lanes<double>* x) const {
        constexpr double a = 0.69314718055994530942 / 16, shift = 6755399441055744.0;
        __m512d s[N], r[N], two[N], less[N], q[N];
        each<N>([&](auto i) __attribute__((always_inline)) {
            r[i] = _mm512_min_pd(_mm512_set1_pd(20), _mm512_abs_pd(__m512d(x[i])));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            s[i] = _mm512_fmadd_pd(r[i], _mm512_set1_pd(2 / a), _mm512_set1_pd(shift));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            r[i] = _mm512_fmsub_pd(r[i], _mm512_set1_pd(2 / a), _mm512_sub_pd(s[i], _mm512_set1_pd(shift)));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            __m512i const n = _mm512_castpd_si512(s[i]);
            two[i] = _mm512_castsi512_pd(
                _mm512_add_epi64(_mm512_permutex2var_epi64(high0, n, high1), _mm512_slli_epi64(n, 48)));
            less[i] = _mm512_add_pd(_mm512_sub_pd(two[i], _mm512_set1_pd(1)), _mm512_permutex2var_pd(low0, n, low1));
            q[i] = _mm512_set1_pd(a * a * a * a * a * a * a / 5040);
        });
        for (double const c :
             {a * a * a * a * a * a / 720, a * a * a * a * a / 120, a * a * a * a / 24, a * a * a / 6, a * a / 2, a})
            each<N>([&](auto i)
                        __attribute__((always_inline)) { q[i] = _mm512_fmadd_pd(q[i], r[i], _mm512_set1_pd(c)); });
        each<N>([&](auto i) __attribute__((always_inline)) {
            q[i] = _mm512_fmadd_pd(_mm512_mul_pd(two[i], r[i]), q[i], less[i]);
            q[i] = _mm512_div_pd(q[i], _mm512_add_pd(q[i], _mm512_set1_pd(2)));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            __m512i const sign = _mm512_set1_epi64(std::int64_t{1} << 63);
            x[i] = lanes<double>(_mm512_ternarylogic_epi64(sign, __m512i(x[i]), _mm512_castpd_si512(q[i]), 0xca));
        });
    }
};

template <>
struct vector_tanh<float> {
    __m512i const high0, high1;
    __m512 const low0, low1;

    vector_tanh()
        : high0(_mm512_load_si512(powers_of_two_table<float>().high)),
          high1(_mm512_load_si512(powers_of_two_table<float>().high + 16)),
          low0(_mm512_load_ps(powers_of_two_table<float>().low)),
          low1(_mm512_load_ps(powers_of_two_table<float>().low + 16)) {}

    template <std::size_t N>
    [[gnu::always_inline]] void apply(lanes<float>* x) const {
        constexpr float a = 0.69314718055994530942f / 32, shift = 12582912.0f;
        __m512 s[N], r[N], two[N], less[N], q[N];
        each<N>([&](auto i) __attribute__((always_inline)) {
            r[i] = _mm512_min_ps(_mm512_set1_ps(10), _mm512_abs_ps(__m512(x[i])));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            s[i] = _mm512_fmadd_ps(r[i], _mm512_set1_ps(2 / a), _mm512_set1_ps(shift));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            r[i] = _mm512_fmsub_ps(r[i], _mm512_set1_ps(2 / a), _mm512_sub_ps(s[i], _mm512_set1_ps(shift)));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            __m512i const n = _mm512_castps_si512(s[i]);
            two[i] = _mm512_castsi512_ps(
                _mm512_add_epi32(_mm512_permutex2var_epi32(high0, n, high1), _mm512_slli_epi32(n, 18)));
            less[i] = _mm512_add_ps(_mm512_sub_ps(two[i], _mm512_set1_ps(1)), _mm512_permutex2var_ps(low0, n, low1));
            q[i] = _mm512_set1_ps(a * a * a / 6);
        });
        for (float const c : {a * a / 2, a})
            each<N>([&](auto i)
                        __attribute__((always_inline)) { q[i] = _mm512_fmadd_ps(q[i], r[i], _mm512_set1_ps(c)); });
        each<N>([&](auto i) __attribute__((always_inline)) {
            q[i] = _mm512_fmadd_ps(_mm512_mul_ps(two[i], r[i]), q[i], less[i]);
            q[i] = _mm512_div_ps(q[i], _mm512_add_ps(q[i], _mm512_set1_ps(2)));
        });
        each<N>([&](auto i) __attribute__((always_inline)) {
            __m512i const sign = _mm512_set1_epi32(static_cast<std::int32_t>(1u << 31));
            x[i] = lanes<float>(_mm512_ternarylogic_epi32(sign, __m512i(x[i]), _mm512_castps_si512(q[i]), 0xca));
        });
    }
};

#else

/// tanh|x| = e / (e + 2), e = expm1(|2x|) = 2^k expm1(r) + 2^k - 1, expm1 by its Taylor sum.
template <class Real>
struct vector_tanh {
    template <std::size_t N>
    [[gnu::always_inline]] void apply(lanes<Real>* x) const {
        for (std::size_t i = 0; i < N; ++i) x[i] = of(x[i]);
    }

    [[gnu::always_inline]] static lanes<Real> of(lanes<Real> x) {
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
