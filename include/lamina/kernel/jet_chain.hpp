#pragma once

#include <cstddef>
#include <utility>

#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// The chain rule of a channel set on SIMD batches (or plain numbers), unrolled at compile time: h = phi(z) for
/// jets z, its reverse, and its tangent. Arguments:
///   z, h, az, ah, dz, dh   jets, Channels::size values
///   w                      the weights of collapsed channels, Channels::weights values
///   d                      d[k] = phi^(k)(z[0]): k <= order forward, k <= order + 1 otherwise
template <class Channels>
struct jet_chain {
    static constexpr int order = Channels::order;
    static constexpr auto rule = chain_rule<Channels>;

    template <class V>
    static void forward(V const* z, V const* w, V const* d, V* h) {
        [&]<std::size_t... P>(std::index_sequence<P...>) { (forward_product<P>(z, w, d, h), ...); }(products{});
    }

    /// az = (dh/dz)^T ah
    template <class V>
    static void reverse(V const* z, V const* w, V const* d, V const* ah, V* az) {
        V by_order[order + 1];  // sum of ah * product over the products with phi^(k), to be times d[k + 1]
        for (auto& sum : by_order) sum = V(0);
        [&]<std::size_t... P>(std::index_sequence<P...>) {
            (reverse_product<P>(z, w, d, ah, az, by_order, factors<P>{}), ...);
        }(products{});
        az[0] = by_order[0] * d[1];
        for (int k = 1; k <= order; ++k) az[0] += by_order[k] * d[k + 1];
    }

    /// dh = (dh/dz) dz
    template <class V>
    static void tangent(V const* z, V const* w, V const* d, V const* dz, V* dh) {
        for (int c = 0; c < Channels::size; ++c) dh[c] = V(0);
        [&]<std::size_t... P>(std::index_sequence<P...>) {
            (tangent_product<P>(z, w, d, dz, dh, factors<P>{}), ...);
        }(products{});
    }

private:
    using products = std::make_index_sequence<rule.size()>;
    template <std::size_t P>
    using factors = std::make_integer_sequence<int, rule[P].order>;

    /// The channel of factor F of product P.
    static constexpr int factor(std::size_t P, int F) { return rule[P].factor[static_cast<std::size_t>(F)]; }
    /// Whether factor F of product P is not equal to the one before: equal factors are handled once.
    static constexpr bool distinct(std::size_t P, int F) { return F == 0 || factor(P, F) != factor(P, F - 1); }
    static constexpr int repeats(std::size_t P, int F) {
        int n = 0;
        for (int i = 0; i < rule[P].order; ++i) n += factor(P, i) == factor(P, F);
        return n;
    }
    /// Whether no product before P is of P's channel: then it assigns instead of adding.
    static constexpr bool first_of_channel(std::size_t P) {
        for (std::size_t q = 0; q < P; ++q)
            if (rule[q].channel == rule[P].channel) return false;
        return true;
    }
    /// Whether no factor before F of P is the same channel.
    static constexpr bool first_of_factor(std::size_t P, int F) {
        for (std::size_t q = 0; q <= P; ++q)
            for (int i = 0; i < (q < P ? rule[q].order : F); ++i)
                if (factor(q, i) == factor(P, F)) return false;
        return true;
    }

    template <std::size_t P, class V>
    static void forward_product(V const* z, V const* w, V const* d, V* h) {
        V const value = d[rule[P].order] * product<P, -1>(z, w);
        if constexpr (first_of_channel(P))
            h[rule[P].channel] = value;
        else
            h[rule[P].channel] += value;
    }

    template <std::size_t P, class V, int... F>
    static void reverse_product(V const* z, V const* w, [[maybe_unused]] V const* d, V const* ah,
                                [[maybe_unused]] V* az, V* by_order, std::integer_sequence<int, F...>) {
        by_order[rule[P].order] += ah[rule[P].channel] * product<P, -1>(z, w);
        (reverse_factor<P, F>(z, w, d, ah, az), ...);
    }

    template <std::size_t P, int F, class V>
    static void reverse_factor(V const* z, V const* w, V const* d, V const* ah, V* az) {
        if constexpr (distinct(P, F)) {
            V slope = ah[rule[P].channel] * d[rule[P].order] * product<P, F>(z, w);
            if constexpr (repeats(P, F) > 1) slope = V(repeats(P, F)) * slope;
            if constexpr (first_of_factor(P, F))
                az[factor(P, F)] = slope;
            else
                az[factor(P, F)] += slope;
        }
    }

    template <std::size_t P, class V, int... F>
    static void tangent_product(V const* z, V const* w, V const* d, V const* dz, V* dh,
                                std::integer_sequence<int, F...>) {
        dh[rule[P].channel] += d[rule[P].order + 1] * dz[0] * product<P, -1>(z, w);
        (tangent_factor<P, F>(z, w, d, dz, dh), ...);
    }

    template <std::size_t P, int F, class V>
    static void tangent_factor(V const* z, V const* w, V const* d, V const* dz, V* dh) {
        if constexpr (distinct(P, F))
            dh[rule[P].channel] += V(repeats(P, F)) * d[rule[P].order] * dz[factor(P, F)] * product<P, F>(z, w);
    }

    /// multiplicity * weight * product of the factors of product P but the one at `Without`.
    template <std::size_t P, int Without, class V>
    static V product(V const* z, V const* w) {
        V value(rule[P].multiplicity);
        if constexpr (rule[P].weight >= 0) value = value * w[rule[P].weight];
        for (int i = 0; i < rule[P].order; ++i)
            if (i != Without) value = value * z[factor(P, i)];
        return value;
    }
};

}  // namespace lamina
