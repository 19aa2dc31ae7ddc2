#pragma once

#include <array>
#include <cstddef>
#include <span>

/// The jet channels of a network that an equation asks for, and the chain rule between them.
///
/// A channel is a linear differential operator applied to u: the value, a partial derivative, or a weighted
/// sum of partial derivatives that enters the equation linearly and therefore travels as one ("collapsed", the
/// forward Laplacian of Li et al. 2023, generalised to pointwise coefficients).
namespace lamina {

/// The channel d^k u / dx_I1 ... dx_Ik, indices ascending; `partial_channel<>` is u itself.
template <int... I>
struct partial_channel {};

/// One summand of a collapsed channel: Multiplicity * w_W(x) * d^k u / dx_I1 ... dx_Ik.
/// w_W is weight table number W at the point; W = -1 stands for the constant 1.
template <int Multiplicity, int W, int... I>
struct weighted_partial {};

/// The channel sum of Parts, all of one order >= 2.
template <class... Parts>
struct collapsed_channel {};

inline constexpr int max_derivative_order = 4;

/// A partial derivative as a value: ascending directions, `order` of them.
struct multi_index {
    int order = 0;
    std::array<int, max_derivative_order> direction{};
    /// How many of the derivatives are along an axis
    [[nodiscard]] constexpr int count(int axis) const {
        int out = 0;
        for (int k = 0; k < order; ++k) out += direction[static_cast<std::size_t>(k)] == axis ? 1 : 0;
        return out;
    }
    friend constexpr bool operator==(multi_index const&, multi_index const&) = default;
};

/// One product of the chain rule for h = phi(z), z a jet:
///   h[channel] += multiplicity * w_weight(x) * phi^(order)(z[value]) * prod_k z[factor[k]],  k < order.
struct jet_product {
    int channel = 0;
    int order = 0;
    int multiplicity = 1;
    int weight = -1;
    std::array<int, max_derivative_order> factor{};
    friend constexpr bool operator==(jet_product const&, jet_product const&) = default;
};

namespace jet_composition {

struct summand {
    int multiplicity = 1;
    int weight = -1;
    multi_index alpha{};
    friend constexpr bool operator==(summand const&, summand const&) = default;
};

template <int... I>
constexpr multi_index index_of() {
    static_assert(sizeof...(I) <= max_derivative_order);
    multi_index m;
    ((m.direction[static_cast<std::size_t>(m.order++)] = I), ...);
    return m;
}

}  // namespace jet_composition

namespace graph {

/// A channel as a value: the sum of its parts.
struct planned_channel {
    static constexpr int capacity = 15;
    int size = 0;
    bool collapsed = false;
    std::array<jet_composition::summand, capacity> part{};
    friend constexpr bool operator==(planned_channel const&, planned_channel const&) = default;
};

}  // namespace graph

namespace jet_composition {

template <class Channel>
inline constexpr graph::planned_channel value_of_channel{};
template <int... I>
inline constexpr graph::planned_channel value_of_channel<partial_channel<I...>>{
    1, false, {{{1, -1, index_of<I...>()}}}};

template <class Part>
inline constexpr summand value_of_part{};
template <int M, int W, int... I>
inline constexpr summand value_of_part<weighted_partial<M, W, I...>>{M, W, index_of<I...>()};

template <class... Parts>
inline constexpr graph::planned_channel value_of_channel<collapsed_channel<Parts...>>{
    static_cast<int>(sizeof...(Parts)), true, {{value_of_part<Parts>...}}};

}  // namespace jet_composition

/// The position of the plain derivative `alpha` among channels, or -1
constexpr int find_plain(std::span<graph::planned_channel const> channels, multi_index const& alpha) {
    for (std::size_t c = 0; c < channels.size(); ++c)
        if (!channels[c].collapsed && channels[c].part[0].alpha == alpha) return static_cast<int>(c);
    return -1;
}
/// Number of weight tables that the collapsed ones among channels read
constexpr int weights_of(std::span<graph::planned_channel const> channels) {
    int count = 0;
    for (graph::planned_channel const& c : channels)
        for (int k = 0; k < c.size; ++k)
            if (int const weight = c.part[static_cast<std::size_t>(k)].weight; weight >= count) count = weight + 1;
    return count;
}

/// Highest order of a derivative among channels
constexpr int order_of(std::span<graph::planned_channel const> channels) {
    int order = 0;
    for (graph::planned_channel const& c : channels)
        for (int k = 0; k < c.size; ++k)
            if (int const here = c.part[static_cast<std::size_t>(k)].alpha.order; here > order) order = here;
    return order;
}

/// An ordered set of channels; the first is always the value `partial_channel<>`, and with a derivative
/// every derivative that its chain rule needs is in the set (checked by `chain_rule`).
template <class... Channels>
struct channel_set {
    static constexpr int size = static_cast<int>(sizeof...(Channels));
    static constexpr std::array<graph::planned_channel, sizeof...(Channels)> values{
        jet_composition::value_of_channel<Channels>...};
    static constexpr int order = order_of(values);
    static constexpr int weights = weights_of(values);
    static constexpr int find(multi_index const& alpha) { return find_plain(values, alpha); }
};

namespace jet_composition {

inline constexpr int max_products = 256;

struct product_list {
    int size = 0;
    bool closed = true;  ///< every factor that the chain rule needs is a channel
    std::array<jet_product, max_products> list{};

    constexpr void add(jet_product const& p) {
        for (int i = 0; i < size; ++i) {
            jet_product& q = list[static_cast<std::size_t>(i)];
            if (q.channel == p.channel && q.order == p.order && q.weight == p.weight && q.factor == p.factor) {
                q.multiplicity += p.multiplicity;
                return;
            }
        }
        list[static_cast<std::size_t>(size++)] = p;
    }
};

/// Faa di Bruno: the sum over the set partitions of the directions of `s.alpha`, one product a partition.
/// A partition is a restricted growth string: block[k] <= 1 + max(block[0..k-1]).
constexpr void add_partitions(product_list& out, std::span<graph::planned_channel const> channels, int channel,
                              summand const& s, bool collapsed) {
    int const n = s.alpha.order;
    std::array<int, max_derivative_order> block{};
    while (true) {
        int blocks = 0;
        for (int k = 0; k < n; ++k)
            if (block[static_cast<std::size_t>(k)] >= blocks) blocks = block[static_cast<std::size_t>(k)] + 1;
        if (!(collapsed && blocks == 1)) {  // a collapsed channel enters its own rule once, as a whole
            jet_product p{channel, blocks, s.multiplicity, s.weight, {}};
            for (int b = 0; b < blocks; ++b) {
                multi_index part;
                for (int k = 0; k < n; ++k)
                    if (block[static_cast<std::size_t>(k)] == b)
                        part.direction[static_cast<std::size_t>(part.order++)] =
                            s.alpha.direction[static_cast<std::size_t>(k)];
                int const at = find_plain(channels, part);
                if (at < 0) out.closed = false;
                p.factor[static_cast<std::size_t>(b)] = at;
            }
            for (int i = 1; i < blocks; ++i)  // ascending factors, so that equal products merge
                for (int j = i;
                     j > 0 && p.factor[static_cast<std::size_t>(j)] < p.factor[static_cast<std::size_t>(j - 1)]; --j) {
                    int const swap = p.factor[static_cast<std::size_t>(j)];
                    p.factor[static_cast<std::size_t>(j)] = p.factor[static_cast<std::size_t>(j - 1)];
                    p.factor[static_cast<std::size_t>(j - 1)] = swap;
                }
            out.add(p);
        }
        int k = n - 1;
        for (; k > 0; --k) {
            int highest = 0;
            for (int i = 0; i < k; ++i)
                if (block[static_cast<std::size_t>(i)] > highest) highest = block[static_cast<std::size_t>(i)];
            if (block[static_cast<std::size_t>(k)] <= highest) {
                ++block[static_cast<std::size_t>(k)];
                for (int i = k + 1; i < n; ++i) block[static_cast<std::size_t>(i)] = 0;
                break;
            }
        }
        if (k <= 0) return;
    }
}

/// Every product that makes h = phi(z) out of z, grouped by output channel
constexpr product_list products_of(std::span<graph::planned_channel const> channels) {
    product_list out;
    for (int c = 0; c < static_cast<int>(channels.size()); ++c) {
        graph::planned_channel const& channel = channels[static_cast<std::size_t>(c)];
        if (channel.collapsed) out.add({c, 1, 1, -1, {c}});
        for (int k = 0; k < channel.size; ++k)
            add_partitions(out, channels, c, channel.part[static_cast<std::size_t>(k)], channel.collapsed);
    }
    return out;
}

template <class Set>
inline constexpr product_list products_of_set = products_of(Set::values);

}  // namespace jet_composition

/// The chain rule of `Set`: every product that makes h = phi(z) out of z, grouped by output channel.
/// For order 0 it is h[0] = phi(z[0]) (order 0, no factors).
template <class Set>
inline constexpr auto chain_rule = [] {
    constexpr auto const& all = jet_composition::products_of_set<Set>;
    static_assert(all.closed);
    std::array<jet_product, static_cast<std::size_t>(all.size)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = all.list[i];
    return out;
}();

}  // namespace lamina
