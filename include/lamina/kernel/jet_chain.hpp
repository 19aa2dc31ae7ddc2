#pragma once

#include <cstddef>
#include <utility>

#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// The chain rule of a channel set on SIMD batches (or plain numbers), unrolled at compile time: h = phi(z).
///   z, h   jets, Channels::size values
///   w      the weights of collapsed channels, Channels::weights values
///   d      d[k] = phi^(k)(z[0]), k <= order
///
/// No reverse and no tangent is needed: a change dz of z changes phi(z) by phi'(z) dz, a product of jets (see
/// product_rule.hpp), and phi'(z) is a composition too.
template <class Channels>
struct jet_chain {
    static constexpr int order = Channels::order;
    static constexpr auto rule = chain_rule<Channels>;

    template <class V>
    [[gnu::always_inline]] static void forward(V const* z, V const* w, V const* d, V* h) {
        [&]<std::size_t... P>(std::index_sequence<P...>) __attribute__((always_inline)) { (forward_product<P>(z, w, d, h), ...); }(products{});
    }

private:
    using products = std::make_index_sequence<rule.size()>;

    /// Whether no product before P is of P's channel: then it assigns instead of adding.
    static constexpr bool first_of_channel(std::size_t P) {
        for (std::size_t q = 0; q < P; ++q)
            if (rule[q].channel == rule[P].channel) return false;
        return true;
    }

    template <std::size_t P, class V>
    [[gnu::always_inline]] static void forward_product(V const* z, V const* w, V const* d, V* h) {
        V value = scaled<P>(w, d[rule[P].order]);
        for (int i = 0; i < rule[P].order; ++i) value = value * z[rule[P].factor[static_cast<std::size_t>(i)]];
        if constexpr (first_of_channel(P))
            h[rule[P].channel] = value;
        else
            h[rule[P].channel] += value;
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
