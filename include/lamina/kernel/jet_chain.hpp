#pragma once

#include <array>
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
    static constexpr std::size_t size = static_cast<std::size_t>(Channels::size);
    static constexpr auto rule = chain_rule<Channels>;

    template <class V>
    static void forward(V const* z, V const* w, V const* d, V* h) {
        for (std::size_t c = 0; c < size; ++c) h[c] = V(0);
        each_product([&]<std::size_t P>() {
            constexpr jet_product p = rule[P];
            V const term = product<P, -1>(z, w);
            if constexpr (p.order == 0)
                h[p.channel] = d[0];
            else
                h[p.channel] += d[p.order] * term;
        });
    }

    /// az = (dh/dz)^T ah
    template <class V>
    static void reverse(V const* z, V const* w, V const* d, V const* ah, V* az) {
        for (std::size_t c = 1; c < size; ++c) az[c] = V(0);
        std::array<V, static_cast<std::size_t>(order) + 1> by_order;  // sum of ah * product, to be times d[k + 1]
        by_order.fill(V(0));
        each_product([&]<std::size_t P>() {
            constexpr jet_product p = rule[P];
            by_order[p.order] += ah[p.channel] * product<P, -1>(z, w);
            each_factor<P>([&]<int F, int Repeats>() {
                V const slope = ah[p.channel] * d[p.order] * product<P, F>(z, w);
                az[p.factor[F]] += Repeats == 1 ? slope : V(Repeats) * slope;
            });
        });
        az[0] = by_order[0] * d[1];
        for (std::size_t k = 1; k < by_order.size(); ++k) az[0] += by_order[k] * d[k + 1];
    }

    /// dh = (dh/dz) dz
    template <class V>
    static void tangent(V const* z, V const* w, V const* d, V const* dz, V* dh) {
        for (std::size_t c = 0; c < size; ++c) dh[c] = V(0);
        each_product([&]<std::size_t P>() {
            constexpr jet_product p = rule[P];
            dh[p.channel] += d[p.order + 1] * dz[0] * product<P, -1>(z, w);
            each_factor<P>([&]<int F, int Repeats>() {
                dh[p.channel] += V(Repeats) * d[p.order] * dz[p.factor[F]] * product<P, F>(z, w);
            });
        });
    }

private:
    template <class Visit>
    static void each_product(Visit visit) {
        [&]<std::size_t... P>(std::index_sequence<P...>) {
            (visit.template operator()<P>(), ...);
        }(std::make_index_sequence<rule.size()>{});
    }

    /// The distinct factors of product P: position of the first of its kind, and how often it occurs.
    template <std::size_t P, class Visit>
    static void each_factor(Visit visit) {
        constexpr jet_product p = rule[P];
        [&]<int... F>(std::integer_sequence<int, F...>) {
            ([&] {
                if constexpr (F == 0 || p.factor[F] != p.factor[F == 0 ? 0 : F - 1]) {
                    constexpr int repeats = [] {
                        int n = 0;
                        for (int i = 0; i < rule[P].order; ++i) n += rule[P].factor[i] == rule[P].factor[F];
                        return n;
                    }();
                    visit.template operator()<F, repeats>();
                }
            }(), ...);
        }(std::make_integer_sequence<int, p.order>{});
    }

    /// multiplicity * weight * product of the factors of product P but the one at `Without`.
    template <std::size_t P, int Without, class V>
    static V product(V const* z, V const* w) {
        constexpr jet_product p = rule[P];
        V value(p.multiplicity);
        bool one = p.multiplicity == 1;
        auto const times = [&](V const& factor) {
            value = one ? factor : value * factor;
            one = false;
        };
        if constexpr (p.weight >= 0) times(w[p.weight]);
        for (int i = 0; i < p.order; ++i)
            if (i != Without) times(z[p.factor[static_cast<std::size_t>(i)]]);
        return value;
    }
};

}  // namespace lamina
