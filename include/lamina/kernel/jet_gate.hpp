#pragma once

#include <cstddef>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/product_rule.hpp>
#include <lamina/kernel/unroll.hpp>

/// What happens to the jets of a unit between its activation and the next layer, in registers. `at` is where the jets
/// lie in a panel.
///   gates                        whether anything does
///   replaces                     whether its result takes the place of phi(z), which `restore` finds again
///   forward(at, w, h)            h from phi(z), in place
///   tangent(at, w, h, dh)        dh from the tangent of phi(z), in place; h is still phi(z)
///   reverse(at, w, h, ah)        ah from dL/dh to dL/dphi(z), in place; h is still phi(z)
namespace lamina {

/// h = phi(z)
struct no_gate {
    static constexpr bool gates = false, replaces = false;
};

/// Panels of the two encoders U and V of an improved_mlp. As V - U is used wherever V is, it is kept in V's place.
template <class Channels, class Real>
struct encoder_panels {
    static constexpr std::size_t channels = static_cast<std::size_t>(Channels::size);
    using V = lanes<Real>;

    Real* u = nullptr;
    Real* difference = nullptr;  ///< V - U

    [[gnu::always_inline]] static void load(Real const* from, V* to) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) {
            to[c] = V::load_aligned(from + c * lane_count<Real>);
        });
    }
    [[gnu::always_inline]] static void store(V const* from, Real* to) {
        unroll<channels>([&](auto c) __attribute__((always_inline)) {
            from[c].store_aligned(to + c * lane_count<Real>);
        });
    }
};

/// h = phi(z) - U: the second encoder, kept as V - U. Its reverse is that of no_gate.
template <class Channels, class Real>
struct encoder_difference {
    using panels = encoder_panels<Channels, Real>;
    using V = lanes<Real>;
    static constexpr bool gates = true, replaces = true;

    panels value, slope;

    [[gnu::always_inline]] void forward(std::size_t at, V const*, V* h) const { subtract(value.u + at, h); }
    [[gnu::always_inline]] void tangent(std::size_t at, V const*, V const*, V* dh) const { subtract(slope.u + at, dh); }
    [[gnu::always_inline]] void restore(std::size_t at, V* h) const { add(value.u + at, h); }
    [[gnu::always_inline]] void restore_tangent(std::size_t at, V* dh) const { add(slope.u + at, dh); }

private:
    [[gnu::always_inline]] static void add(Real const* from, V* h) {
        V u[panels::channels];
        panels::load(from, u);
        unroll<panels::channels>([&](auto c) __attribute__((always_inline)) { h[c] += u[c]; });
    }
    [[gnu::always_inline]] static void subtract(Real const* from, V* h) {
        V u[panels::channels];
        panels::load(from, u);
        unroll<panels::channels>([&](auto c) __attribute__((always_inline)) { h[c] -= u[c]; });
    }
};

/// h = (1 - Z) U + Z V = U + Z (V - U) with Z = phi(z)  (Wang, Teng, Perdikaris 2021, eq. 2.36)
/// First: whether `reverse` is the first to add to the encoders' adjoints. All of it is inlined, and a unit's loads
/// come before its stores.
template <class Channels, class Real, bool First = false>
struct encoder_gate {
    using panels = encoder_panels<Channels, Real>;
    using rule = product_rule<Channels>;
    using V = lanes<Real>;
    static constexpr std::size_t channels = panels::channels;
    static constexpr bool gates = true, replaces = false;

    panels value;
    panels slope;  ///< of value, along a direction; or its adjoint, to which `reverse` adds

    [[gnu::always_inline]] void forward(std::size_t at, V const* w, V* h) const {
        V sum[channels], difference[channels];
        panels::load(value.u + at, sum);
        panels::load(value.difference + at, difference);
        rule::add_forward(h, difference, w, sum);
        unroll<channels>([&](auto c) __attribute__((always_inline)) { h[c] = sum[c]; });
    }

    [[gnu::always_inline]] void tangent(std::size_t at, V const* w, V const* h, V* dh) const {
        V other[channels], sum[channels];
        panels::load(slope.u + at, sum);
        panels::load(value.difference + at, other);
        rule::add_forward(dh, other, w, sum);
        panels::load(slope.difference + at, other);
        rule::add_forward(h, other, w, sum);
        unroll<channels>([&](auto c) __attribute__((always_inline)) { dh[c] = sum[c]; });
    }

    [[gnu::always_inline]] void reverse(std::size_t at, V const* w, V const* h, V* ah) const {
        V u[channels], sum[channels], difference[channels];
        panels::load(value.difference + at, difference);
        if constexpr (First) {
            unroll<channels>([&](auto c) __attribute__((always_inline)) { u[c] = ah[c]; });
            rule::reverse(h, w, ah, sum);
        } else {
            panels::load(slope.u + at, u);
            panels::load(slope.difference + at, sum);
            unroll<channels>([&](auto c) __attribute__((always_inline)) { u[c] += ah[c]; });
            rule::add_reverse(h, w, ah, sum);
        }
        panels::store(u, slope.u + at);
        panels::store(sum, slope.difference + at);
        rule::reverse(difference, w, ah, sum);
        unroll<channels>([&](auto c) __attribute__((always_inline)) { ah[c] = sum[c]; });
    }
};

}  // namespace lamina
