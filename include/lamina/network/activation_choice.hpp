#pragma once

#include <cstddef>

namespace lamina {

/// Goes over the values z of `cells` lines of points that lie `stride` numbers apart, whole lines:
///   d[(k * cells + i) * line_size + lane] = phi^(k)(z[i * stride + lane]),  k = 0 .. order <= 5
template <class Real>
using activation_sweep = void (*)(Real const* z, std::size_t stride, std::size_t cells, int order, Real* d);

/// The activation of a network as a value
struct activation_choice {
    enum kind { tanh, sin, own };
    kind which = tanh;
    bool slope_from_value = true;  ///< whether phi' = 1 - phi^2
    /// Of a user's own (own_activation.hpp)
    activation_sweep<double> of_double = nullptr;
    activation_sweep<float> of_float = nullptr;
};

}  // namespace lamina
