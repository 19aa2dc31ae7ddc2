#pragma once

#include <cstddef>
#include <utility>

#include <lamina/kernel/dense_product.hpp>
#include <lamina/kernel/jet_chain.hpp>
#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/weight_gradient.hpp>
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
/// (channel set, activation, number type), whatever the network's widths.
template <class Channels, class Activation, class Real>
struct jet_network {
    using V = lanes<Real>;
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
    /// calls sink(layer, adjoint, input) for each layer, the last first, with the panel_blocks dL/dz and h of
    /// z = W h + b. Then dL/dW = adjoint input^T; a consumer chooses what to sum over.
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
                    reverse_panel(layer.inputs, block, p, saved(layout, l - 1, block, p, work),
                                  work.activations.data() + at, next + at);
                }
            }
            sink(layer, z, h);
            std::swap(adjoint, next);
        }
    }

private:
    static constexpr int order = Channels::order;
    static constexpr std::size_t weights = static_cast<std::size_t>(Channels::weights);

    struct saved_panel {
        Real* jets;    ///< [unit][group][channel][lane], the value's place taken by the first number saved
        Real* second;  ///< [unit][group][lane], the second number saved
    };

    /// Where panel p of the block at hidden layer l saves what `reverse` needs.
    static saved_panel saved(mlp_layout const& layout, std::size_t l, point_block<Real> const& block, std::size_t p,
                             jet_workspace<Real>& work) {
        std::size_t unit = 0;
        for (std::size_t i = 0; i < l; ++i) unit += layout.layers()[i].outputs * block.count;
        unit += layout.layers()[l].outputs * p;
        return {work.saved.data() + unit * row, work.saved_second.data() + unit * shape.points()};
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

    template <bool Tangent>
    static void forward_panel(mlp_layout const& layout, Real const* theta, Real const* direction,
                              point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work) {
        auto const layers = layout.layers();
        Real const* h = block.points.jets(block.first + p);
        Real const* dh = nullptr;
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
            activate<Tangent>(layer.outputs, block, p, saved(layout, l, block, p, work), activated, dz);
            h = activated;
            dh = dz;
        }
    }

    /// h = phi(z) for a panel; with Tangent also dz becomes dh.
    template <bool Tangent>
    static void activate(std::size_t units, point_block<Real> const& block, std::size_t p, saved_panel const& save,
                         Real* h, Real* dz) {
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
                store(out, h + at, channels);
                s[0].store_aligned(save.jets + at);
                if constexpr (Activation::saved > 1)
                    s[1].store_aligned(save.second + (u * shape.groups + g) * L);
                if constexpr (Tangent) {
                    V in[channels];
                    load(dz + at, in, channels);
                    chain::tangent(z, w, d, in, out);
                    store(out, dz + at, channels);
                }
            }
        }
    }

    /// From what `activate` saved: h again, and `adjoint` from dL/dh to dL/dz in place.
    static void reverse_panel(std::size_t units, point_block<Real> const& block, std::size_t p,
                              saved_panel const& save, Real* h, Real* adjoint) {
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
                chain::forward(z, w, d, out);
                store(out, h + at, channels);
                load(adjoint + at, ah, channels);
                chain::reverse(z, w, d, ah, out);
                store(out, adjoint + at, channels);
            }
        }
    }
};

}  // namespace lamina
