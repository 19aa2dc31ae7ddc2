#pragma once

#include <cstddef>

#include <lamina/passes/each_set/jet_products.hpp>
#include <lamina/passes/each_set/vector_sincos.hpp>
#include <lamina/passes/each_set/vector_tanh.hpp>

/// The activations of the library as sweeps over cells. Each is a type with
///   saved                    how many numbers its derivatives are made from,
///   save<N>(z, s)            these for N values: s of shape (N, saved): the only transcendental work; several at a
///   time
///                            hide each other's latency
///   derivatives(s, order, d) d[k] = phi^(k)(z), k = 0 .. order <= 5, from s alone.
namespace lamina::passes::LAMINA_SET {
namespace {

/// phi = tanh. Derivatives are p = tanh'(z), kept to its last digits, times polynomials in t = tanh(z), from
/// d/dz f(t) = f'(t) p and p = 1 - t^2.
struct tanh_function {
    static constexpr std::size_t saved = 2;
    static constexpr bool slope_from_value = true;

    template <std::size_t N, class V>
    [[gnu::always_inline]] static void save(V const* z, V* s) {
        V t[N], p[N];
        vector_tanh<N>(z, t, p);
        unroll<N>([&](auto i) __attribute__((always_inline)) { s[2 * i] = t[i], s[2 * i + 1] = p[i]; });
    }
    template <class V>
    [[gnu::always_inline]] static void derivatives(V const* s, int order, V* d) {
        V const t = s[0], p = s[1], q = t * t;
        d[0] = t;
        d[1] = p;
        if (order >= 2) d[2] = V(-2) * t * p;
        if (order >= 3) d[3] = (V(6) * q - V(2)) * p;
        if (order >= 4) d[4] = (V(16) - V(24) * q) * t * p;
        if (order >= 5) d[5] = ((V(120) * q - V(120)) * q + V(16)) * p;
    }
};

/// phi = sin
struct sin_function {
    static constexpr std::size_t saved = 2;
    static constexpr bool slope_from_value = false;

    template <std::size_t N, class V>
    [[gnu::always_inline]] static void save(V const* z, V* s) {
        unroll<N>([&](auto i) __attribute__((always_inline)) {
            auto const [sine, cosine] = vector_sincos(z[i]);
            s[2 * i] = sine, s[2 * i + 1] = cosine;
        });
    }
    template <class V>
    [[gnu::always_inline]] static void derivatives(V const* s, int order, V* d) {
        for (int k = 0; k <= order; ++k) d[k] = k % 4 < 2 ? s[k % 2] : -s[k % 2];
    }
};

/// An activation_sweep
template <class Activation, class Real>
void sweep(Real const* z, std::size_t stride, std::size_t cells, int order, Real* d) {
    using V = lanes<Real>;
    constexpr std::size_t saved = Activation::saved, most = 5;
    for (std::size_t piece = 0; piece < line_size<Real>; piece += V::size) {
        auto const some = [&](auto count, std::size_t first) __attribute__((always_inline)) {
            V value[count], s[count * saved];
            unroll<count>([&](auto i) { value[i] = V::load_aligned(z + (first + i) * stride + piece); });
            Activation::template save<count>(value, s);
            unroll<count>([&](auto i) {
                V of_cell[max_derivative_order + 2];
                Activation::derivatives(s + i * saved, order, of_cell);
                for (int k = 0; k <= order; ++k)
                    of_cell[k].store_aligned(d + (index(k) * cells + first + i) * line_size<Real> + piece);
            });
        };
        std::size_t at = 0;
        for (; at + most <= cells; at += most) some(std::integral_constant<std::size_t, most>{}, at);
        each_cells<4>(cells - at, [&](auto count, std::size_t first) { some(count, at + first); });
    }
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
