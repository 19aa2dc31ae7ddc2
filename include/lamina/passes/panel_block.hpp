#pragma once

#include <cstddef>

#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// A block of panels at one layer: `panels` of them, each `units` unit rows of `row` numbers, `stride` numbers apart.
template <class Real>
struct panel_block {
    Real const* data = nullptr;
    std::size_t panels = 0;
    std::size_t units = 0;
    std::size_t row = 0;
    std::size_t stride = units * row;

    [[nodiscard]] Real const* at(std::size_t panel, std::size_t unit) const {
        return data + panel * stride + unit * row;
    }
    /// Panels first .. first + count - 1
    [[nodiscard]] panel_block part(std::size_t first, std::size_t count) const {
        return {at(first, 0), count, units, row, stride};
    }
};

/// What the pass in reverse finds at a layer z = W h + b of a block: dF/dz and h. Then dF/dW = adjoint input^T.
template <class Real>
struct layer_jets {
    dense_layer layer{};
    panel_block<Real> adjoint{};
    panel_block<Real> input{};
};

}  // namespace lamina
