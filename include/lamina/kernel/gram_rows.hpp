#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/kernel/gram_factors.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/row_register.hpp>
#include <lamina/kernel/weight_gradient.hpp>

namespace lamina {

/// Copies the jets of a block at a layer, or their adjoints, to their rows of a table.
template <class Real>
void copy_jets(panel_block<Real> const& from, point_set<Real> const& points, std::size_t first, gram_table<Real>& to) {
    std::size_t const per_row = points.panels_per_row(), size = points.shape().channels * to.lanes;
    each_row_register(points, first, from.panels, [&](row_register const& rows) {
        Real* const at = to.group(rows.row / to.lanes);
        if (at == nullptr) return;
        for (std::size_t q = 0; q < per_row; ++q)
            for (std::size_t u = 0; u < from.units; ++u)
                std::copy_n(from.at(rows.panel + q, u) + rows.group * size, size, at + u * to.row() + q * size);
    });
}

/// Writes dr/dW, [output][input], and dr/db of a layer from dr/dz and h at a block to their rows of a table.
template <class Real>
void multiply_jets(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const& points,
                   std::size_t first, gram_table<Real>& to) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const per_row = points.panels_per_row(), channels = points.shape().channels;
    each_row_register(points, first, adjoint.panels, [&](row_register const& rows) {
        Real* at = to.group(rows.row / L);
        if (at == nullptr) return;
        auto const write = [&](auto&& term) {
            V sum(Real(0));
            for (std::size_t q = rows.panel; q < rows.panel + per_row; ++q) sum = term(q, sum);
            sum.store_aligned(at);
            at += to.row();
        };
        std::size_t const group = rows.group * channels * L;
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
