#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/kernel/gram_factors.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/weight_gradient.hpp>

namespace lamina {

/// The registers of rows in a block of `panels` that starts at panel `first`:
/// body(first panel of the row within the block, group in the panel, number of the register among all).
template <class Real, class Body>
void each_row_register(point_set<Real> const& points, std::size_t first, std::size_t panels, Body&& body) {
    std::size_t const per_row = points.panels_per_row(), groups = points.shape().groups;
    for (std::size_t p = 0; p < panels; p += per_row)
        for (std::size_t g = 0; g < groups; ++g) body(p, g, (first + p) / per_row * groups + g);
}

/// Copies the jets of a block at a layer, or their adjoints, to their rows of a table.
template <class Real>
void copy_jets(panel_block<Real> const& from, point_set<Real> const& points, std::size_t first, gram_table<Real>& to) {
    std::size_t const per_row = points.panels_per_row(), size = points.shape().channels * to.lanes;
    each_row_register(points, first, from.panels, [&](std::size_t p, std::size_t g, std::size_t row_register) {
        Real* const at = to.group(row_register);
        if (at == nullptr) return;
        for (std::size_t q = 0; q < per_row; ++q)
            for (std::size_t u = 0; u < from.units; ++u)
                std::copy_n(from.at(p + q, u) + g * size, size, at + u * to.row() + q * size);
    });
}

/// Writes dr/dW, [output][input], and dr/db of a layer from dr/dz and h at a block to their rows of a table.
template <class Real>
void multiply_jets(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const& points,
                   std::size_t first, gram_table<Real>& to) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const per_row = points.panels_per_row(), channels = points.shape().channels;
    each_row_register(points, first, adjoint.panels, [&](std::size_t p, std::size_t g, std::size_t row_register) {
        Real* at = to.group(row_register);
        if (at == nullptr) return;
        auto const write = [&](auto&& term) {
            V sum(Real(0));
            for (std::size_t q = p; q < p + per_row; ++q) sum = term(q, sum);
            sum.store_aligned(at);
            at += to.row();
        };
        std::size_t const group = g * channels * L;
        for (std::size_t u = 0; u < adjoint.units; ++u)
            for (std::size_t k = 0; k < input.units; ++k)
                write([&](std::size_t q, V sum) {
                    for (std::size_t i = group; i < group + channels * L; i += L)
                        sum = xsimd::fma(V::load_aligned(adjoint.at(q, u) + i), V::load_aligned(input.at(q, k) + i),
                                         sum);
                    return sum;
                });
        for (std::size_t u = 0; u < adjoint.units; ++u)
            write([&](std::size_t q, V sum) { return sum + V::load_aligned(adjoint.at(q, u) + group); });
    });
}

/// What `reverse` hands out at a layer, to the tables that are there.
template <class Real>
void store_factors(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const& points,
                   std::size_t first, typename gram_factors<Real>::layer& to) {
    if (to.adjoint.units > 0) {
        copy_jets(adjoint, points, first, to.adjoint);
        copy_jets(input, points, first, to.input);
    }
    if (to.rows.units > 0) multiply_jets(adjoint, input, points, first, to.rows);
}

}  // namespace lamina
