#pragma once

#include <cstddef>
#include <utility>

#include <lamina/dsl/terms/channels.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// The chain and product rules of a channel set on SIMD batches (or plain numbers), unrolled at compile time.
///   z, h, f, g, a   jets, Channels::size values
///   w               the weights of collapsed channels, Channels::weights values
///
/// That is all of differentiation that a network needs: a change dz of z changes phi(z) by the product of jets
/// phi'(z) dz, so that the reverse pass is the transpose of `times` and the tangent is `times` itself.
template <class Channels>
struct jet_chain {
    static constexpr int order = Channels::order;
    static constexpr auto rule = chain_rule<Channels>;

    /// h = the jet of phi(z), d[k] = phi^(k)(z[0]), k <= order.
    template <class V>
    static void compose(V const* z, V const* w, V const* d, V* h) {
        [&]<std::size_t... P>(std::index_sequence<P...>) { (compose_product<P>(z, w, d, h), ...); }(products{});
    }

    /// h = the jet of f g. What a product of two adds to the derivatives of each follows from the chain rule of
    /// z^2 / 2 by polarisation: m w z_a z_b there is m w (f_a g_b + f_b g_a) here.
    template <class V>
    static void times(V const* f, V const* g, V const* w, V* h) {
        h[0] = f[0] * g[0];
        unroll<derivatives>([&](auto c) { h[c + 1] = f[0] * g[c + 1] + g[0] * f[c + 1]; });
        each_pair(w, [&](int channel, int x, int y, auto const& scale) __attribute__((always_inline)) {
            h[channel] += scale(x == y ? V(2) * f[x] * g[x] : f[x] * g[y] + f[y] * g[x]);
        });
    }

    /// f = (h -> h g)^T a
    template <class V>
    static void times_transposed(V const* a, V const* g, V const* w, V* f) {
        f[0] = a[0] * g[0];
        unroll<derivatives>([&](auto c) {
            f[0] += a[c + 1] * g[c + 1];
            f[c + 1] = a[c + 1] * g[0];
        });
        each_pair(w, [&](int channel, int x, int y, auto const& scale) __attribute__((always_inline)) {
            if (x == y) {
                f[x] += scale(V(2) * a[channel] * g[x]);
            } else {
                f[x] += scale(a[channel] * g[y]);
                f[y] += scale(a[channel] * g[x]);
            }
        });
    }

    /// g = the jet of 1 - h^2: phi' of phi = tanh, from h = phi(z).
    template <class V>
    static void one_minus_square(V const* h, V const* w, V* g) {
        V const twice = V(-2) * h[0];
        g[0] = V(1) - h[0] * h[0];
        unroll<derivatives>([&](auto c) { g[c + 1] = twice * h[c + 1]; });
        each_pair(w, [&](int channel, int x, int y, auto const& scale) __attribute__((always_inline)) {
            g[channel] -= scale(V(2) * h[x] * h[y]);
        });
    }

private:
    static constexpr std::size_t derivatives = static_cast<std::size_t>(Channels::size) - 1;
    using products = std::make_index_sequence<rule.size()>;

    /// Whether no product before P is of P's channel: then it assigns instead of adding.
    static constexpr bool first_of_channel(std::size_t P) {
        for (std::size_t q = 0; q < P; ++q)
            if (rule[q].channel == rule[P].channel) return false;
        return true;
    }

    template <std::size_t P, class V>
    static void compose_product(V const* z, V const* w, V const* d, V* h) {
        V value = scaled<P>(w, d[rule[P].order]);
        for (int i = 0; i < rule[P].order; ++i) value = value * z[rule[P].factor[static_cast<std::size_t>(i)]];
        if constexpr (first_of_channel(P))
            h[rule[P].channel] = value;
        else
            h[rule[P].channel] += value;
    }

    /// multiplicity * weight * x
    template <std::size_t P, class V>
    static V scaled([[maybe_unused]] V const* w, V x) {
        if constexpr (rule[P].multiplicity != 1) x = V(rule[P].multiplicity) * x;
        if constexpr (rule[P].weight >= 0) x = w[rule[P].weight] * x;
        return x;
    }

    /// body(channel, x, y, scale) for the products of two factors x and y, scale(v) = multiplicity * weight * v.
    template <class V, class Body>
    static void each_pair(V const* w, Body&& body) {
        [&]<std::size_t... P>(std::index_sequence<P...>) { (pair<P>(w, body), ...); }(products{});
    }
    template <std::size_t P, class V, class Body>
    static void pair([[maybe_unused]] V const* w, [[maybe_unused]] Body& body) {
        if constexpr (rule[P].order == 2)
            body(rule[P].channel, rule[P].factor[0], rule[P].factor[1], [&](V const& x) __attribute__((always_inline)) { return scaled<P>(w, x); });
    }
};

}  // namespace lamina
