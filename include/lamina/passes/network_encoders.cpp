#include <algorithm>

#include <lamina/passes/network_pass.hpp>

// The two encoders of an `improved_mlp`, and the gates that they feed.
namespace lamina {

template <class Real>
auto network_pass<Real>::encoded(aligned_vector<Real>& from, std::size_t panels, std::size_t p) const
    -> encoder_panels {
    std::size_t const size = encoder_units() * row_;
    return {from.data() + p * size, from.data() + (panels + p) * size};
}

template <class Real>
auto network_pass<Real>::encoded_values(jet_workspace<Real>& work, std::size_t p) const -> encoder_panels {
    std::size_t const hidden = layout_.hidden_layers();
    return {saved(work, hidden, p).values, saved(work, hidden + 1, p).values};
}

/// U and V - U
template <class Real>
void network_pass<Real>::encode_panel(std::size_t p) const {
    std::size_t const hidden = layout_.hidden_layers();
    encoder_panels const to = encoded_values(work_, p);
    for (std::size_t e = 0; e < 2; ++e) {
        activate_layer(layout_.encoders()[e], jets(p), p, saved(work_, hidden + e, p));
    }
    run_.add(encoder_units() * row_, to.difference, Real(-1), to.u, to.difference);
}

/// The directional derivatives of U and V - U, into work.encoder_tangents.
template <class Real>
void network_pass<Real>::encode_tangent(Real const* direction, std::size_t p) const {
    std::size_t const hidden = layout_.hidden_layers();
    encoder_panels const slope = encoded(work_.encoder_tangents, 1, 0), value = encoded_values(work_, p);
    for (std::size_t e = 0; e < 2; ++e)
        some_units(encoder_units(), [&](std::size_t first, std::size_t count) {
            std::size_t const at = first * row_;
            Real* const dz = (e == 0 ? slope.u : slope.difference) + at;
            Real* phi = value.u + at;
            if (e == 1) {  // V from V - U
                phi = work_.room(work_.unit_products, count * row_);
                run_.add(count * row_, value.difference + at, Real(1), value.u + at, phi);
            }
            multiply(direction, layout_.encoders()[e], first, count, jets(p), product_start::bias, dz);
            times_slope(saved(work_, hidden + e, p), phi, first, count, p, dz, dz);
            if (e == 1) run_.add(count * row_, dz, Real(-1), slope.u + at, dz);
        });
}

template <class Real>
forward_gate<Real> network_pass<Real>::gate(std::size_t l, std::size_t p) const {
    if (!gated(l)) return {};
    encoder_panels const value = encoded_values(work_, p);
    return {value.u, value.difference, saved(work_, l, p).gated};
}

template <class Real>
reverse_gate<Real> network_pass<Real>::gate_in_reverse(std::size_t l, std::size_t p) const {
    if (!gated(l)) return {};
    encoder_panels const sum = encoded(work_.encoder_adjoints, 1, 0);
    return {encoded_values(work_, p).difference, l + 1 == layout_.hidden_layers(), sum.u, sum.difference};
}

/// What unit_passes::forward does of a gate, by lists: from h = phi(z) at some units
template <class Real>
void network_pass<Real>::through_gate(forward_gate<Real> const& gate, std::size_t first, std::size_t count,
                                      std::size_t p, Real const* h) const {
    std::size_t const at = first * row_;
    units_.multiply(cells(count), unit_weights(p), h, gate.difference + at, gate.u + at, gate.gated + at);
}

/// What unit_passes::reverse does of a gate, by lists: a = dL/d(what it makes) at some units becomes dL/dh.
template <class Real>
void network_pass<Real>::back_through_gate(reverse_gate<Real> const& gate, std::size_t first, std::size_t count,
                                           std::size_t p, Real const* h, Real* a) const {
    std::size_t const at = first * row_;
    Real *const sum_u = gate.sum_u + at, *const sum_difference = gate.sum_difference + at;
    if (gate.first)
        std::copy_n(a, count * row_, sum_u);
    else
        run_.add(count * row_, sum_u, Real(1), a, sum_u);
    Real const* const q = unit_weights(p);
    units_.multiply_transposed(cells(count), q, h, a, gate.first ? nullptr : sum_difference, sum_difference);
    units_.multiply_transposed(cells(count), q, gate.difference + at, a, nullptr, a);
}

/// dL/dz of the encoders, after all gates have added to their adjoints: dL/dU at constant V, and dL/dV
template <class Real>
void network_pass<Real>::reverse_encoders(std::size_t p) const {
    std::size_t const hidden = layout_.hidden_layers();
    encoder_panels const sum = encoded(work_.encoder_adjoints, 1, 0), value = encoded_values(work_, p);
    if (units_.reverse_encoders != nullptr) {
        saved_panel const u = saved(work_, hidden, p), v = saved(work_, hidden + 1, p);
        return units_.reverse_encoders(
            cells(encoder_units()), unit_weights(p),
            {u.values, v.values, u.slopes, v.slopes, sum.u, sum.difference, u.adjoints, v.adjoints});
    }
    some_units(encoder_units(), [&](std::size_t first, std::size_t count) {
        std::size_t const at = first * row_;
        Real* const v = work_.room(work_.unit_products, count * row_);
        run_.add(count * row_, sum.u + at, Real(-1), sum.difference + at, sum.u + at);
        run_.add(count * row_, value.difference + at, Real(1), value.u + at, v);
        for (std::size_t e = 0; e < 2; ++e) {
            saved_panel const save = saved(work_, hidden + e, p);
            times_slope_transposed(save, e == 0 ? value.u + at : v, first, count, p,
                                   (e == 0 ? sum.u : sum.difference) + at, save.adjoints + at);
        }
    });
}

template auto network_pass<double>::encoded(aligned_vector<double>&, std::size_t, std::size_t) const -> encoder_panels;
template auto network_pass<double>::encoded_values(jet_workspace<double>&, std::size_t) const -> encoder_panels;
template void network_pass<double>::encode_panel(std::size_t) const;
template void network_pass<double>::encode_tangent(double const*, std::size_t) const;
template forward_gate<double> network_pass<double>::gate(std::size_t, std::size_t) const;
template reverse_gate<double> network_pass<double>::gate_in_reverse(std::size_t, std::size_t) const;
template void network_pass<double>::through_gate(forward_gate<double> const&, std::size_t, std::size_t, std::size_t,
                                                 double const*) const;
template void network_pass<double>::back_through_gate(reverse_gate<double> const&, std::size_t, std::size_t,
                                                      std::size_t, double const*, double*) const;
template void network_pass<double>::reverse_encoders(std::size_t) const;
template auto network_pass<float>::encoded(aligned_vector<float>&, std::size_t, std::size_t) const -> encoder_panels;
template auto network_pass<float>::encoded_values(jet_workspace<float>&, std::size_t) const -> encoder_panels;
template void network_pass<float>::encode_panel(std::size_t) const;
template void network_pass<float>::encode_tangent(float const*, std::size_t) const;
template forward_gate<float> network_pass<float>::gate(std::size_t, std::size_t) const;
template reverse_gate<float> network_pass<float>::gate_in_reverse(std::size_t, std::size_t) const;
template void network_pass<float>::through_gate(forward_gate<float> const&, std::size_t, std::size_t, std::size_t,
                                                float const*) const;
template void network_pass<float>::back_through_gate(reverse_gate<float> const&, std::size_t, std::size_t, std::size_t,
                                                     float const*, float*) const;
template void network_pass<float>::reverse_encoders(std::size_t) const;

}  // namespace lamina
