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
template <class Channels>
struct product_rule {
    static constexpr auto rule = chain_rule<Channels>;

    /// h = f g. The tangent is the sum of two products.
    template <class V>
    [[gnu::always_inline]] static void forward(V const* f, V const* g, V const* w, V* h) {
        h[0] = f[0] * g[0];
        unroll<derivatives>([&](auto c) __attribute__((always_inline)) { h[c + 1] = f[0] * g[c + 1] + g[0] * f[c + 1]; });
        [&]<std::size_t... P>(std::index_sequence<P...>) __attribute__((always_inline)) { (add_product<P>(f, g, w, h), ...); }(products{});
    }

    /// af = (d(f g)/df)^T ah
    template <class V>
    [[gnu::always_inline]] static void reverse(V const* g, V const* w, V const* ah, V* af) {
        af[0] = ah[0] * g[0];
        unroll<derivatives>([&](auto c) __attribute__((always_inline)) {
            af[0] += ah[c + 1] * g[c + 1];
            af[c + 1] = ah[c + 1] * g[0];
        });
        [&]<std::size_t... P>(std::index_sequence<P...>) __attribute__((always_inline)) { (add_reverse<P>(g, w, ah, af), ...); }(products{});
    }

    /// g = 1 - h^2
    template <class V>
    [[gnu::always_inline]] static void one_minus_square(V const* h, V const* w, V* g) {
        V const twice = V(-2) * h[0];
        g[0] = V(1) - h[0] * h[0];
        unroll<derivatives>([&](auto c) __attribute__((always_inline)) { g[c + 1] = twice * h[c + 1]; });
        [&]<std::size_t... P>(std::index_sequence<P...>) __attribute__((always_inline)) { (subtract_square<P>(h, w, g), ...); }(products{});
    }

private:
    static constexpr std::size_t derivatives = static_cast<std::size_t>(Channels::size) - 1;
    using products = std::make_index_sequence<rule.size()>;

    /// multiplicity * weight * x
    template <std::size_t P, class V>
    [[gnu::always_inline]] static V scaled(V const* w, V x) {
        if constexpr (rule[P].weight >= 0) x = w[rule[P].weight] * x;
        if constexpr (rule[P].multiplicity != 1) x = V(rule[P].multiplicity) * x;
        return x;
    }

    template <std::size_t P, class V>
    [[gnu::always_inline]] static void add_product([[maybe_unused]] V const* f, [[maybe_unused]] V const* g, [[maybe_unused]] V const* w,
                            [[maybe_unused]] V* h) {
        if constexpr (rule[P].order == 2) {
            constexpr int a = rule[P].factor[0], b = rule[P].factor[1];
            if constexpr (a == b)
                h[rule[P].channel] += scaled<P>(w, V(2) * f[a] * g[a]);
            else
                h[rule[P].channel] += scaled<P>(w, f[a] * g[b] + f[b] * g[a]);
        }
    }

    template <std::size_t P, class V>
    [[gnu::always_inline]] static void subtract_square([[maybe_unused]] V const* h, [[maybe_unused]] V const* w, [[maybe_unused]] V* g) {
        if constexpr (rule[P].order == 2)
            g[rule[P].channel] -= scaled<P>(w, V(2) * h[rule[P].factor[0]] * h[rule[P].factor[1]]);
    }

    template <std::size_t P, class V>
    [[gnu::always_inline]] static void add_reverse([[maybe_unused]] V const* g, [[maybe_unused]] V const* w, [[maybe_unused]] V const* ah,
                            [[maybe_unused]] V* af) {
        if constexpr (rule[P].order == 2) {
            constexpr int a = rule[P].factor[0], b = rule[P].factor[1];
            V const slope = scaled<P>(w, ah[rule[P].channel]);
            if constexpr (a == b) {
                af[a] += V(2) * slope * g[a];
            } else {
                af[a] += slope * g[b];
                af[b] += slope * g[a];
            }
        }
    }
};

}  // namespace lamina
