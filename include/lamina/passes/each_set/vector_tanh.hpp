#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <lamina/passes/each_set/fractional_power.hpp>
#include <lamina/passes/each_set/unroll.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// ln(2)^n / n!, n = 1 .. Terms: the Taylor coefficients of 2^r - 1.
template <std::size_t Terms>
inline constexpr auto power_series = [] {
    std::array<double, Terms> c{};
    double last = 1;
    for (std::size_t n = 0; n < Terms; ++n) c[n] = last *= 0.69314718055994530942 / static_cast<double>(n + 1);
    return c;
}();

/// t[i] = tanh(x[i]) and s[i] = tanh'(x[i]) for N SIMD batches (or plain numbers): relative errors below 4 units in the
/// last place, and below 8 + 2 |x|, for |x| below 170 (in float 20). Each step is done for all of them before the next:
/// their latencies overlap.
///
/// With 2 log2(e) x = k + r, k a multiple of 1/16 (of 1 without a table), |r| at most half of that:
/// p = exp(2 x) = 2^k 2^r, e = p - 1 = 2^k (2^r - 1) + (2^k - 1), t = e / (e + 2), s = 4 p / (e + 2)^2: 1 - t^2 would
/// have no digits left beyond x = 19. 2^r - 1 by its Taylor sum, whose remainder is below half a unit in the last
/// place. That k + r is rounded costs t no more than a unit, since x tanh'(x) <= tanh(x), and s 2 |x| units. No branch,
/// one division.
template <std::size_t N, class V>
[[gnu::always_inline]] inline void vector_tanh(V const* x, V* t, V* s) {
    if constexpr (std::is_arithmetic_v<V>) {
        for (std::size_t i = 0; i < N; ++i) {
            V const sech = 1 / std::cosh(x[i]);
            t[i] = std::tanh(x[i]), s[i] = sech * sech;
        }
    } else {
        using T = typename V::value_type;
        using power = fractional_power<V>;
        constexpr bool wide = sizeof(T) == 8;
        constexpr std::size_t terms = looked_up_bits<V> == 4 ? (wide ? 7 : 4) : (wide ? 13 : 7);
        auto const each = [](auto&& step) __attribute__((always_inline)) {
            [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
                (step(I), ...);
            }
            (std::make_index_sequence<N>{});
        };
        V shifted[N], r[N], sum[N], e[N], p[N];
        // so far exp(2 x) and its inverse are normal numbers; in this order min and max pass NaN on
        V const bound(wide ? T(1020) : T(124));
        each([&](std::size_t i) {
            V const y = xsimd::max(-bound, xsimd::min(bound, x[i] * V(T(2 * 1.4426950408889634074))));
            shifted[i] = in_register(y + V(power::shift));
            r[i] = y - in_register(shifted[i] - V(power::shift));
            sum[i] = V(T(power_series<terms>[terms - 1]));
        });
        unroll<terms - 1>([&](auto n) __attribute__((always_inline)) {
            V const c(T(power_series<terms>[terms - 2 - n]));
            each([&](std::size_t i) __attribute__((always_inline)) { sum[i] = xsimd::fma(sum[i], r[i], c); });
        });
        each([&](std::size_t i) {
            power const of_k(shifted[i]);
            V const rise = of_k.value * r[i];
            e[i] = xsimd::fma(rise, sum[i], in_register(of_k.value - V(T(1))) + of_k.rest);
            p[i] = xsimd::fma(rise, sum[i], of_k.value);
        });
        each([&](std::size_t i) {
            V const inverse = V(T(1)) / (e[i] + V(T(2)));
            t[i] = e[i] * inverse;
            s[i] = V(T(4)) * (p[i] * inverse) * inverse;
        });
    }
}

/// tanh(x) of one
template <class V>
inline V vector_tanh(V const& x) {
    V t, s;
    vector_tanh<1>(&x, &t, &s);
    return t;
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
