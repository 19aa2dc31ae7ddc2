#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <lamina/kernel/lane_sums.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/panel_block.hpp>
#include <lamina/kernel/unroll.hpp>
#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// Units that a register tile of the weight gradient is high and wide: with one row of operands and one operand that
/// all share, the registers are full.
template <class Real>
inline constexpr std::size_t gradient_tile = register_count<Real> == 32 ? 5 : 3;

/// gradient[r * stride + k] += sum over panels, columns and lanes of adjoint[r] * input[k]: a register tile of Rows
/// adjoint units and Inputs input units, summed over lanes at the end.
template <std::size_t Rows, std::size_t Inputs, class Real>
[[gnu::noinline]] void weight_gradient_tile(panel_block<Real> const& adjoint, std::size_t first,
                                            panel_block<Real> const& input, std::size_t first_input, Real* gradient,
                                            std::size_t stride) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    constexpr std::size_t padded = (Rows * Inputs + L - 1) / L * L;
    std::size_t const row = adjoint.row;
    V sum[padded];
    unroll<padded>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
    for (std::size_t p = 0; p < adjoint.panels; ++p) {
        Real const* const a = adjoint.at(p, first);
        Real const* const h = input.at(p, first_input);
        for (std::size_t i = 0; i < row; i += L) {
            V x[Inputs];
            unroll<Inputs>([&](auto c) __attribute__((always_inline)) {
                x[c] = in_register(V::load_aligned(h + c * row + i));
            });
            unroll<Rows>([&](auto r) __attribute__((always_inline)) {
                V const y = in_register(V::load_aligned(a + r * row + i));
                unroll<Inputs>([&](auto c) __attribute__((always_inline)) {
                    constexpr std::size_t j = r * Inputs + c;
                    sum[j] = xsimd::fma(y, x[c], sum[j]);
                });
            });
        }
    }
    alignas(cache_line) Real total[padded];
    unroll<padded / L>([&](auto i) __attribute__((always_inline)) {
        lane_sums<Real>(sum + i * L).store_aligned(total + i * L);
    });
    for (std::size_t r = 0; r < Rows; ++r)
        for (std::size_t c = 0; c < Inputs; ++c) gradient[r * stride + c] += total[r * Inputs + c];
}

/// body(size, begin) for 0 .. count - 1 in pieces of `gradient_tile`, then of 2 and 1; size is a constant.
template <class Real, class Body>
void each_tile(std::size_t count, Body&& body) {
    constexpr std::size_t tile = gradient_tile<Real>;
    std::size_t at = 0;
    for (; at + tile <= count; at += tile) body(std::integral_constant<std::size_t, tile>{}, at);
    for (; at + 2 <= count; at += 2) body(std::integral_constant<std::size_t, 2>{}, at);
    if (at < count) body(std::integral_constant<std::size_t, 1>{}, at);
}

/// gradient (adjoint.units, input.units), row-major, += adjoint input^T, summed over all columns and lanes of the
/// block: dL/dW of a dense layer from dL/dz and h. Cost: 2 * rows * columns * row FLOP a panel.
template <class Real>
void weight_gradient(panel_block<Real> const& adjoint, panel_block<Real> const& input, Real* gradient) {
    each_tile<Real>(adjoint.units, [&](auto rows, std::size_t r) {
        each_tile<Real>(input.units, [&](auto inputs, std::size_t k) {
            weight_gradient_tile<rows, inputs>(adjoint, r, input, k, gradient + r * input.units + k, input.units);
        });
    });
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
