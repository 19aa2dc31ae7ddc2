#include <lamina/passes/network_pass.hpp>

#include <utility>

namespace lamina {

template <class Real>
network_pass<Real>::network_pass(jet_rule const& rule, pass_table<Real> const& run, mlp_layout const& layout,
                                 Real const* theta, point_block<Real> const& block, jet_workspace<Real>& work)
    : rule_(rule),
      run_(run),
      layout_(layout),
      sweep_(sweep_of(layout.activation(), run)),
      slope_from_value_(layout.activation().slope_from_value),
      theta_(theta),
      block_(block),
      work_(work),
      row_(block.points.shape().row()),
      at_once_(run.units_at_once(block.points.shape().columns())),
      units_(run.unit_passes_of(rule, layout.activation().which)) {
    if (!units_.by_shape) return;
    work.room(work.coefficients, (rule.shape().coefficients() + 1) * block.points.shape().lanes);
    rule.coefficients(weights(0), block.points.shape().lanes, work.coefficients.data());
}

template <class Real>
Real const* network_pass<Real>::unit_weights(std::size_t p) const {
    if (!units_.by_shape) return weights(p);
    if (rule_.weights() > 0) rule_.coefficients(weights(p), block_.points.shape().lanes, work_.coefficients.data());
    return work_.coefficients.data();
}

template <class Real>
network_pass<Real>& network_pass<Real>::keeping_jets() {
    keeping_ = true;
    work_.room(work_.adjoints, work_.saved.size());
    return *this;
}

template <class Real>
auto network_pass<Real>::saved(jet_workspace<Real>& work, std::size_t l, std::size_t p) const -> saved_panel {
    std::size_t const hidden = layout_.hidden_layers();
    dense_layer const& layer = l < hidden ? layout_.layers()[l] : layout_.encoders()[l - hidden];
    std::size_t const unit = layer.units_before * block_.count + layer.outputs * p;
    saved_panel out;
    out.values = work.saved.data() + unit * row_;
    out.adjoints = keeping_ ? work.adjoints.data() + unit * row_ : out.values;
    if (!slope_from_value_) out.slopes = work.slopes.data() + unit * row_;
    if (gated(l) && l < hidden) out.gated = work.gated.data() + unit * row_;
    return out;
}

template <class Real>
Real const* network_pass<Real>::input(jet_workspace<Real>& work, std::size_t l, std::size_t p) const {
    if (l == 0) return jets(p);
    saved_panel const save = saved(work, l - 1, p);
    return save.gated != nullptr ? save.gated : save.values;
}

template <class Real>
panel_block<Real> network_pass<Real>::inputs(jet_workspace<Real>& work, std::size_t l) const {
    if (l == 0) return all_jets();
    return {input(work, l, 0), block_.count, layout_.layers()[l].inputs, row_};
}

template <class Real>
panel_block<Real> network_pass<Real>::adjoint(std::size_t l) const {
    Real* const at = l == layout_.hidden_layers() ? work_.adjoint.data() : saved(work_, l, 0).adjoints;
    return {at, block_.count, layout_.layers()[l].outputs, row_};
}

template <class Real>
void network_pass<Real>::multiply(Real const* theta, dense_layer const& layer, std::size_t first, std::size_t count,
                                  Real const* in, product_start start, Real* out) const {
    panel_shape const shape = block_.points.shape();
    run_.dense_product({false, theta + layer.weights + first * layer.inputs, layer.inputs, count, layer.inputs, in,
                        shape.columns(), shape.channels, start, theta + layer.biases + first, out});
}

template <class Real>
void network_pass<Real>::multiply_transposed(Real const* theta, dense_layer const& layer, std::size_t first,
                                             std::size_t count, Real const* z, product_start start, Real* out) const {
    panel_shape const shape = block_.points.shape();
    run_.dense_product({true, theta + layer.weights + first, layer.inputs, count, layer.outputs, z, shape.columns(),
                        shape.channels, start, nullptr, out});
}

template <class Real>
Real const* network_pass<Real>::slopes(saved_panel const& save, Real const* values, std::size_t first,
                                       std::size_t count, std::size_t p) const {
    if (!slope_from_value_) return save.slopes + first * row_;
    Real* const out = work_.room(work_.unit_slopes, count * row_);
    units_.one_minus_square(cells(count), unit_weights(p), values, out);
    return out;
}

template <class Real>
void network_pass<Real>::times_slope(saved_panel const& save, Real const* values, std::size_t first, std::size_t count,
                                     std::size_t p, Real const* dz, Real* out) const {
    Real const* const q = unit_weights(p);
    if (units_.times_slope != nullptr)
        units_.times_slope(cells(count), q, values, save.slopes + first * row_, dz, out);
    else
        units_.multiply(cells(count), q, dz, slopes(save, values, first, count, p), nullptr, out);
}

template <class Real>
void network_pass<Real>::times_slope_transposed(saved_panel const& save, Real const* values, std::size_t first,
                                                std::size_t count, std::size_t p, Real const* a, Real* out) const {
    Real const* const q = unit_weights(p);
    if (units_.times_slope_transposed != nullptr)
        units_.times_slope_transposed(cells(count), q, values, save.slopes + first * row_, a, out);
    else
        units_.multiply_transposed(cells(count), q, slopes(save, values, first, count, p), a, nullptr, out);
}

/// Saves phi(z), its slopes, and what a gate makes of it, of some units.
template <class Real>
void network_pass<Real>::activate(dense_layer const& layer, Real const* in, std::size_t first, std::size_t count,
                                  std::size_t p, saved_panel const& to, forward_gate<Real> const& gate) const {
    Real* const z = to.values + first * row_;
    if (units_.forward != nullptr) {
        panel_shape const shape = block_.points.shape();
        return units_.forward(
            {false, theta_ + layer.weights + first * layer.inputs, layer.inputs, count, layer.inputs, in,
             shape.columns(), shape.channels, product_start::bias, theta_ + layer.biases + first, z},
            unit_weights(p), to.slopes + first * row_, gate);
    }
    multiply(theta_, layer, first, count, in, product_start::bias, z);
    jet_cells const some = cells(count);
    int const order = rule_.order() + (slope_from_value_ ? 0 : 1);
    std::size_t const line = block_.points.shape().lanes;
    Real* const d = work_.room(work_.derivatives, static_cast<std::size_t>(order + 1) * some.count * line);
    sweep_(z, rule_.channels() * line, some.count, order, d);
    run_.compose(some, weights(p), d, z, slope_from_value_ ? nullptr : to.slopes + first * row_);
    if (gate.gated != nullptr) through_gate(gate, first, count, p, z);
}

template <class Real>
void network_pass<Real>::activate_layer(dense_layer const& layer, Real const* in, std::size_t p, saved_panel const& to,
                                        forward_gate<Real> const& gate) const {
    if (units_.forward != nullptr) return activate(layer, in, 0, layer.outputs, p, to, gate);
    some_units(layer.outputs,
               [&](std::size_t first, std::size_t count) { activate(layer, in, first, count, p, to, gate); });
}

template <class Real>
void network_pass<Real>::forward_panel(std::size_t l, std::size_t p) const {
    dense_layer const& layer = layout_.layers()[l];
    Real const* const in = input(work_, l, p);
    if (l == layout_.hidden_layers())
        return multiply(theta_, layer, 0, layer.outputs, in, product_start::bias,
                        work_.values.data() + p * layer.outputs * row_);
    activate_layer(layer, in, p, saved(work_, l, p), gate(l, p));
}

template <class Real>
void network_pass<Real>::forward() const {
    for (std::size_t p = 0; p < block_.count; ++p) {
        if (encoders()) encode_panel(p);
        for (std::size_t l = 0; l < layout_.layers().size(); ++l) forward_panel(l, p);
    }
}

/// work.tangent_next = dh of layer l from work.tangent, that of the layer before; of the last, work.tangent_values.
template <class Real>
void network_pass<Real>::tangent_panel(std::size_t l, Real const* direction, std::size_t p) const {
    dense_layer const& layer = layout_.layers()[l];
    bool const last = l == layout_.hidden_layers();
    Real* const dz = last ? work_.tangent_values.data() + p * layer.outputs * row_ : work_.tangent_next.data();
    multiply(direction, layer, 0, layer.outputs, input(work_, l, p), product_start::bias, dz);
    if (l > 0) multiply(theta_, layer, 0, layer.outputs, work_.tangent.data(), product_start::rows, dz);
    if (last) return;
    saved_panel const save = saved(work_, l, p);
    some_units(layer.outputs, [&](std::size_t first, std::size_t count) {
        jet_cells const some = cells(count);
        std::size_t const at = first * row_;
        Real* const dh = dz + at;
        times_slope(save, save.values + at, first, count, p, dh, dh);
        if (!gated(l)) return;
        encoder_panels const value = encoded_values(work_, p), slope = encoded(work_.encoder_tangents, 1, 0);
        units_.multiply(some, unit_weights(p), dh, value.difference + at, slope.u + at, dh);
        units_.multiply(some, unit_weights(p), save.values + at, slope.difference + at, dh, dh);
    });
}

template <class Real>
void network_pass<Real>::forward_tangent(Real const* direction) const {
    for (std::size_t p = 0; p < block_.count; ++p) {
        if (encoders()) encode_panel(p), encode_tangent(direction, p);
        for (std::size_t l = 0; l < layout_.layers().size(); ++l) {
            forward_panel(l, p);
            tangent_panel(l, direction, p);
            std::swap(work_.tangent, work_.tangent_next);
        }
    }
}

/// dL/dz of layer l - 1 from that of layer l at a panel
template <class Real>
void network_pass<Real>::reverse_panel(std::size_t l, std::size_t p) const {
    dense_layer const& layer = layout_.layers()[l];
    saved_panel const save = saved(work_, l - 1, p);
    Real const* const z = adjoint(l).at(p, 0);
    reverse_gate<Real> const behind = gate_in_reverse(l - 1, p);
    if (units_.reverse != nullptr) {
        panel_shape const shape = block_.points.shape();
        Real* const a = work_.room(work_.unit_adjoints, layer.inputs * row_);
        return units_.reverse({true, theta_ + layer.weights, layer.inputs, layer.inputs, layer.outputs, z,
                               shape.columns(), shape.channels, product_start::zero, nullptr, a},
                              unit_weights(p), save.values, save.slopes, save.adjoints, behind);
    }
    some_units(layer.inputs, [&](std::size_t first, std::size_t count) {
        std::size_t const at = first * row_;
        Real* const a = work_.room(work_.unit_adjoints, count * row_);
        multiply_transposed(theta_, layer, first, count, z, product_start::zero, a);
        if (behind.difference != nullptr) back_through_gate(behind, first, count, p, save.values + at, a);
        times_slope_transposed(save, save.values + at, first, count, p, a, save.adjoints + at);
    });
}

template <class Real>
void network_pass<Real>::reverse(layer_sink<Real> sink) const {
    std::size_t const hidden = layout_.hidden_layers();
    auto const found = [&](std::size_t l) { sink(layout_.layers()[l], adjoint(l), inputs(work_, l)); };
    if (encoders()) {  // gates leave the inputs of layers as they are: panel by panel, encoders and all
        for (std::size_t p = 0; p < block_.count; ++p) {
            for (std::size_t l = hidden; l > 1; --l) reverse_panel(l, p);
            reverse_encoders(p);
        }
        for (std::size_t l = hidden; l > 1; --l) found(l);
    }
    for (std::size_t l = encoders() ? 1 : hidden; l > 0; --l) {
        found(l);
        for (std::size_t p = 0; p < block_.count; ++p) reverse_panel(l, p);
    }
    found(0);
    for (std::size_t e = 0; e < layout_.encoders().size(); ++e) {
        dense_layer const& layer = layout_.encoders()[e];
        sink(layer, {saved(work_, hidden + e, 0).adjoints, block_.count, layer.outputs, row_}, all_jets());
    }
}

template class network_pass<double>;
template class network_pass<float>;

}  // namespace lamina
