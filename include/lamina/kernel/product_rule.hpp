#pragma once

#include <cstddef>
#include <utility>

#include <lamina/dsl/terms/channels.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// Leibniz' rule of a channel set on SIMD batches (or plain numbers), unrolled at compile time:
///   (f g)_0 = f_0 g_0,   (f g)_c = f_0 g_c + g_0 f_c + sum over products (a, b) of c  m w (f_a g_b + f_b g_a)
/// with the products of two factors of `chain_rule`, multiplicity m and weight w: it is z^2 / 2, for which they are all
/// there is, polarised. f, g, h, af, ah are jets, Channels::size values; w the weights, Channels::weights values.
/// All of it is inlined: a call would pass the jets through memory. Doubling is an addition, which leaves the
/// multipliers free.
template <class Channels>
struct product_rule {
    static constexpr auto rule = chain_rule<Channels>;

    /// h = f g. The tangent is the sum of two products.
    template <class V>
    [[gnu::always_inline]] static void forward(V const* f, V const* g, V const* w, V* h) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) { h[c] = f[0] * g[c]; });
        add_rest(f, g, w, h);
    }

    /// h += f g
    template <class V>
    [[gnu::always_inline]] static void add_forward(V const* f, V const* g, V const* w, V* h) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) { h[c] += f[0] * g[c]; });
        add_rest(f, g, w, h);
    }

    /// af = (d(f g)/df)^T ah
    template <class V>
    [[gnu::always_inline]] static void reverse(V const* g, V const* w, V const* ah, V* af) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) { af[c] = ah[c] * g[0]; });
        add_rest_of_reverse(g, w, ah, af);
    }

    /// af += (d(f g)/df)^T ah
    template <class V>
    [[gnu::always_inline]] static void add_reverse(V const* g, V const* w, V const* ah, V* af) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) { af[c] += ah[c] * g[0]; });
        add_rest_of_reverse(g, w, ah, af);
    }

    /// g = 1 - h^2
    template <class V>
    [[gnu::always_inline]] static void one_minus_square(V const* h, V const* w, V* g) {
        V const twice = V(-2) * h[0];
        g[0] = V(1) - h[0] * h[0];
        unroll<channels - 1>([&](auto c) __attribute__((always_inline)) { g[c + 1] = twice * h[c + 1]; });
        each_product([&](auto p) __attribute__((always_inline)) {
            V const& first = h[rule[p].factor[0]];
            g[rule[p].channel] -= scaled<p>(w, (first + first) * h[rule[p].factor[1]]);
        });
    }

private:
    static constexpr std::size_t channels = static_cast<std::size_t>(Channels::size);

    /// body(p) for each p where rule[p] is of two factors
    template <class Body>
    [[gnu::always_inline]] static void each_product(Body&& body) {
        unroll<rule.size()>([&](auto p) __attribute__((always_inline)) {
            if constexpr (rule[p].order == 2) body(p);
        });
    }

    /// multiplicity * weight * x
    template <std::size_t P, class V>
    [[gnu::always_inline]] static V scaled([[maybe_unused]] V const* w, V x) {
        if constexpr (rule[P].weight >= 0) x = w[rule[P].weight] * x;
        if constexpr (rule[P].multiplicity != 1) x = V(rule[P].multiplicity) * x;
        return x;
    }

    /// h += f g - f_0 g
    template <class V>
    [[gnu::always_inline]] static void add_rest(V const* f, V const* g, V const* w, V* h) {
        unroll<channels - 1>([&](auto c) __attribute__((always_inline)) { h[c + 1] += g[0] * f[c + 1]; });
        each_product([&](auto p) __attribute__((always_inline)) {
            constexpr int a = rule[p].factor[0], b = rule[p].factor[1];
            if constexpr (a == b)
                h[rule[p].channel] += scaled<p>(w, (f[a] + f[a]) * g[a]);
            else
                h[rule[p].channel] += scaled<p>(w, f[a] * g[b] + f[b] * g[a]);
        });
    }

    /// af += what multiplies g_1, g_2, ... in the transpose
    template <class V>
    [[gnu::always_inline]] static void add_rest_of_reverse(V const* g, V const* w, V const* ah, V* af) {
        unroll<channels - 1>([&](auto c) __attribute__((always_inline)) { af[0] += ah[c + 1] * g[c + 1]; });
        each_product([&](auto p) __attribute__((always_inline)) {
            constexpr int a = rule[p].factor[0], b = rule[p].factor[1];
            V const slope = scaled<p>(w, ah[rule[p].channel]);
            if constexpr (a == b) {
                af[a] += (slope + slope) * g[a];
            } else {
                af[a] += slope * g[b];
                af[b] += slope * g[a];
            }
        });
    }
};

}  // namespace lamina
