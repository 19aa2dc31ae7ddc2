#pragma once

#include <cstddef>

#include <lamina/kernel/jet_gate.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// The derivative along a direction of what encoder_gate::reverse computes. The panels of the base class, as `reverse`
/// takes them, have their derivatives in `along`.
template <class Channels, class Real, bool First>
struct encoder_gate_curvature : encoder_gate<Channels, Real, First> {
    using gate = encoder_gate<Channels, Real, First>;
    using gate::channels;
    using gate::gates;
    using gate::replaces;
    using typename gate::panels;
    using typename gate::rule;
    using typename gate::V;

    panels along_value;    ///< U' and V' - U'
    panels along_adjoint;  ///< the derivatives of their adjoints, to which `reverse` adds

    /// As gate::reverse, with dh the derivative of h; dah from the derivative of ah to that of the new ah, in place.
    void reverse(std::size_t at, V const* w, V const* h, V const* dh, V* ah, V* dah) const {
        V factor[channels], sum[channels];
        add(dah, along_adjoint.u + at);
        products(h, dh, w, ah, dah, sum);
        add(sum, along_adjoint.difference + at);
        V along_factor[channels];
        panels::load(this->value.difference + at, factor);
        panels::load(along_value.difference + at, along_factor);
        products(factor, along_factor, w, ah, dah, sum);
        unroll<channels>([&](auto c) __attribute__((always_inline)) { dah[c] = sum[c]; });
        gate::reverse(at, w, h, ah);
    }

private:
    static void add(V const* what, Real* to) {
        V sum[channels];
        if constexpr (First) return panels::store(what, to);
        panels::load(to, sum);
        unroll<channels>([&](auto c) __attribute__((always_inline)) { sum[c] += what[c]; });
        panels::store(sum, to);
    }
    /// sum = the derivative of rule::reverse(f, w, a, .)
    static void products(V const* f, V const* df, V const* w, V const* a, V const* da, V* sum) {
        V other[channels];
        rule::reverse(f, w, da, sum);
        rule::reverse(df, w, a, other);
        unroll<channels>([&](auto c) __attribute__((always_inline)) { sum[c] += other[c]; });
    }
};

}  // namespace lamina
