#pragma once

#include <lamina/network/vector_sincos.hpp>
#include <lamina/network/vector_tanh.hpp>

/// Activation functions phi. An activation is a type with
///   saved                    how many numbers per unit the backward pass needs,
///   save<N>(z, s)            s[i][0] = phi(z[i]), and what else `derivatives` reads, for N values z, s of shape
///                            (N, saved): the only transcendental work; several at a time hide each other's latency
///   slope_from_value         whether phi' = 1 - phi^2; if not, phi'' = -phi,
///   derivatives<K>(s, d)     d[k] = phi^(k)(z) for k = 0 .. K <= 5, from s alone.
/// All work on SIMD batches and on plain numbers.
namespace lamina::activation {

/// phi = tanh. Derivatives are p = tanh'(z), kept to its last digits, times polynomials in t = tanh(z), from
/// d/dz f(t) = f'(t) p and p = 1 - t^2. The passes in reverse have phi' as 1 - phi^2 (slope_from_value), with an absolute
/// error of half a unit in the last place of 1: there a unit's own share of a gradient is lost when |z| is beyond 18 (in
/// float 8), where it is 1e-16 (1e-7) of that of a unit at rest.
struct tanh_function {
    static constexpr int saved = 2;
    static constexpr bool slope_from_value = true;

    template <std::size_t N = 1, class V>
    [[gnu::always_inline]] static void save(V const* z, V* s) {
        V t[N], p[N];
        vector_tanh<N>(z, t, p);
        for (std::size_t i = 0; i < N; ++i) s[2 * i] = t[i], s[2 * i + 1] = p[i];
    }

    template <int K, class V>
    static void derivatives(V const* s, V* d) {
        static_assert(K <= 5);
        V const t = s[0];
        d[0] = t;
        if constexpr (K >= 1) {
            V const q = t * t;
            V const p = s[1];
            d[1] = p;
            if constexpr (K >= 2) d[2] = V(-2) * t * p;
            if constexpr (K >= 3) d[3] = (V(6) * q - V(2)) * p;
            if constexpr (K >= 4) d[4] = (V(16) - V(24) * q) * t * p;
            if constexpr (K >= 5) d[5] = ((V(120) * q - V(120)) * q + V(16)) * p;
        }
    }
};

/// phi = sin.
struct sin_function {
    static constexpr int saved = 2;
    static constexpr bool slope_from_value = false;

    template <std::size_t N = 1, class V>
    [[gnu::always_inline]] static void save(V const* z, V* s) {
        for (std::size_t i = 0; i < N; ++i) {
            auto const [sine, cosine] = vector_sincos(z[i]);
            s[2 * i] = sine;
            s[2 * i + 1] = cosine;
        }
    }

    template <int K, class V>
    static void derivatives(V const* s, V* d) {
        static_assert(K <= 5);
        for (int k = 0; k <= K; ++k) {
            V const f = s[k % 2];
            d[k] = k % 4 < 2 ? f : -f;
        }
    }
};

inline constexpr tanh_function tanh{};
inline constexpr sin_function sin{};

}  // namespace lamina::activation

namespace lamina {

/// A type of the second argument of `mlp`
template <class T>
concept ActivationFunction = requires {
    T::saved;
    T::slope_from_value;
};

}  // namespace lamina
