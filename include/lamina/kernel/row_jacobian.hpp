#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/weight_gradient.hpp>

namespace lamina {

/// Stores the first `count` lanes.
template <class Real>
inline void store_lanes(lanes<Real> const& value, Real* to, std::size_t count) {
    if (count == lane_count<Real>) return value.store_unaligned(to);
    alignas(cache_line) Real all[lane_count<Real>];
    value.store_aligned(all);
    std::copy(all, all + count, to);
}

/// The rows of one layer's part of J^T from dF/dz and h at a block that starts at panel `first`:
///   to[(u * input.units + k) * stride + n] = sum over channels of adjoint[u] input[k] at row n       (weights)
/// summed over the panels that make a row. Rows of a block follow each other: long runs for each parameter.
template <std::size_t Channels, class Real>
void weight_jacobian(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const& points,
                     std::size_t first, Real* to, std::size_t stride) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const per_row = points.panels_per_row(), groups = points.shape().groups;
    for (std::size_t u = 0; u < adjoint.units; ++u)
        for (std::size_t k = 0; k < input.units; k += gradient_tile<Real>) {
            std::size_t const valid = std::min(gradient_tile<Real>, input.units - k);
            for (std::size_t p = 0; p < adjoint.panels; p += per_row)
                for (std::size_t g = 0; g < groups; ++g) {
                    V sum[gradient_tile<Real>];
                    for (auto& s : sum) s = V(Real(0));
                    for (std::size_t q = p; q < p + per_row; ++q)
                        for (std::size_t c = 0; c < Channels; ++c) {
                            std::size_t const at = (g * Channels + c) * L;
                            V const a = V::load_aligned(adjoint.at(q, u) + at);
                            for (std::size_t i = 0; i < gradient_tile<Real>; ++i)
                                sum[i] = xsimd::fma(
                                    a, V::load_aligned(input.at(q, k + std::min(i, valid - 1)) + at), sum[i]);
                        }
                    std::size_t const row = points.first_point(first + p, g);
                    std::size_t const count = points.valid_lanes(first + p, g);
                    for (std::size_t i = 0; i < valid; ++i)
                        store_lanes(sum[i], to + (u * input.units + k + i) * stride + row, count);
                }
        }
}

/// As weight_jacobian for the biases: to[u * stride + n] = adjoint[u], its value channel, at row n.
template <std::size_t Channels, class Real>
void bias_jacobian(panel_block<Real> const& adjoint, point_set<Real> const& points, std::size_t first, Real* to,
                   std::size_t stride) {
    using V = lanes<Real>;
    std::size_t const per_row = points.panels_per_row();
    for (std::size_t u = 0; u < adjoint.units; ++u)
        for (std::size_t p = 0; p < adjoint.panels; p += per_row)
            for (std::size_t g = 0; g < points.shape().groups; ++g) {
                V sum(Real(0));
                for (std::size_t q = p; q < p + per_row; ++q)
                    sum += V::load_aligned(adjoint.at(q, u) + g * Channels * lane_count<Real>);
                store_lanes(sum, to + u * stride + points.first_point(first + p, g),
                            points.valid_lanes(first + p, g));
            }
}

}  // namespace lamina
