#pragma once

#include <cstddef>

#include <lamina/dsl/terms/channels.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// The chain rule of a channel set on SIMD batches (or plain numbers), unrolled at compile time: h = phi(z).
///   z, h   jets, Channels::size values
///   w      the weights of collapsed channels, Channels::weights values
///   d      d[k] = phi^(k)(z[0]), k <= order
///
/// No reverse and no tangent is needed: a change dz of z changes phi(z) by phi'(z) dz, a product of jets (see
/// product_rule.hpp), and phi'(z) is a composition too. Inlined, as product_rule is.
template <class Channels>
struct jet_chain {
    static constexpr int order = Channels::order;
    static constexpr auto rule = chain_rule<Channels>;

    /// h = phi(z)
    template <class V>
    [[gnu::always_inline]] static void forward(V const* z, V const* w, V const* d, V* h) {
        unroll<rule.size()>([&](auto p) __attribute__((always_inline)) {
            if constexpr (first<p>(true)) {
                V const sum = products_of_order<p>(z, w, d);
                if constexpr (first<p>(false))
                    h[rule[p].channel] = sum;
                else
                    h[rule[p].channel] += sum;
            }
        });
    }

private:
    /// Whether no product before P is of P's channel (and order).
    template <std::size_t P>
    static constexpr bool first(bool and_order) {
        for (std::size_t q = 0; q < P; ++q)
            if (rule[q].channel == rule[P].channel && (!and_order || rule[q].order == rule[P].order)) return false;
        return true;
    }

    /// d[k] times the sum of all products of P's channel and order k: one multiplication by d[k] for all
    template <std::size_t P, class V>
    [[gnu::always_inline]] static V products_of_order([[maybe_unused]] V const* z, V const* w, V const* d) {
        if constexpr (rule[P].order == 0) {
            return scaled<P>(w, d[0]);
        } else {
            V sum = product<P>(z, w);
            unroll<rule.size() - P - 1>([&](auto q) __attribute__((always_inline)) {
                constexpr std::size_t Q = P + 1 + q;
                if constexpr (rule[Q].channel == rule[P].channel && rule[Q].order == rule[P].order)
                    sum += product<Q>(z, w);
            });
            return d[rule[P].order] * sum;
        }
    }

    template <std::size_t P, class V>
    [[gnu::always_inline]] static V product(V const* z, V const* w) {
        V value = scaled<P>(w, z[rule[P].factor[0]]);
        for (int i = 1; i < rule[P].order; ++i) value = value * z[rule[P].factor[static_cast<std::size_t>(i)]];
        return value;
    }

    /// multiplicity * weight * x
    template <std::size_t P, class V>
    [[gnu::always_inline]] static V scaled([[maybe_unused]] V const* w, V x) {
        if constexpr (rule[P].multiplicity != 1) x = V(rule[P].multiplicity) * x;
        if constexpr (rule[P].weight >= 0) x = w[rule[P].weight] * x;
        return x;
    }
};

}  // namespace lamina
