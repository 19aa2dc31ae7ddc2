#pragma once

#include <cstddef>
#include <utility>

#include <lamina/kernel/dense_product.hpp>
#include <lamina/kernel/jet_gate.hpp>
#include <lamina/kernel/jet_units.hpp>
#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/unit_rows.hpp>
#include <lamina/kernel/weight_gradient.hpp>
#include <lamina/network/architecture.hpp>
#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// What `reverse` calls for each layer, sink(layer, adjoint, input): a reference to a function object, so that all
/// users share one instance of the pass.
template <class Real>
class layer_sink {
public:
    template <class Function>
    layer_sink(Function const& function)  // NOLINT: as implicit as a function_ref
        : object_(&function),
          call_([](void const* object, dense_layer const& layer, panel_block<Real> const& z,
                   panel_block<Real> const& h) { (*static_cast<Function const*>(object))(layer, z, h); }) {}

    void operator()(dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) const {
        call_(object_, layer, z, h);
    }

private:
    void const* object_;
    void (*call_)(void const*, dense_layer const&, panel_block<Real> const&, panel_block<Real> const&);
};

/// The jets of u_theta at a block of points, and their derivatives with respect to theta. One instance per channel set,
/// architecture and number type, whatever the network's widths.
template <class Channels, class Architecture, class Real>
struct jet_network {
    using V = lanes<Real>;
    using Activation = typename architecture_traits<Architecture>::activation;
    using units = jet_units<Channels, Activation, Real>;
    static constexpr panel_shape shape = panel_of<Channels, Real>;
    static constexpr std::size_t L = lane_count<Real>;
    static constexpr std::size_t row = shape.row();
    static constexpr std::size_t channels = shape.channels;

    /// work.values = the output jets, shape (panels, outputs, row); work.saved as `reverse` needs it.
    [[gnu::noinline]] static void forward(mlp_layout const& layout, Real const* theta, point_block<Real> const& block,
                                          jet_workspace<Real>& work) {
        for (std::size_t p = 0; p < block.count; ++p) {
            if constexpr (encoders) encode_panel(layout, theta, block, p, work);
            for (std::size_t l = 0; l < layout.layers().size(); ++l) forward_panel(layout, l, theta, block, p, work);
        }
    }

    /// As `forward`; also work.tangent_values = d(output jets)/dtheta * direction.
    [[gnu::noinline]] static void forward_tangent(mlp_layout const& layout, Real const* theta, Real const* direction,
                                                  point_block<Real> const& block, jet_workspace<Real>& work) {
        for (std::size_t p = 0; p < block.count; ++p) {
            if constexpr (encoders) {
                encode_panel(layout, theta, block, p, work);
                encode_tangent(layout, direction, block, p, work);
            }
            for (std::size_t l = 0; l < layout.layers().size(); ++l) {
                forward_panel(layout, l, theta, block, p, work);
                tangent_panel(layout, l, theta, direction, block, p, work);
                std::swap(work.tangent, work.tangent_next);
            }
        }
    }

    /// From work.adjoint = dL/d(output jets), shape (panels, outputs, row), after `forward` on the same block:
    /// calls sink(layer, adjoint, input) for each layer, the last first and encoders at the end, with the panel_blocks
    /// dL/dz and h of z = W h + b. Then dL/dW = adjoint input^T; a consumer chooses what to sum over.
    [[gnu::noinline]] static void reverse(mlp_layout const& layout, Real const* theta, point_block<Real> const& block,
                                          jet_workspace<Real>& work, layer_sink<Real> sink) {
        std::size_t const hidden = layout.hidden_layers();
        auto const found = [&](std::size_t l) {
            dense_layer const& layer = layout.layers()[l];
            sink(layer, adjoint(layout, l, block, work),
                 {input(layout, l, block, 0, work), block.count, layer.inputs, row});
        };
        if constexpr (encoders) {  // gates leave the inputs of layers as they are: panel by panel, encoders and all
            for (std::size_t p = 0; p < block.count; ++p) {
                for (std::size_t l = hidden; l > 1; --l) reverse_panel(layout, l, theta, block, p, work);
                reverse_encoders(layout, block, p, work);
            }
            for (std::size_t l = hidden; l > 1; --l) found(l);
        }
        for (std::size_t l = encoders ? 1 : hidden; l > 0; --l) {
            found(l);
            for (std::size_t p = 0; p < block.count; ++p) reverse_panel(layout, l, theta, block, p, work);
        }
        found(0);
        if constexpr (encoders)
            for (std::size_t e = 0; e < 2; ++e) {
                dense_layer const& layer = layout.encoders()[e];
                sink(layer, {saved(layout, hidden + e, block, 0, work).adjoints, block.count, layer.outputs, row},
                     {input(layout, 0, block, 0, work), block.count, layer.inputs, row});
            }
    }

protected:
    using saved_panel = typename units::saved_panel;
    using encoded_panels = encoder_panels<Channels, Real>;
    static constexpr std::size_t columns = shape.columns();
    static constexpr bool encoders = architecture_traits<Architecture>::encoders;

    static constexpr auto from_zero = [](std::size_t, V* z) __attribute__((always_inline)) {
        unroll<columns>([&](auto c) { z[c] = V(Real(0)); });
    };
    static start_from_bias<columns, channels, Real> from_bias(Real const* biases) { return {biases}; }
    static start_from_rows<columns, Real> from_rows(Real const* rows) { return {rows}; }
    static store_rows<columns, Real> to_rows(Real* rows) { return {rows}; }

    /// Lets other work go on when the units of a register tile, of which the first is `unit`, are done.
    [[gnu::always_inline]] static void after_tile(std::size_t unit, jet_workspace<Real>& work) {
        if (work.between != nullptr && unit % dense_tiling<columns, Real>::rows == 0) work.between->next();
    }

    /// Where panel p of the block saves at hidden layer l, or encoder l - hidden_layers().
    static saved_panel saved(mlp_layout const& layout, std::size_t l, point_block<Real> const& block, std::size_t p,
                             jet_workspace<Real>& work) {
        std::size_t unit = 0;
        if constexpr (encoders) {  // all layers are as wide as they
            unit = (l * block.count + p) * layout.encoders()[0].outputs;
        } else {
            for (std::size_t i = 0; i < l; ++i) unit += layout.layers()[i].outputs * block.count;
            unit += layout.layers()[l].outputs * p;
        }
        saved_panel save{work.saved.data() + work.jets_at + unit * row, work.slopes.data() + unit * row,
                         work.saved.data() + work.adjoints_at + unit * row, nullptr};
        if constexpr (encoders)
            if (l > 0 && l < layout.hidden_layers()) save.gated = work.gated.data() + work.jets_at + unit * row;
        return save;
    }
    /// What layer l reads at panel p of the block.
    static Real const* input(mlp_layout const& layout, std::size_t l, point_block<Real> const& block, std::size_t p,
                             jet_workspace<Real>& work) {
        if (l == 0) return block.points.jets(block.first + p);
        saved_panel const save = saved(layout, l - 1, block, p, work);
        return save.gated != nullptr ? save.gated : save.values;
    }
    /// Panel p of `panels` panels in [encoder] blocks.
    static encoded_panels encoded(aligned_vector<Real>& from, mlp_layout const& layout, std::size_t panels,
                                  std::size_t p) {
        std::size_t const size = layout.encoders()[0].outputs * row;
        return {from.data() + p * size, from.data() + (panels + p) * size};
    }
    /// U and V - U at panel p
    static encoded_panels encoded_values(mlp_layout const& layout, point_block<Real> const& block, std::size_t p,
                                         jet_workspace<Real>& work) {
        return {saved(layout, layout.hidden_layers(), block, p, work).values,
                saved(layout, layout.hidden_layers() + 1, block, p, work).values};
    }

    /// body(gate), with what follows the activation of hidden layer l.
    template <bool Reverse, class Body>
    static void with_gate([[maybe_unused]] mlp_layout const& layout, [[maybe_unused]] std::size_t l,
                          [[maybe_unused]] point_block<Real> const& block, [[maybe_unused]] std::size_t p,
                          [[maybe_unused]] jet_workspace<Real>& work, Body&& body) {
        if constexpr (encoders)
            if (l > 0) {
                encoded_panels const values = encoded_values(layout, block, p, work);
                if constexpr (Reverse) {
                    encoded_panels const adjoints = encoded(work.encoder_adjoints, layout, 1, 0);
                    return l + 1 == layout.hidden_layers() ? body(encoder_gate<Channels, Real, true>{values, adjoints})
                                                           : body(encoder_gate<Channels, Real>{values, adjoints});
                } else {
                    return body(encoder_gate<Channels, Real>{values, encoded(work.encoder_tangents, layout, 1, 0)});
                }
            }
        body(no_gate{});
    }

    /// Activates units of panel p. What it is given must outlive it.
    template <class Gate>
    static auto activated(point_block<Real> const& block, std::size_t const& p, jet_workspace<Real>& work,
                          saved_panel const& save, Gate const& gate) {
        return [&](auto count, std::size_t unit, V* z) __attribute__((always_inline)) {
            units::template activate<count>(z, unit, block.points, block.first + p, save, gate);
            after_tile(unit, work);
        };
    }

    [[gnu::noinline]] static void forward_panel(mlp_layout const& layout, std::size_t l, Real const* theta,
                              point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work) {
        dense_layer const& layer = layout.layers()[l];
        Real const* const in = input(layout, l, block, p, work);
        auto const multiply = [&](auto&& finish) {
            dense_product<false, columns>(theta + layer.weights, layer.inputs, layer.outputs, layer.inputs, in,
                                          from_bias(theta + layer.biases), finish);
        };
        if (l == layout.hidden_layers()) return multiply(to_rows(work.values.data() + p * layer.outputs * row));
        saved_panel const save = saved(layout, l, block, p, work);
        with_gate<false>(layout, l, block, p, work, [&](auto const& gate) {
            multiply(activated(block, p, work, save, gate));
        });
    }

    /// dL/dz of the block at layer l
    static panel_block<Real> adjoint(mlp_layout const& layout, std::size_t l, point_block<Real> const& block,
                                     jet_workspace<Real>& work) {
        Real* const at = l == layout.hidden_layers() ? work.adjoint.data() : saved(layout, l, block, 0, work).adjoints;
        return {at, block.count, layout.layers()[l].outputs, row};
    }

    /// dL/dz of layer l - 1 from that of layer l at a panel
    [[gnu::noinline]] static void reverse_panel(mlp_layout const& layout, std::size_t l, Real const* theta,
                              point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work) {
        dense_layer const& layer = layout.layers()[l];
        saved_panel const save = saved(layout, l - 1, block, p, work);
        with_gate<true>(layout, l - 1, block, p, work, [&](auto const& gate) {
            dense_product<true, columns>(
                theta + layer.weights, layer.inputs, layer.inputs, layer.outputs,
                adjoint(layout, l, block, work).at(p, 0), from_zero,
                [&](auto count, std::size_t unit, V* a) __attribute__((always_inline)) {
                    units::template reverse<count>(a, unit, block.points, block.first + p, save, gate);
                    after_tile(unit, work);
                });
        });
    }

    /// work.tangent_next = dh of layer l from work.tangent, that of the layer before; of the last, work.tangent_values.
    static void tangent_panel(mlp_layout const& layout, std::size_t l, Real const* theta, Real const* direction,
                              point_block<Real> const& block, std::size_t p, jet_workspace<Real>& work) {
        dense_layer const& layer = layout.layers()[l];
        bool const last = l == layout.hidden_layers();
        Real* const dz = last ? work.tangent_values.data() + p * layer.outputs * row : work.tangent_next.data();
        dense_product<false, columns>(direction + layer.weights, layer.inputs, layer.outputs, layer.inputs,
                                      input(layout, l, block, p, work), from_bias(direction + layer.biases),
                                      to_rows(dz));
        if (l > 0)
            dense_product<false, columns>(theta + layer.weights, layer.inputs, layer.outputs, layer.inputs,
                                          work.tangent.data(), from_rows(dz), to_rows(dz));
        if (last) return;
        saved_panel const save = saved(layout, l, block, p, work);
        with_gate<false>(layout, l, block, p, work, [&](auto const& gate) {
            units::tangent(dz, layer.outputs, block.points, block.first + p, save, gate);
        });
    }

    /// U and V - U at a panel.
    static void encode_panel(mlp_layout const& layout, Real const* theta, point_block<Real> const& block,
                             std::size_t p, jet_workspace<Real>& work) {
        encoded_panels const to = encoded_values(layout, block, p, work);
        encoder_difference<Channels, Real> const difference{to, {}};
        auto const encode = [&](std::size_t e, auto const& gate) {
            dense_layer const& layer = layout.encoders()[e];
            saved_panel const save = saved(layout, layout.hidden_layers() + e, block, p, work);
            dense_product<false, columns>(
                theta + layer.weights, layer.inputs, layer.outputs, layer.inputs, block.points.jets(block.first + p),
                from_bias(theta + layer.biases), activated(block, p, work, save, gate));
        };
        encode(0, no_gate{});
        encode(1, difference);
    }

    /// Their directional derivatives, into work.encoder_tangents.
    static void encode_tangent(mlp_layout const& layout, Real const* direction, point_block<Real> const& block,
                               std::size_t p, jet_workspace<Real>& work) {
        encoded_panels const slope = encoded(work.encoder_tangents, layout, 1, 0);
        auto const encode = [&](std::size_t e, Real* dz, auto const& gate) {
            dense_layer const& layer = layout.encoders()[e];
            dense_product<false, columns>(direction + layer.weights, layer.inputs, layer.outputs, layer.inputs,
                                          block.points.jets(block.first + p), from_bias(direction + layer.biases),
                                          to_rows(dz));
            units::tangent(dz, layer.outputs, block.points, block.first + p,
                           saved(layout, layout.hidden_layers() + e, block, p, work), gate);
        };
        encode(0, slope.u, no_gate{});
        encode(1, slope.difference,
               encoder_difference<Channels, Real>{encoded_values(layout, block, p, work), slope});
    }

    /// `reverse` of the encoders, after all gates have added to their adjoints.
    static void reverse_encoders(mlp_layout const& layout, point_block<Real> const& block, std::size_t p,
                                 jet_workspace<Real>& work) {
        saved_panel const u = saved(layout, layout.hidden_layers(), block, p, work);
        saved_panel const difference = saved(layout, layout.hidden_layers() + 1, block, p, work);
        units::reverse_encoders(encoded(work.encoder_adjoints, layout, 1, 0), layout.encoders()[0].outputs,
                                block.points, block.first + p, u, difference);
    }
};

}  // namespace lamina
