#pragma once

#include <cstddef>

namespace lamina {

/// How points and jet channels are laid out, in SIMD registers whose lanes are points:
///
///   unit row      [group][channel]            groups * channels registers
///   panel         [unit][group][channel]      the jets of groups * lanes points at a layer
///   block         [panel][unit][group][channel]
///
/// Few channels come in groups, so that a unit row has enough columns to fill a register tile of the dense kernels.
/// A panel at one layer fits the L1 cache; the dense kernels see only units and columns, never channels.
struct panel_shape {
    std::size_t channels = 1;
    std::size_t lanes = 1;   ///< points per register
    std::size_t groups = 4;  ///< registers of points per panel

    static constexpr panel_shape of(std::size_t channels, std::size_t lanes) {
        return {channels, lanes, channels < 3 ? 4 / channels : 1};
    }
    /// Registers in a unit row.
    [[nodiscard]] constexpr std::size_t columns() const { return groups * channels; }
    /// Numbers in a unit row.
    [[nodiscard]] constexpr std::size_t row() const { return columns() * lanes; }
    [[nodiscard]] constexpr std::size_t points() const { return groups * lanes; }
};

}  // namespace lamina
