#pragma once

#include <cstddef>

#include <lamina/network/activation_choice.hpp>
#include <lamina/numerics/line_of_points.hpp>

namespace lamina::activation {

/// A type with
///   template <class V> static void derivatives(V const& z, int order, V* d)   d[k] = phi^(k)(z), k = 0 .. order <= 5
/// V stands for some numbers at a time: it has their arithmetic and, unqualified, exp, log, sin, ... An equation of
/// order n asks for n + 1 derivatives.
template <class Phi>
concept Derivatives = requires(line_of_points<double> const& z, line_of_points<double>* d) {
    Phi::derivatives(z, 5, d);
};

/// An activation_sweep from the derivatives of one value: all of a pass that is compiled with the user.
template <Derivatives Phi, class Real>
void own_sweep(Real const* z, std::size_t stride, std::size_t cells, int order, Real* d) {
    using V = line_of_points<Real>;
    for (std::size_t i = 0; i < cells; ++i) {
        V of[6];
        Phi::derivatives(V::load(z + i * stride), order, of);
        for (int k = 0; k <= order; ++k) of[k].store(d + (static_cast<std::size_t>(k) * cells + i) * line_size<Real>);
    }
}

template <Derivatives Phi>
struct own_function {
    static constexpr activation_choice choice{activation_choice::own, false, own_sweep<Phi, double>,
                                              own_sweep<Phi, float>};
};

/// An activation of your own:
///
///     struct swish {  // z / (1 + exp(-z))
///         template <class V>
///         static void derivatives(V const& z, int order, V* d) {
///             V const s = 1 / (1 + exp(-z)), t = s * (1 - s);
///             d[0] = z * s;
///             if (order >= 1) d[1] = s + z * t;
///             if (order >= 2) d[2] = t * (2 + z * (1 - 2 * s));
///             if (order >= 3) d[3] = t * (3 * (1 - 2 * s) + z * (1 - 6 * t));
///         }
///     };
///     mlp({40, 40}, activation::own<swish>)
template <Derivatives Phi>
inline constexpr own_function<Phi> own{};

}  // namespace lamina::activation
