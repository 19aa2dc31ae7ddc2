#pragma once

#include <cstddef>

#include <lamina/kernel/dense_product.hpp>
#include <lamina/kernel/jet_chain.hpp>
#include <lamina/kernel/jet_gate.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/product_rule.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// What happens to some units of a panel between two dense products: activation, gate, and the transposes of both.
/// `z` and `a` are unit rows in registers, of shape (Count, groups, channels).
template <class Channels, class Activation, class Real>
struct jet_units {
    using V = lanes<Real>;
    using chain = jet_chain<Channels>;
    using product = product_rule<Channels>;
    static constexpr panel_shape shape = panel_of<Channels, Real>;
    static constexpr std::size_t L = lane_count<Real>;
    static constexpr std::size_t row = shape.row();
    static constexpr std::size_t columns = shape.columns();
    static constexpr std::size_t channels = shape.channels;

    /// What a panel saves at a layer, unit rows.
    struct saved_panel {
        Real* values = nullptr;    ///< the jets of phi(z), or what replaces them
        Real* slopes = nullptr;    ///< the jets of phi'(z), if they do not follow from phi(z)
        Real* adjoints = nullptr;  ///< where `reverse` puts dL/dz, may be `values`
        Real* gated = nullptr;     ///< what a gate makes of phi(z), if there is one
    };

    /// From z, saves phi(z), phi'(z) and what the gate makes of phi(z).
    template <std::size_t Count, class Gate>
    [[gnu::always_inline]] static void activate(V const* z, std::size_t unit, point_set<Real> const& points,
                                                std::size_t panel, saved_panel to, Gate gate) {
        constexpr std::size_t saved = Activation::saved, together = batch(Count * shape.groups);
        unroll<Count * shape.groups / together>([&](auto b) __attribute__((always_inline)) {
            V value[together], s[together * saved];
            unroll<together>([&](auto i)
                                 __attribute__((always_inline)) { value[i] = z[(b * together + i) * channels]; });
            Activation::template save<together>(value, s);
            each<together>([&](auto i) __attribute__((always_inline)) {
                std::size_t const group = b * together + i;
                std::size_t const at = unit * row + group * channels * L;
                V weight[weights + 1], d[order + 2], h[channels];
                load_weights(points, panel, group % shape.groups, weight);
                Activation::template derivatives<order + 1>(s + i * saved, d);
                chain::forward(z + group * channels, weight, d, h);
                if constexpr (!Gate::replaces) store(h, to.values + at);
                if constexpr (!Activation::slope_from_value) {
                    V slope[channels];
                    chain::forward(z + group * channels, weight, d + 1, slope);
                    store(slope, to.slopes + at);
                }
                if constexpr (Gate::gates) {
                    gate.forward(at, weight, h);
                    store(h, (Gate::replaces ? to.values : to.gated) + at);
                }
            });
        });
    }

    /// From a = dL/dh, saves dL/dz.
    template <std::size_t Count, class Gate>
    [[gnu::always_inline]] static void reverse(V const* a, std::size_t unit, point_set<Real> const& points,
                                               std::size_t panel, saved_panel save, Gate gate) {
        each<Count * shape.groups>([&](auto group) __attribute__((always_inline)) {
            std::size_t const at = unit * row + group * channels * L;
            V weight[weights + 1], h[channels], slope[channels], adjoint[channels], out[channels];
            load_weights(points, panel, group % shape.groups, weight);
            load(save.values + at, h);
            unroll<channels>([&](auto c) __attribute__((always_inline)) { adjoint[c] = a[group * channels + c]; });
            if constexpr (Gate::gates) gate.reverse(at, weight, h, adjoint);
            load_slope(save, at, weight, h, slope);
            product::reverse(slope, weight, adjoint, out);
            store(out, save.adjoints + at);
        });
    }

    /// `reverse` of the two encoders at a panel, from `adjoint`: dL/dU at constant V - U, and dL/d(V - U).
    static void reverse_encoders(encoder_panels<Channels, Real> adjoint, std::size_t units,
                                 point_set<Real> const& points, std::size_t panel, saved_panel u,
                                 saved_panel difference) {
        for (std::size_t unit = 0; unit < units; ++unit)
            unroll<shape.groups>([&](auto group) __attribute__((always_inline)) {
                std::size_t const at = unit * row + group * channels * L;
                V weight[weights + 1], h[channels], other[channels], slope[channels], au[channels], av[channels];
                V out[channels];
                load_weights(points, panel, group, weight);
                load(adjoint.u + at, au);
                load(adjoint.difference + at, av);
                load(u.values + at, h);
                load(difference.values + at, other);
                load_slope(u, at, weight, h, slope);
                unroll<channels>([&](auto c) __attribute__((always_inline)) { au[c] -= av[c]; });  // at constant V
                product::reverse(slope, weight, au, out);
                store(out, u.adjoints + at);
                unroll<channels>([&](auto c) __attribute__((always_inline)) { h[c] += other[c]; });
                load_slope(difference, at, weight, h, slope);
                product::reverse(slope, weight, av, out);
                store(out, difference.adjoints + at);
            });
    }

    /// The unit rows `dz` of a panel become dh = phi'(z) dz, gated.
    template <class Gate>
    static void tangent(Real* dz, std::size_t units, point_set<Real> const& points, std::size_t panel,
                        saved_panel const& save, Gate const& gate) {
        for (std::size_t unit = 0; unit < units; ++unit)
            unroll<shape.groups>([&](auto group) __attribute__((always_inline)) {
                std::size_t const at = unit * row + group * channels * L;
                V weight[weights + 1], h[channels], slope[channels], in[channels], out[channels];
                load_weights(points, panel, group, weight);
                load(save.values + at, h);
                if constexpr (Gate::replaces) gate.restore(at, h);
                load_slope(save, at, weight, h, slope);
                load(dz + at, in);
                product::forward(in, slope, weight, out);
                if constexpr (Gate::gates) gate.tangent(at, weight, h, out);
                store(out, dz + at);
            });
    }

protected:
    static constexpr int order = Channels::order;
    static constexpr std::size_t weights = static_cast<std::size_t>(Channels::weights);

    /// body(i) for i < Count: a loop where units are too wide to lie in registers, as it is compiled once then.
    template <std::size_t Count, class Body>
    [[gnu::always_inline]] static void each(Body&& body) {
        if constexpr (dense_tiling<columns, Real>::parts == 1)
            unroll<Count>(body);
        else
            for (std::size_t i = 0; i < Count; ++i) body(i);
    }

    /// Values that the activation works on at a time: a divisor of their number.
    static constexpr std::size_t batch(std::size_t count) {
        for (std::size_t n = 5; n > 1; --n)
            if (count % n == 0) return n;
        return 1;
    }

    [[gnu::always_inline]] static void load(Real const* from, V* to) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) { to[c] = V::load_aligned(from + c * L); });
    }
    [[gnu::always_inline]] static void store(V const* from, Real* to) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) { from[c].store_aligned(to + c * L); });
    }
    [[gnu::always_inline]] static void load_weights([[maybe_unused]] point_set<Real> const& points,
                                                    [[maybe_unused]] std::size_t panel,
                                                    [[maybe_unused]] std::size_t group, [[maybe_unused]] V* weight) {
        if constexpr (weights > 0) {
            Real const* const from = points.weights(panel, group);
            unroll<weights>([&](auto i) __attribute__((always_inline)) { weight[i] = V::load_aligned(from + i * L); });
        }
    }
    /// The jet of phi'(z).
    [[gnu::always_inline]] static void load_slope(saved_panel const& save, std::size_t at, V const* weight, V const* h,
                                                  V* slope) {
        if constexpr (Activation::slope_from_value)
            product::one_minus_square(h, weight, slope);
        else
            load(save.slopes + at, slope);
    }
};

}  // namespace lamina
