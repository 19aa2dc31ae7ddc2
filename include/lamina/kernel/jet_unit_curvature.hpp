#pragma once

#include <cstddef>

#include <lamina/kernel/jet_units.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// Derivatives along a direction of theta of what `jet_units` saves at a layer and of its transpose. All are products
/// of jets: a change dz of z changes h = phi(z) by phi'(z) dz, and p = phi'(z) by phi''(z) dz, which is -2 h dh where
/// p = 1 - h^2 and else -h dz. Unit by unit, from memory to memory.
template <class Channels, class Activation, class Real>
struct jet_unit_curvature : jet_units<Channels, Activation, Real> {
    using units = jet_units<Channels, Activation, Real>;
    using typename units::product;
    using typename units::saved_panel;
    using typename units::V;
    using units::channels;
    using units::L;
    using units::row;
    using units::shape;

    /// From the unit rows along.values = dz of a panel, along = the derivatives of `save`.
    template <class Gate>
    static void tangent(std::size_t count, point_set<Real> const& points, std::size_t panel, saved_panel const& save,
                        saved_panel const& along, Gate const& gate) {
        each_group(count, points, panel, [&](std::size_t at, V const* weight) {
            V h[channels], slope[channels], dz[channels], out[channels];
            units::load(save.values + at, h);
            if constexpr (Gate::replaces) gate.restore(at, h);
            units::load_slope(save, at, weight, h, slope);
            units::load(along.values + at, dz);
            product::forward(dz, slope, weight, out);
            if constexpr (!Gate::replaces) units::store(out, along.values + at);
            if constexpr (Gate::gates) {
                gate.tangent(at, weight, h, out);
                units::store(out, (Gate::replaces ? along.values : along.gated) + at);
            }
            if constexpr (!Activation::slope_from_value) {
                product::forward(dz, h, weight, out);
                for (V& v : out) v = -v;
                units::store(out, along.slopes + at);
            }
        });
    }

    /// From the unit rows a = dL/dh and its derivative da, saves dL/dz in the place of phi(z) and its derivative in the
    /// place of that of phi(z).
    template <class Gate>
    static void reverse(Real const* a, Real const* da, std::size_t count, point_set<Real> const& points,
                        std::size_t panel, saved_panel const& save, saved_panel const& along, Gate const& gate) {
        each_group(count, points, panel, [&](std::size_t at, V const* weight) {
            V h[channels], dh[channels], slope[channels], adjoint[channels], dadjoint[channels];
            units::load(save.values + at, h);
            units::load(along.values + at, dh);
            units::load(a + at, adjoint);
            units::load(da + at, dadjoint);
            if constexpr (Gate::replaces)
                gate.restore(at, h), gate.restore_tangent(at, dh);
            else if constexpr (Gate::gates)
                gate.reverse(at, weight, h, dh, adjoint, dadjoint);
            units::load_slope(save, at, weight, h, slope);
            V out[channels], other[channels];
            product::reverse(slope, weight, adjoint, out);
            units::store(out, save.values + at);
            product::reverse(slope, weight, dadjoint, out);
            load_slope_tangent(along, at, weight, h, dh, slope);
            product::reverse(slope, weight, adjoint, other);
            unroll<channels>([&](auto c) __attribute__((always_inline)) { out[c] += other[c]; });
            units::store(out, along.values + at);
        });
    }

private:
    /// body(where its jets lie in the panel, weights) for each group of each of `count` units.
    template <class Body>
    static void each_group(std::size_t count, point_set<Real> const& points, std::size_t panel, Body&& body) {
        for (std::size_t group = 0; group < shape.groups; ++group) {
            V weight[static_cast<std::size_t>(Channels::weights) + 1];
            units::load_weights(points, panel, group, weight);
            for (std::size_t unit = 0; unit < count; ++unit) body(unit * row + group * channels * L, weight);
        }
    }
    /// The jet of the derivative of phi'(z).
    static void load_slope_tangent(saved_panel const& along, std::size_t at, V const* weight, V const* h, V const* dh,
                                   V* slope) {
        if constexpr (Activation::slope_from_value) {
            product::forward(h, dh, weight, slope);
            unroll<channels>([&](auto c) __attribute__((always_inline)) { slope[c] *= V(Real(-2)); });
        } else {
            units::load(along.slopes + at, slope);
        }
    }
};

}  // namespace lamina
