#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/passes/each_set/lane_sums.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/panel_block.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// Units that a register tile of the weight gradient is high and wide: with one row of operands and one operand that
/// all share, the registers are full.
template <class Real>
inline constexpr std::size_t gradient_tile = register_count<Real> == 32 ? 5 : 3;

/// gradient[r * stride + k] += sum over panels, columns and lanes of adjoint[r] * input[k]: a register tile of Rows
/// adjoint units and Inputs input units, summed over lanes at the end. There is a panel at
/// least: compilers would else mix the end with a way round the loop, and its sums would leave their registers.
template <std::size_t Rows, std::size_t Inputs, class Real>
[[gnu::noinline]] void weight_gradient_tile(panel_block<Real> const& adjoint, std::size_t first,
                                            panel_block<Real> const& input, std::size_t first_input, Real* gradient,
                                            std::size_t stride) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const row = adjoint.row;
    V sum[Rows * Inputs];
    unroll<Rows * Inputs>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
    std::size_t p = 0;
    do {
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
    } while (++p < adjoint.panels);
    add_lane_sums<Rows, Inputs>(sum, gradient, stride);
}

/// gradient[r] += sum over panels, groups and lanes of adjoint[r], its value channel.
template <std::size_t Rows, class Real>
[[gnu::noinline]] void bias_gradient_tile(panel_block<Real> const& adjoint, std::size_t first, std::size_t channels,
                                          Real* gradient) {
    using V = lanes<Real>;
    V sum[Rows];
    unroll<Rows>([&](auto r) __attribute__((always_inline)) { sum[r] = V(Real(0)); });
    for (std::size_t p = 0; p < adjoint.panels; ++p) {
        Real const* const a = adjoint.at(p, first);
        for (std::size_t i = 0; i < adjoint.row; i += channels * line_size<Real>)
            for (std::size_t piece = i; piece < i + line_size<Real>; piece += lane_count<Real>)
                unroll<Rows>([&](auto r) __attribute__((always_inline)) {
                    sum[r] += V::load_aligned(a + r * adjoint.row + piece);
                });
    }
    add_lane_sums<1, Rows>(sum, gradient, 0);
}

/// body(size, begin) for 0 .. count - 1 in pieces of `tile`, then of 2 and 1; size is a constant.
template <std::size_t tile, class Body>
void each_tile(std::size_t count, Body&& body) {
    std::size_t at = 0;
    for (; at + tile <= count; at += tile) body(std::integral_constant<std::size_t, tile>{}, at);
    for (; at + 2 <= count; at += 2) body(std::integral_constant<std::size_t, 2>{}, at);
    if (at < count) body(std::integral_constant<std::size_t, 1>{}, at);
}

template <class Real>
void layer_gradient(panel_block<Real> const& adjoint, panel_block<Real> const& input, std::size_t channels,
                    Real* weights, Real* biases) {
    constexpr std::size_t tile = gradient_tile<Real>, cache = 32 * 1024;
    // as many input units as stay in the L1 cache beside the adjoints of a tile, and serve all adjoints
    std::size_t const tiles = cache / (tile * input.panels * input.row * sizeof(Real));
    std::size_t const most = std::max<std::size_t>(tiles, 2) * tile - tile;
    for (std::size_t first = 0; first < input.units; first += most)
        each_tile<tile>(adjoint.units, [&](auto rows, std::size_t r) {
            std::size_t const count = std::min(most, input.units - first);
            each_tile<rows == 1 ? 2 * tile : tile>(count, [&](auto inputs, std::size_t k) {
                weight_gradient_tile<rows, inputs>(adjoint, r, input, first + k, weights + r * input.units + first + k,
                                                   input.units);
            });
            if (first == 0 && biases != nullptr)  // while the cache holds these units
                bias_gradient_tile<rows>(adjoint, r, channels, biases + r);
        });
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
