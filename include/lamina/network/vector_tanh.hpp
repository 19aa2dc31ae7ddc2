#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>

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

/// out[i] = tanh(x[i]) for N SIMD batches (or plain numbers): relative error below 4 units in the last place for every
/// x. Each step is done for all of them before the next: their latencies overlap.
///
/// With 2 log2(e) x = k + r, k a multiple of 1/16 (of 1 without a table), |r| at most half of that:
/// e = exp(2 x) - 1 = 2^k (2^r - 1) + (2^k - 1),  tanh(x) = e / (e + 2). 2^r - 1 by its Taylor sum, whose remainder
/// is below half a unit in the last place. That k + r is rounded once costs tanh no more than half a unit, since
/// x tanh'(x) <= tanh(x). No branch, one division.
template <std::size_t N, class V>
[[gnu::always_inline]] inline void vector_tanh(V const* x, V* out) {
    if constexpr (std::is_arithmetic_v<V>) {
        for (std::size_t i = 0; i < N; ++i) out[i] = std::tanh(x[i]);
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
        V shifted[N], r[N], sum[N], e[N];
        // beyond the bound, tanh is 1 or -1 to the last bit; in this order min and max pass NaN on
        V const bound(wide ? T(60) : T(30));
        each([&](std::size_t i) {
            V const y = xsimd::max(-bound, xsimd::min(bound, x[i] * V(T(2 * 1.4426950408889634074))));
            shifted[i] = in_register(y + V(power::shift));
            r[i] = y - in_register(shifted[i] - V(power::shift));
            sum[i] = V(T(power_series<terms>[terms - 1]));
        });
        for (std::size_t n = terms - 1; n-- > 0;)
            each([&](std::size_t i) { sum[i] = xsimd::fma(sum[i], r[i], V(T(power_series<terms>[n]))); });
        each([&](std::size_t i) {
            power const p(shifted[i]);
            e[i] = xsimd::fma(p.value * r[i], sum[i], in_register(p.value - V(T(1))) + p.rest);
        });
        each([&](std::size_t i) { out[i] = e[i] / (e[i] + V(T(2))); });
    }
}

/// tanh(x) of one
template <class V>
inline V vector_tanh(V const& x) {
    V out;
    vector_tanh<1>(&x, &out);
    return out;
}

}  // namespace lamina
