#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/unroll.hpp>
#include <lamina/kernel/weight_gradient.hpp>

namespace lamina {

/// Columns of J^T: to[p * stride + n] = dr_n/dtheta_p. A matrix that no cache holds is written past them, where whole
/// cache lines are (a register is a line, `to` begins one, and so does each of its rows): to fetch a line before it
/// is overwritten would double the traffic.
template <class Real>
struct jacobian_columns {
    Real* to;
    std::size_t stride;
    bool stream;

    jacobian_columns(Real* first, std::size_t parameters, std::size_t rows)
        : to(first), stride(rows),
          stream(lane_count<Real> * sizeof(Real) == cache_line && parameters * rows * sizeof(Real) > beyond_caches &&
                 rows % lane_count<Real> == 0 && reinterpret_cast<std::uintptr_t>(first) % cache_line == 0) {}

    void store(std::size_t parameter, std::size_t row, lanes<Real> const& value, std::size_t count) const {
        Real* const at = to + parameter * stride + row;
#if defined(__AVX512F__)
        if (stream && count == lane_count<Real>) {
            if constexpr (sizeof(Real) == 8)
                return _mm512_stream_pd(at, value);
            else
                return _mm512_stream_ps(at, value);
        }
#endif
        store_lanes(value, at, count);
    }
    /// Makes what went past the caches visible to all threads.
    void finish() const {
#if defined(__AVX512F__)
        if (stream) _mm_sfence();
#endif
    }

private:
    static constexpr std::size_t beyond_caches = std::size_t{1} << 24;  // bytes
};

/// Inputs parameters of adjoint unit u, those of input units k and on, at all rows of the block.
template <std::size_t Channels, std::size_t Inputs, class Real>
void weight_jacobian_tile(panel_block<Real> const& adjoint, std::size_t u, panel_block<Real> const& input,
                          std::size_t k, point_set<Real> const& points, std::size_t first,
                          jacobian_columns<Real> const& to, std::size_t parameter) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const per_row = points.panels_per_row(), groups = points.shape().groups, row = input.row;
    for (std::size_t p = 0; p < adjoint.panels; p += per_row)
        for (std::size_t g = 0; g < groups; ++g) {
            V sum[Inputs];
            unroll<Inputs>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
            for (std::size_t q = p; q < p + per_row; ++q) {
                Real const* const a = adjoint.at(q, u) + g * Channels * L;
                Real const* const h = input.at(q, k) + g * Channels * L;
                unroll<Channels>([&](auto c) __attribute__((always_inline)) {
                    V const y = in_register(V::load_aligned(a + c * L));
                    unroll<Inputs>([&](auto i) __attribute__((always_inline)) {
                        sum[i] = xsimd::fma(y, V::load_aligned(h + i * row + c * L), sum[i]);
                    });
                });
            }
            std::size_t const n = points.first_point(first + p, g), count = points.valid_lanes(first + p, g);
            unroll<Inputs>([&](auto i) __attribute__((always_inline)) { to.store(parameter + i, n, sum[i], count); });
        }
}

/// The rows of one layer's part of J^T from dF/dz and h at a block that starts at panel `first`:
///   J^T[weights + u * input.units + k][n] = sum over channels of adjoint[u] input[k] at row n
/// summed over the panels that make a row. Rows of a block follow each other: long runs for each parameter.
template <std::size_t Channels, class Real>
void weight_jacobian(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const& points,
                     std::size_t first, jacobian_columns<Real> const& to, std::size_t weights) {
    constexpr std::size_t tile = 4;
    for (std::size_t u = 0; u < adjoint.units; ++u) {
        std::size_t const at = weights + u * input.units;
        std::size_t k = 0;
        for (; k + tile <= input.units; k += tile)
            weight_jacobian_tile<Channels, tile>(adjoint, u, input, k, points, first, to, at + k);
        for (; k < input.units; ++k)
            weight_jacobian_tile<Channels, 1>(adjoint, u, input, k, points, first, to, at + k);
    }
}

/// As weight_jacobian for the biases: J^T[biases + u][n] = adjoint[u], its value channel, at row n.
template <std::size_t Channels, class Real>
void bias_jacobian(panel_block<Real> const& adjoint, point_set<Real> const& points, std::size_t first,
                   jacobian_columns<Real> const& to, std::size_t biases) {
    using V = lanes<Real>;
    std::size_t const per_row = points.panels_per_row();
    for (std::size_t u = 0; u < adjoint.units; ++u)
        for (std::size_t p = 0; p < adjoint.panels; p += per_row)
            for (std::size_t g = 0; g < points.shape().groups; ++g) {
                V sum(Real(0));
                for (std::size_t q = p; q < p + per_row; ++q)
                    sum += V::load_aligned(adjoint.at(q, u) + g * Channels * lane_count<Real>);
                to.store(biases + u, points.first_point(first + p, g), sum, points.valid_lanes(first + p, g));
            }
}

}  // namespace lamina
