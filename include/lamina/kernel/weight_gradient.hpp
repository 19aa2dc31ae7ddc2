#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/kernel/lane_sums.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>
#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// Input units that a register tile of the weight gradient is wide.
inline constexpr std::size_t tile_inputs = 4;

/// Adjoint units that it is high: with them, a row of inputs and one adjoint the registers are full.
template <class Real>
inline constexpr std::size_t tile_adjoints = (register_count<Real> - 1) / (tile_inputs + 1);

/// A block of panels at one layer: `panels` of them, each `units` unit rows of `row` numbers.
template <class Real>
struct panel_block {
    Real const* data = nullptr;
    std::size_t panels = 0;
    std::size_t units = 0;
    std::size_t row = 0;

    [[nodiscard]] Real const* at(std::size_t panel, std::size_t unit) const {
        return data + (panel * units + unit) * row;
    }
};

/// gradient[r * stride + k] += sum over panels and columns and lanes of adjoint[first + r] * input[k]:
/// a register tile of Rows adjoint units and tile_inputs input units at a time, summed over lanes at the end.
template <std::size_t Rows, class Real>
inline void weight_gradient_rows(panel_block<Real> const& adjoint, std::size_t first, panel_block<Real> const& input,
                                 Real* gradient, std::size_t stride) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    constexpr std::size_t padded = (Rows * tile_inputs + L - 1) / L * L;
    std::size_t const row = adjoint.row;
    for (std::size_t k = 0; k < input.units; k += tile_inputs) {
        std::size_t const valid = std::min(tile_inputs, input.units - k);
        V sum[padded];
        unroll<padded>([&](auto i) { sum[i] = V(Real(0)); });
        Real const* a = adjoint.at(0, first);
        Real const* h[tile_inputs];  // units beyond the last repeat it; their sums are dropped
        unroll<tile_inputs>([&](auto c) { h[c] = input.at(0, k + std::min<std::size_t>(c, valid - 1)); });
        for (std::size_t p = 0; p < adjoint.panels; ++p) {
            for (std::size_t i = 0; i < row; i += L) {
                V x[tile_inputs];
                unroll<tile_inputs>([&](auto c) { x[c] = V::load_aligned(h[c] + i); });
                unroll<Rows>([&](auto r) {
                    V y = V::load_aligned(a + r * row + i);
#if defined(__GNUC__) && defined(__x86_64__)
                    asm("" : "+v"(y.data));  // g++ would load y again for each product, and loads are the limit
#endif
                    unroll<tile_inputs>([&](auto c) {
                        constexpr std::size_t j = r * tile_inputs + c;
                        sum[j] = xsimd::fma(y, x[c], sum[j]);
                    });
                });
            }
            a += adjoint.units * row;
            unroll<tile_inputs>([&](auto c) { h[c] += input.units * row; });
        }
        alignas(cache_line) Real total[padded];
        unroll<padded / L>([&](auto i) { lane_sums<Real>(sum + i * L).store_aligned(total + i * L); });
        for (std::size_t r = 0; r < Rows; ++r)
            for (std::size_t c = 0; c < valid; ++c) gradient[r * stride + k + c] += total[r * tile_inputs + c];
    }
}

template <std::size_t Rows, class Real>
inline void weight_gradient_rows_of(std::size_t rows, panel_block<Real> const& adjoint, std::size_t first,
                                    panel_block<Real> const& input, Real* gradient, std::size_t stride) {
    if constexpr (Rows > 1)
        if (rows < Rows)
            return weight_gradient_rows_of<Rows - 1>(rows, adjoint, first, input, gradient, stride);
    weight_gradient_rows<Rows>(adjoint, first, input, gradient, stride);
}

/// gradient (adjoint.units, input.units), row-major, += adjoint input^T, summed over all columns and lanes of the
/// block: dL/dW of a dense layer from dL/dz and h. Cost: 2 * rows * columns * row FLOP a panel.
template <class Real>
void weight_gradient(panel_block<Real> const& adjoint, panel_block<Real> const& input, Real* gradient) {
    std::size_t const tiles = (adjoint.units + tile_adjoints<Real> - 1) / tile_adjoints<Real>;
    for (std::size_t t = 0; t < tiles; ++t) {
        std::size_t const begin = adjoint.units * t / tiles, end = adjoint.units * (t + 1) / tiles;
        weight_gradient_rows_of<tile_adjoints<Real>>(end - begin, adjoint, begin, input,
                                                 gradient + begin * input.units, input.units);
    }
}

/// gradient (adjoint.units,) += adjoint, its value channel, summed over points: dL/db of a dense layer.
template <class Real>
void bias_gradient(panel_block<Real> const& adjoint, std::size_t channels, Real* gradient) {
    using V = lanes<Real>;
    for (std::size_t u = 0; u < adjoint.units; ++u) {
        V sum(Real(0));
        for (std::size_t p = 0; p < adjoint.panels; ++p)
            for (std::size_t i = 0; i < adjoint.row; i += channels * lane_count<Real>)
                sum += V::load_aligned(adjoint.at(p, u) + i);
        alignas(cache_line) Real lane[lane_count<Real>];
        sum.store_aligned(lane);
        for (Real const value : lane) gradient[u] += value;
    }
}

}  // namespace lamina
