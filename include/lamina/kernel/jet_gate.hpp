#pragma once

#include <cstddef>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/product_rule.hpp>

/// What happens to the jets of a unit between its activation and the next layer, in registers. `at` is where the jets
/// lie in a panel.
///   gates                        whether anything does
///   forward(at, w, h)            h from phi(z), in place
///   tangent(at, w, h, dh)        dh from the tangent of phi(z), in place; h is still phi(z)
///   reverse(at, w, h, ah)        ah from dL/dh to dL/dphi(z), in place; h is still phi(z)
namespace lamina {

/// h = phi(z)
struct no_gate {
    static constexpr bool gates = false;
};

/// Panels of the two encoders U and V of an improved_mlp. As V - U is used wherever V is, it is kept in V's place.
template <class Channels, class Real>
struct encoder_panels {
    static constexpr std::size_t channels = static_cast<std::size_t>(Channels::size);
    using V = lanes<Real>;

    Real* u = nullptr;
    Real* difference = nullptr;  ///< V - U

    static void load(Real const* from, V* to) {
        for (std::size_t c = 0; c < channels; ++c) to[c] = V::load_aligned(from + c * lane_count<Real>);
    }
    static void store(V const* from, Real* to) {
        for (std::size_t c = 0; c < channels; ++c) from[c].store_aligned(to + c * lane_count<Real>);
    }
};

/// h = phi(z) - U: the second encoder, kept as V - U. Its reverse is that of no_gate.
template <class Channels, class Real>
struct encoder_difference {
    using panels = encoder_panels<Channels, Real>;
    using V = lanes<Real>;
    static constexpr bool gates = true;

    panels value, slope;

    void forward(std::size_t at, V const*, V* h) const { subtract(value.u + at, h); }
    void tangent(std::size_t at, V const*, V const*, V* dh) const { subtract(slope.u + at, dh); }

private:
    static void subtract(Real const* from, V* h) {
        V u[panels::channels];
        panels::load(from, u);
        for (std::size_t c = 0; c < panels::channels; ++c) h[c] -= u[c];
    }
};

/// h = (1 - Z) U + Z V = U + Z (V - U) with Z = phi(z)  (Wang, Teng, Perdikaris 2021, eq. 2.36)
template <class Channels, class Real>
struct encoder_gate {
    using panels = encoder_panels<Channels, Real>;
    using rule = product_rule<Channels>;
    using V = lanes<Real>;
    static constexpr std::size_t channels = panels::channels;
    static constexpr bool gates = true;

    panels value;
    panels slope;        ///< of value, along a direction; or its adjoint, to which `reverse` adds
    bool first = false;  ///< whether `reverse` is the first to add

    void forward(std::size_t at, V const* w, V* h) const {
        V u[channels], difference[channels], product[channels];
        panels::load(value.u + at, u);
        panels::load(value.difference + at, difference);
        rule::forward(h, difference, w, product);
        for (std::size_t c = 0; c < channels; ++c) h[c] = u[c] + product[c];
    }

    void tangent(std::size_t at, V const* w, V const* h, V* dh) const {
        V other[channels], product[channels], sum[channels];
        panels::load(slope.u + at, sum);
        panels::load(value.difference + at, other);
        rule::forward(dh, other, w, product);
        for (std::size_t c = 0; c < channels; ++c) sum[c] += product[c];
        panels::load(slope.difference + at, other);
        rule::forward(h, other, w, product);
        for (std::size_t c = 0; c < channels; ++c) dh[c] = sum[c] + product[c];
    }

    void reverse(std::size_t at, V const* w, V const* h, V* ah) const {
        V difference[channels], product[channels];
        add(ah, slope.u + at);
        rule::reverse(h, w, ah, product);
        add(product, slope.difference + at);
        panels::load(value.difference + at, difference);
        rule::reverse(difference, w, ah, product);
        for (std::size_t c = 0; c < channels; ++c) ah[c] = product[c];
    }

protected:
    void add(V const* what, Real* to) const {
        V sum[channels];
        if (first) return panels::store(what, to);
        panels::load(to, sum);
        for (std::size_t c = 0; c < channels; ++c) sum[c] += what[c];
        panels::store(sum, to);
    }
};

}  // namespace lamina
