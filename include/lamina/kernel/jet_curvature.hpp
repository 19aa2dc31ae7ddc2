#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/kernel/jet_gate_curvature.hpp>
#include <lamina/kernel/jet_network.hpp>
#include <lamina/kernel/jet_unit_curvature.hpp>

namespace lamina {

/// Forward over reverse: the derivatives of the passes of `jet_network` along a direction v of theta. Everything that
/// these leave in the workspace `work` has its derivative at the same place of a second workspace, `along`.
///
/// With z = W g + b, h = phi(z) and a = dL/dz, at each layer:  z' = V g + W g' + b_v,  h' = phi'(z) z',
/// (dL/dh)' = W^T a' + V^T a,  (dL/dW)' = a' g^T + a g'^T.  Cost of both passes with `forward`: 8 products with or
/// onto the weights, where loss and gradient take 3.
template <class Channels, class Architecture, class Real>
struct jet_curvature : jet_network<Channels, Architecture, Real> {
    using network = jet_network<Channels, Architecture, Real>;
    using network::row;
    using typename network::Activation;
    using typename network::V;
    using units = jet_unit_curvature<Channels, Activation, Real>;

    /// After `forward` on the same block: `along` as `reverse` needs it, and
    /// work.tangent_values = d(output jets)/dtheta * direction.
    [[gnu::noinline]] static void tangent(mlp_layout const& layout, Real const* theta, Real const* direction,
                                          point_block<Real> const& block, jet_workspace<Real>& work,
                                          jet_workspace<Real>& along) {
        for (std::size_t p = 0; p < block.count; ++p) {
            if constexpr (encoders) encode_tangent(layout, direction, block, p, work, along);
            for (std::size_t l = 0; l < layout.layers().size(); ++l)
                tangent_panel(layout, l, theta, direction, block, p, work, along);
        }
    }

    /// From dL/d(output jets) in work.adjoint and its derivative in along.adjoint, after `tangent` on the same block:
    /// gradient (P,) += the derivative of dL/dtheta. Uses up both workspaces.
    [[gnu::noinline]] static void reverse(mlp_layout const& layout, Real const* theta, Real const* direction,
                                          point_block<Real> const& block, jet_workspace<Real>& work,
                                          jet_workspace<Real>& along, Real* gradient) {
        Real const* a = work.adjoint.data();
        Real const* da = along.adjoint.data();
        for (std::size_t l = layout.layers().size(); l-- > 0;) {
            dense_layer const& layer = layout.layers()[l];
            panel_block<Real> const z{a, block.count, layer.outputs, row}, dz{da, block.count, layer.outputs, row};
            panel_block<Real> const g{network::input(layout, l, block, 0, work), block.count, layer.inputs, row};
            add_gradient(layer, dz, g, gradient);
            if (l == 0) break;  // the network's inputs do not depend on theta
            panel_block<Real> const dg{network::input(layout, l, block, 0, along), block.count, layer.inputs, row};
            layer_gradient<columns>(z, dg, network::channels, gradient + layer.weights, static_cast<Real*>(nullptr));
            for (std::size_t p = 0; p < block.count; ++p) {
                for (auto* part : {&work.tangent, &along.tangent})
                    std::fill_n(part->data(), layer.inputs * row, Real(0));
                add_transposed(layer, theta, z.at(p, 0), work.tangent.data());
                add_transposed(layer, theta, dz.at(p, 0), along.tangent.data());
                add_transposed(layer, direction, z.at(p, 0), along.tangent.data());
                with_gate<true>(layout, l - 1, block, p, work, along, [&](auto const& gate) {
                    units::reverse(work.tangent.data(), along.tangent.data(), layer.inputs, block.points,
                                   block.first + p, network::saved(layout, l - 1, block, p, work),
                                   network::saved(layout, l - 1, block, p, along), gate);
                });
            }
            a = network::saved(layout, l - 1, block, 0, work).values;
            da = network::saved(layout, l - 1, block, 0, along).values;
        }
        if constexpr (encoders) reverse_encoders(layout, block, work, along, gradient);
    }

private:
    using network::columns;
    using network::encoders;
    using typename network::encoded_panels;
    using typename network::saved_panel;

    /// rows = direction's layer at the inputs, + W * (derivative of the inputs) unless that is null
    static void tangent_layer(dense_layer const& layer, Real const* theta, Real const* direction, Real const* in,
                              Real const* din, Real* rows) {
        dense_product<false, columns>(direction + layer.weights, layer.inputs, layer.outputs, layer.inputs, in,
                                      network::from_bias(direction + layer.biases), network::to_rows(rows));
        if (din != nullptr)
            dense_product<false, columns>(theta + layer.weights, layer.inputs, layer.outputs, layer.inputs, din,
                                          network::from_rows(rows), network::to_rows(rows));
    }

    static void tangent_panel(mlp_layout const& layout, std::size_t l, Real const* theta, Real const* direction,
                              point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work,
                              jet_workspace<Real>& along) {
        dense_layer const& layer = layout.layers()[l];
        bool const last = l == layout.hidden_layers();
        saved_panel const to = last ? saved_panel{work.tangent_values.data() + p * layer.outputs * row}
                                    : network::saved(layout, l, block, p, along);
        tangent_layer(layer, theta, direction, network::input(layout, l, block, p, work),
                      l == 0 ? nullptr : network::input(layout, l, block, p, along), to.values);
        if (last) return;
        saved_panel const save = network::saved(layout, l, block, p, work);
        with_gate<false>(layout, l, block, p, work, along, [&](auto const& gate) {
            units::tangent(layer.outputs, block.points, block.first + p, save, to, gate);
        });
    }

    /// The derivatives of U and V - U at a panel.
    static void encode_tangent(mlp_layout const& layout, Real const* direction, point_block<Real> const& block,
                               std::size_t p, jet_workspace<Real>& work, jet_workspace<Real>& along) {
        encoded_panels const slope = network::encoded_values(layout, block, p, along);
        auto const encode = [&](std::size_t e, auto const& gate) {
            dense_layer const& layer = layout.encoders()[e];
            saved_panel const to = network::saved(layout, layout.hidden_layers() + e, block, p, along);
            tangent_layer(layer, nullptr, direction, block.points.jets(block.first + p), nullptr, to.values);
            units::tangent(layer.outputs, block.points, block.first + p,
                           network::saved(layout, layout.hidden_layers() + e, block, p, work), to, gate);
        };
        encode(0, no_gate{});
        encode(1, encoder_difference<Channels, Real>{network::encoded_values(layout, block, p, work), slope});
    }

    /// `reverse` of the encoders, after all gates have added to their adjoints.
    static void reverse_encoders(mlp_layout const& layout, point_block<Real> const& block, jet_workspace<Real>& work,
                                 jet_workspace<Real>& along, Real* gradient) {
        std::size_t const width = layout.encoders()[0].outputs;
        encoded_panels const a = network::encoded(work.encoder_adjoints, layout, block.count, 0);
        encoded_panels const da = network::encoded(along.encoder_adjoints, layout, block.count, 0);
        for (encoded_panels const& all : {a, da})  // dL/dU at constant V, from that at constant V - U
            for (std::size_t i = 0; i < block.count * width * row; ++i) all.u[i] -= all.difference[i];
        auto const encoder = [&](std::size_t e, Real const* from, Real const* dfrom, auto const& gate_at) {
            std::size_t const at = layout.hidden_layers() + e;
            for (std::size_t p = 0; p < block.count; ++p)
                units::reverse(from + p * width * row, dfrom + p * width * row, width, block.points, block.first + p,
                               network::saved(layout, at, block, p, work), network::saved(layout, at, block, p, along),
                               gate_at(p));
            add_gradient(layout.encoders()[e],
                         {network::saved(layout, at, block, 0, along).values, block.count, width, row},
                         {block.points.jets(block.first), block.count, layout.inputs(), row}, gradient);
        };
        encoder(1, a.difference, da.difference, [&](std::size_t p) {  // first, as it reads U
            return encoder_difference<Channels, Real>{network::encoded_values(layout, block, p, work),
                                                      network::encoded_values(layout, block, p, along)};
        });
        encoder(0, a.u, da.u, [](std::size_t) { return no_gate{}; });
    }

    /// rows += W^T z at a panel
    static void add_transposed(dense_layer const& layer, Real const* theta, Real const* z, Real* rows) {
        dense_product<true, columns>(theta + layer.weights, layer.inputs, layer.inputs, layer.outputs, z,
                                     network::from_rows(rows), network::to_rows(rows));
    }
    /// gradient += z g^T of the layer's weights, and of its biases
    static void add_gradient(dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& g,
                             Real* gradient) {
        layer_gradient<columns>(z, g, network::channels, gradient + layer.weights, gradient + layer.biases);
    }

    /// body(gate), with what follows the activation of hidden layer l.
    template <bool Reverse, class Body>
    static void with_gate([[maybe_unused]] mlp_layout const& layout, [[maybe_unused]] std::size_t l,
                          [[maybe_unused]] point_block<Real> const& block, [[maybe_unused]] std::size_t p,
                          [[maybe_unused]] jet_workspace<Real>& work, [[maybe_unused]] jet_workspace<Real>& along,
                          Body&& body) {
        if constexpr (encoders)
            if (l > 0) {
                encoded_panels const value = network::encoded_values(layout, block, p, work);
                encoded_panels const slope = network::encoded_values(layout, block, p, along);
                if constexpr (Reverse) {
                    auto const gate = [&]<bool First>(std::bool_constant<First>) {
                        return encoder_gate_curvature<Channels, Real, First>{
                            {value, network::encoded(work.encoder_adjoints, layout, block.count, p)},
                            slope,
                            network::encoded(along.encoder_adjoints, layout, block.count, p)};
                    };
                    if (l + 1 == layout.hidden_layers()) return body(gate(std::true_type{}));
                    return body(gate(std::false_type{}));
                } else
                    return body(encoder_gate<Channels, Real>{value, slope});
            }
        body(no_gate{});
    }
};

}  // namespace lamina
