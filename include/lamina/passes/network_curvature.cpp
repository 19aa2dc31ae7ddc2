#include <lamina/passes/network_curvature.hpp>

#include <algorithm>

namespace lamina {

/// out = direction's layer at the inputs, + W times the derivative of the inputs unless that is null
template <class Real>
void network_curvature<Real>::tangent_layer(dense_layer const& layer, Real const* in, Real const* along_in,
                                            Real* out) const {
    this->multiply(direction_, layer, 0, layer.outputs, in, product_start::bias, out);
    if (along_in != nullptr) this->multiply(this->theta_, layer, 0, layer.outputs, along_in, product_start::rows, out);
}

/// From the unit rows along.values = dz, the derivatives of phi(z), in their place, and of its slopes.
template <class Real>
void network_curvature<Real>::tangent_units(saved_panel const& save, saved_panel const& along, Real const* phi,
                                            std::size_t units, std::size_t p) const {
    this->some_units(units, [&](std::size_t first, std::size_t count) {
        jet_cells const some = this->cells(count);
        std::size_t const at = first * this->row_;
        Real* const dz = along.values + at;
        if (!this->slope_from_value_) {
            Real* const to = along.slopes + at;
            this->units_.multiply(some, this->unit_weights(p), dz, phi + at, nullptr, to);
            for (std::size_t i = 0; i < count * this->row_; ++i) to[i] = -to[i];
        }
        this->times_slope(save, phi + at, first, count, p, dz, dz);
    });
}

template <class Real>
void network_curvature<Real>::tangent_panel(std::size_t l, std::size_t p) const {
    dense_layer const& layer = this->layout_.layers()[l];
    bool const last = l == this->layout_.hidden_layers();
    saved_panel const to = last ? saved_panel{this->work_.tangent_values.data() + p * layer.outputs * this->row_}
                                : this->saved(along_, l, p);
    tangent_layer(layer, this->input(this->work_, l, p), l == 0 ? nullptr : this->input(along_, l, p), to.values);
    if (last) return;
    saved_panel const save = this->saved(this->work_, l, p);
    tangent_units(save, to, save.values, layer.outputs, p);
    if (!this->gated(l)) return;
    encoder_panels const value = this->encoded_values(this->work_, p), slope = this->encoded_values(along_, p);
    jet_cells const all = this->cells(layer.outputs);
    this->units_.multiply(all, this->unit_weights(p), to.values, value.difference, slope.u, to.gated);
    this->units_.multiply(all, this->unit_weights(p), save.values, slope.difference, to.gated, to.gated);
}

/// The derivatives of U and V - U at a panel.
template <class Real>
void network_curvature<Real>::encode_tangent(std::size_t p) const {
    std::size_t const hidden = this->layout_.hidden_layers(), units = this->encoder_units(), size = units * this->row_;
    encoder_panels const value = this->encoded_values(this->work_, p), slope = this->encoded_values(along_, p);
    for (std::size_t e = 0; e < 2; ++e) {
        saved_panel const save = this->saved(this->work_, hidden + e, p), to = this->saved(along_, hidden + e, p);
        tangent_layer(this->layout_.encoders()[e], this->jets(p), nullptr, to.values);
        Real* phi = value.u;
        if (e == 1) {
            phi = this->work_.room(this->work_.unit_products, size);
            this->run_.add(size, value.difference, Real(1), value.u, phi);
        }
        tangent_units(save, to, phi, units, p);
        if (e == 1) this->run_.add(size, slope.difference, Real(-1), slope.u, slope.difference);
    }
}

template <class Real>
void network_curvature<Real>::tangent() const {
    for (std::size_t p = 0; p < this->block_.count; ++p) {
        if (this->encoders()) encode_tangent(p);
        for (std::size_t l = 0; l < this->layout_.layers().size(); ++l) tangent_panel(l, p);
    }
}

/// gradient += z g^T of the layer's weights, and z of its biases
template <class Real>
void network_curvature<Real>::add_gradient(dense_layer const& layer, panel_block<Real> const& z,
                                           panel_block<Real> const& g, Real* gradient, bool biases) const {
    this->run_.layer_gradient(z, g, this->rule_.channels(), gradient + layer.weights,
                              biases ? gradient + layer.biases : nullptr);
}

/// Through the gate of hidden layer l: a = dL/dh and its derivative da become those of phi(z), and the adjoints of the
/// encoders are added to.
template <class Real>
void network_curvature<Real>::reverse_gate(std::size_t l, std::size_t p, std::size_t units, Real* a, Real* da) const {
    auto const& run = this->run_;
    jet_cells const all = this->cells(units);
    std::size_t const size = units * this->row_, panels = this->block_.count;
    bool const first = l + 1 == this->layout_.hidden_layers();
    Real const* const w = this->unit_weights(p);
    Real const *const h = this->saved(this->work_, l, p).values, *const dh = this->saved(along_, l, p).values;
    encoder_panels const value = this->encoded_values(this->work_, p), slope = this->encoded_values(along_, p);
    encoder_panels const sum = this->encoded(this->work_.encoder_adjoints, panels, p);
    encoder_panels const along_sum = this->encoded(along_.encoder_adjoints, panels, p);
    if (first) {
        std::copy_n(a, size, sum.u);
        std::copy_n(da, size, along_sum.u);
    } else {
        run.add(size, sum.u, Real(1), a, sum.u);
        run.add(size, along_sum.u, Real(1), da, along_sum.u);
    }
    this->units_.multiply_transposed(all, w, h, a, first ? nullptr : sum.difference, sum.difference);
    this->units_.multiply_transposed(all, w, h, da, first ? nullptr : along_sum.difference, along_sum.difference);
    this->units_.multiply_transposed(all, w, dh, a, along_sum.difference, along_sum.difference);
    this->units_.multiply_transposed(all, w, value.difference, da, nullptr, da);
    this->units_.multiply_transposed(all, w, slope.difference, a, da, da);
    this->units_.multiply_transposed(all, w, value.difference, a, nullptr, a);
}

/// From a = dL/dphi(z) and its derivative da, dL/dz in the place of phi(z) and its derivative in the place of that of
/// phi(z).
template <class Real>
void network_curvature<Real>::reverse_units(saved_panel const& save, saved_panel const& along, std::size_t units,
                                            std::size_t p, Real const* a, Real const* da) const {
    Real const* const w = this->unit_weights(p);
    this->some_units(units, [&](std::size_t first, std::size_t count) {
        jet_cells const some = this->cells(count);
        std::size_t const at = first * this->row_;
        Real *const h = save.values + at, *const dh = along.values + at;
        Real const* const slope = this->slopes(save, h, first, count, p);
        Real const* bend = along.slopes + at;
        if (this->slope_from_value_) {
            Real* const to = this->work_.room(this->work_.unit_slope_tangents, count * this->row_);
            this->units_.multiply(some, w, h, dh, nullptr, to);
            for (std::size_t i = 0; i < count * this->row_; ++i) to[i] *= Real(-2);
            bend = to;
        }
        this->units_.multiply_transposed(some, w, slope, da + at, nullptr, dh);
        this->units_.multiply_transposed(some, w, bend, a + at, dh, dh);
        this->units_.multiply_transposed(some, w, slope, a + at, nullptr, h);
    });
}

template <class Real>
void network_curvature<Real>::reverse(Real* gradient) const {
    auto& work = this->work_;
    std::size_t const panels = this->block_.count, row = this->row_;
    Real const* a = work.adjoint.data();
    Real const* da = along_.adjoint.data();
    for (std::size_t l = this->layout_.layers().size(); l-- > 0;) {
        dense_layer const& layer = this->layout_.layers()[l];
        panel_block<Real> const z{a, panels, layer.outputs, row}, dz{da, panels, layer.outputs, row};
        add_gradient(layer, dz, this->inputs(work, l), gradient);
        if (l == 0) break;  // the network's inputs do not depend on theta
        add_gradient(layer, z, this->inputs(along_, l), gradient, false);
        for (std::size_t p = 0; p < panels; ++p) {
            Real *const h = work.tangent.data(), *const dh = along_.tangent.data();
            this->multiply_transposed(this->theta_, layer, 0, layer.inputs, z.at(p, 0), product_start::zero, h);
            this->multiply_transposed(this->theta_, layer, 0, layer.inputs, dz.at(p, 0), product_start::zero, dh);
            this->multiply_transposed(direction_, layer, 0, layer.inputs, z.at(p, 0), product_start::rows, dh);
            if (this->gated(l - 1)) reverse_gate(l - 1, p, layer.inputs, h, dh);
            reverse_units(this->saved(work, l - 1, p), this->saved(along_, l - 1, p), layer.inputs, p, h, dh);
        }
        a = this->saved(work, l - 1, 0).values;
        da = this->saved(along_, l - 1, 0).values;
    }
    if (this->encoders()) reverse_encoders(gradient);
}

/// `reverse` of the encoders, after all gates have added to their adjoints.
template <class Real>
void network_curvature<Real>::reverse_encoders(Real* gradient) const {
    auto const& run = this->run_;
    auto& work = this->work_;
    std::size_t const hidden = this->layout_.hidden_layers(), panels = this->block_.count;
    std::size_t const units = this->encoder_units(), size = units * this->row_;
    for (std::size_t p = 0; p < panels; ++p) {
        encoder_panels const sum = this->encoded(work.encoder_adjoints, panels, p);
        encoder_panels const along_sum = this->encoded(along_.encoder_adjoints, panels, p);
        encoder_panels const value = this->encoded_values(work, p), slope = this->encoded_values(along_, p);
        run.add(size, sum.u, Real(-1), sum.difference, sum.u);  // at constant V
        run.add(size, along_sum.u, Real(-1), along_sum.difference, along_sum.u);
        run.add(size, value.difference, Real(1), value.u, value.difference);  // V
        run.add(size, slope.difference, Real(1), slope.u, slope.difference);
        for (std::size_t e = 0; e < 2; ++e)
            reverse_units(this->saved(work, hidden + e, p), this->saved(along_, hidden + e, p), units, p,
                          e == 0 ? sum.u : sum.difference, e == 0 ? along_sum.u : along_sum.difference);
    }
    for (std::size_t e = 0; e < 2; ++e)
        add_gradient(this->layout_.encoders()[e],
                     {this->saved(along_, hidden + e, 0).values, panels, units, this->row_},
                     this->all_jets(), gradient);
}

template class network_curvature<double>;
template class network_curvature<float>;

}  // namespace lamina
