#pragma once

#include <cstddef>
#include <utility>

#include <lamina/kernel/dense_product.hpp>
#include <lamina/kernel/jet_chain.hpp>
#include <lamina/kernel/jet_gate.hpp>
#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/weight_gradient.hpp>
#include <lamina/network/architecture.hpp>
#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// Panels first .. first + count - 1 of a point set: what passes through all layers at a time.
template <class Real>
struct point_block {
    point_set<Real> const& points;
    std::size_t first = 0;
    std::size_t count = 0;
};

/// The jets of u_theta at a block of points, and their derivatives with respect to theta. One instance per
/// (channel set, architecture, number type), whatever the network's widths.
template <class Channels, class Architecture, class Real>
struct jet_network {
    using V = lanes<Real>;
    using Activation = typename architecture_traits<Architecture>::activation;
    using chain = jet_chain<Channels>;
    static constexpr panel_shape shape = panel_of<Channels, Real>;
    static constexpr std::size_t L = lane_count<Real>;
    static constexpr std::size_t row = shape.row();
    static constexpr std::size_t channels = shape.channels;

    /// work.values = the output jets, shape (panels, outputs, row); work.saved as `reverse` needs it.
    static void forward(mlp_layout const& layout, Real const* theta, point_block<Real> const& block,
                        jet_workspace<Real>& work) {
        for (std::size_t p = 0; p < block.count; ++p) forward_panel<false>(layout, theta, nullptr, block, p, work);
    }

    /// As `forward`; also work.tangent_values = d(output jets)/dtheta * direction.
    static void forward_tangent(mlp_layout const& layout, Real const* theta, Real const* direction,
                                point_block<Real> const& block, jet_workspace<Real>& work) {
        for (std::size_t p = 0; p < block.count; ++p) forward_panel<true>(layout, theta, direction, block, p, work);
    }

    /// From work.adjoint = dL/d(output jets), shape (panels, outputs, row), after `forward` on the same block:
    /// calls sink(layer, adjoint, input) for each layer, the last first and encoders at the end, with the panel_blocks
    /// dL/dz and h of z = W h + b. Then dL/dW = adjoint input^T; a consumer chooses what to sum over.
    template <class Sink>
    static void reverse(mlp_layout const& layout, Real const* theta, point_block<Real> const& block,
                        jet_workspace<Real>& work, Sink&& sink) {
        Real* adjoint = work.adjoint.data();
        Real* next = work.adjoint_next.data();
        auto const layers = layout.layers();
        for (std::size_t l = layers.size(); l-- > 0;) {
            dense_layer const& layer = layers[l];
            panel_block<Real> const z{adjoint, block.count, layer.outputs, row};
            panel_block<Real> h{block.points.jets(block.first), block.count, layer.inputs, row};
            if (l > 0) {
                h.data = work.activations.data();
                for (std::size_t p = 0; p < block.count; ++p) {
                    std::size_t const at = p * layer.inputs * row;
                    dense_product<true>(theta + layer.weights, layer.inputs, layer.inputs, layer.outputs, z.at(p, 0),
                                        next + at, row);
                    saved_panel const save = saved(layout, l - 1, block, p, work);
                    with_gate<true>(layout, l - 1, block, p, work, [&](auto const& gate) {
                        reverse_panel(layer.inputs, block, p, save, work.activations.data() + at, next + at, gate);
                    });
                }
            }
            sink(layer, z, h);
            std::swap(adjoint, next);
        }
        if constexpr (encoders) reverse_encoders(layout, block, work, sink);
    }

private:
    static constexpr int order = Channels::order;
    static constexpr std::size_t weights = static_cast<std::size_t>(Channels::weights);
    static constexpr bool encoders = architecture_traits<Architecture>::encoders;
    using encoded_panels = encoder_panels<Channels, Real>;

    struct saved_panel {
        Real* jets;    ///< [unit][group][channel][lane], the value's place taken by the first number saved
        Real* second;  ///< [unit][group][lane], the second number saved
    };

    /// Where panel p of the block at hidden layer l, or encoder l - hidden_layers(), saves what `reverse` needs.
    static saved_panel saved(mlp_layout const& layout, std::size_t l, point_block<Real> const& block, std::size_t p,
                             jet_workspace<Real>& work) {
        std::size_t unit = 0;
        bool const encoder = l >= layout.hidden_layers();  // all layers are as wide as the encoders then
        for (std::size_t i = 0; i < l; ++i) unit += layout.layers()[encoder ? 0 : i].outputs * block.count;
        unit += layout.layers()[encoder ? 0 : l].outputs * p;
        return {work.saved.data() + unit * row, work.saved_second.data() + unit * shape.points()};
    }

    /// Panel p of `panels` panels in [encoder] blocks.
    static encoded_panels encoded(aligned_vector<Real>& from, mlp_layout const& layout, std::size_t panels,
                                  std::size_t p) {
        std::size_t const size = layout.encoders()[0].outputs * row;
        return {from.data() + p * size, from.data() + (panels + p) * size};
    }

    /// body(gate), with what follows the activation of hidden layer l.
    template <bool Reverse, class Body>
    static void with_gate([[maybe_unused]] mlp_layout const& layout, [[maybe_unused]] std::size_t l,
                          [[maybe_unused]] point_block<Real> const& block, [[maybe_unused]] std::size_t p,
                          [[maybe_unused]] jet_workspace<Real>& work, Body&& body) {
        if constexpr (encoders)
            if (l > 0)
                return body(encoder_gate<Channels, Real>{
                    encoded(work.encoded, layout, block.count, p),
                    Reverse ? encoded(work.encoded_adjoint, layout, block.count, p)
                            : encoded(work.encoded_tangent, layout, 1, 0),
                    l + 1 == layout.hidden_layers()});
        body(no_gate{});
    }

    static void load(Real const* from, V* to, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) to[i] = V::load_aligned(from + i * L);
    }
    static void store(V const* from, Real* to, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) from[i].store_aligned(to + i * L);
    }

    static void add_bias(Real const* bias, std::size_t units, Real* z) {
        for (std::size_t u = 0; u < units; ++u)
            for (std::size_t g = 0; g < shape.groups; ++g) {
                Real* const value = z + u * row + g * channels * L;
                (V::load_aligned(value) + V(bias[u])).store_aligned(value);
            }
    }

    /// U and V - U at a panel.
    template <bool Tangent>
    static void encode_panel(mlp_layout const& layout, Real const* theta, Real const* direction,
                             point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work) {
        Real const* const h = block.points.jets(block.first + p);
        encoded_panels const to = encoded(work.encoded, layout, block.count, p);
        encoded_panels const slope = encoded(work.encoded_tangent, layout, 1, 0);
        for (std::size_t e = 0; e < 2; ++e) {
            dense_layer const& layer = layout.encoders()[e];
            saved_panel const save = saved(layout, layout.hidden_layers() + e, block, p, work);
            Real* const dz = e == 0 ? slope.u : slope.difference;
            dense_product<false>(theta + layer.weights, layer.inputs, layer.outputs, layer.inputs, h, save.jets, row);
            add_bias(theta + layer.biases, layer.outputs, save.jets);
            if constexpr (Tangent) {
                dense_product<false>(direction + layer.weights, layer.inputs, layer.outputs, layer.inputs, h, dz, row);
                add_bias(direction + layer.biases, layer.outputs, dz);
            }
            if (e == 0)
                activate<Tangent>(layer.outputs, block, p, save, to.u, dz, no_gate{});
            else
                activate<Tangent>(layer.outputs, block, p, save, to.difference, dz,
                                  encoder_difference<Channels, Real>{to, slope});
        }
    }

    template <bool Tangent>
    static void forward_panel(mlp_layout const& layout, Real const* theta, Real const* direction,
                              point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work) {
        auto const layers = layout.layers();
        Real const* h = block.points.jets(block.first + p);
        Real const* dh = nullptr;
        if constexpr (encoders) encode_panel<Tangent>(layout, theta, direction, block, p, work);
        for (std::size_t l = 0; l < layers.size(); ++l) {
            dense_layer const& layer = layers[l];
            bool const last = l + 1 == layers.size();
            std::size_t const output_at = p * layer.outputs * row;
            Real* const z = last ? work.values.data() + output_at : saved(layout, l, block, p, work).jets;
            dense_product<false>(theta + layer.weights, layer.inputs, layer.outputs, layer.inputs, h, z, row);
            add_bias(theta + layer.biases, layer.outputs, z);
            Real* dz = nullptr;
            if constexpr (Tangent) {
                dz = last ? work.tangent_values.data() + output_at : (l % 2 ? work.tangent : work.tangent_next).data();
                dense_product<false>(direction + layer.weights, layer.inputs, layer.outputs, layer.inputs, h, dz, row);
                if (l > 0)
                    dense_product<false>(theta + layer.weights, layer.inputs, layer.outputs, layer.inputs, dh, dz, row,
                                         true);
                add_bias(direction + layer.biases, layer.outputs, dz);
            }
            if (last) return;
            Real* const activated = (l % 2 ? work.adjoint : work.adjoint_next).data();
            saved_panel const save = saved(layout, l, block, p, work);
            with_gate<false>(layout, l, block, p, work, [&](auto const& gate) {
                activate<Tangent>(layer.outputs, block, p, save, activated, dz, gate);
            });
            h = activated;
            dh = dz;
        }
    }

    /// h = phi(z) for a panel, then gated; with Tangent also dz becomes dh.
    template <bool Tangent, class Gate>
    static void activate(std::size_t units, point_block<Real> const& block, std::size_t p, saved_panel const& save,
                         Real* h, Real* dz, Gate const& gate) {
        for (std::size_t g = 0; g < shape.groups; ++g) {
            V w[weights + 1];
            load(block.points.weights(block.first + p, g), w, weights);
            for (std::size_t u = 0; u < units; ++u) {
                std::size_t const at = u * row + g * channels * L;
                V z[channels], out[channels], d[order + 2], s[Activation::saved];
                load(save.jets + at, z, channels);
                Activation::save(z[0], s);
                Activation::template derivatives<order + (Tangent ? 1 : 0)>(s, d);
                chain::forward(z, w, d, out);
                s[0].store_aligned(save.jets + at);
                if constexpr (Activation::saved > 1)
                    s[1].store_aligned(save.second + (u * shape.groups + g) * L);
                if constexpr (Tangent) {
                    V in[channels], slope[channels];
                    load(dz + at, in, channels);
                    chain::tangent(z, w, d, in, slope);
                    gate.tangent(at, w, out, slope);
                    store(slope, dz + at, channels);
                }
                gate.forward(at, w, out);
                store(out, h + at, channels);
            }
        }
    }

    /// From what `activate` saved: h again (unless it is null), and `adjoint` from dL/dh to dL/dz in place.
    template <class Gate>
    static void reverse_panel(std::size_t units, point_block<Real> const& block, std::size_t p,
                              saved_panel const& save, Real* h, Real* adjoint, Gate const& gate) {
        for (std::size_t g = 0; g < shape.groups; ++g) {
            V w[weights + 1];
            load(block.points.weights(block.first + p, g), w, weights);
            for (std::size_t u = 0; u < units; ++u) {
                std::size_t const at = u * row + g * channels * L;
                V z[channels], out[channels], d[order + 2], s[Activation::saved], ah[channels];
                load(save.jets + at, z, channels);
                s[0] = z[0];
                if constexpr (Activation::saved > 1)
                    s[1] = V::load_aligned(save.second + (u * shape.groups + g) * L);
                Activation::template derivatives<order + 1>(s, d);
                load(adjoint + at, ah, channels);
                if (h != nullptr) {
                    chain::forward(z, w, d, out);
                    gate.reverse(at, w, out, ah);
                    gate.forward(at, w, out);
                    store(out, h + at, channels);
                }
                chain::reverse(z, w, d, ah, out);
                store(out, adjoint + at, channels);
            }
        }
    }

    /// `reverse` of the encoders, after all gates have added to their adjoints.
    template <class Sink>
    static void reverse_encoders(mlp_layout const& layout, point_block<Real> const& block, jet_workspace<Real>& work,
                                 Sink&& sink) {
        std::size_t const units = layout.encoders()[0].outputs;
        encoded_panels const all = encoded(work.encoded_adjoint, layout, block.count, 0);
        // dL/dU at constant V, from that at constant V - U
        for (std::size_t i = 0; i < block.count * units * row; i += L)
            (V::load_aligned(all.u + i) - V::load_aligned(all.difference + i)).store_aligned(all.u + i);
        for (std::size_t e = 0; e < 2; ++e) {
            Real* const adjoint = e == 0 ? all.u : all.difference;
            for (std::size_t p = 0; p < block.count; ++p)
                reverse_panel(units, block, p, saved(layout, layout.hidden_layers() + e, block, p, work), nullptr,
                              adjoint + p * units * row, no_gate{});
            sink(layout.encoders()[e], panel_block<Real>{adjoint, block.count, units, row},
                 panel_block<Real>{block.points.jets(block.first), block.count, layout.inputs(), row});
        }
    }
};

}  // namespace lamina
