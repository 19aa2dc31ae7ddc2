#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/weight_gradient.hpp>
#include <lamina/passes/gram_factors.hpp>
#include <lamina/passes/point_set.hpp>
#include <lamina/passes/row_register.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// Writes dr/dW, [output][input], and dr/db of a layer from dr/dz and h at a block to their rows of a table.
template <class Real>
void row_factors(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const& points,
                 std::size_t first, gram_table<Real>& to) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>, line = line_size<Real>;
    std::size_t const per_row = points.panels_per_row(), channels = points.shape().channels;
    each_row_register(points, first, adjoint.panels, [&](row_register const& rows) {
        Real* at = to.group(rows.row / line);
        if (at == nullptr) return;
        auto const write = [&](auto&& term) {
            for (std::size_t piece = 0; piece < line; piece += L) {
                V sum(Real(0));
                for (std::size_t q = rows.panel; q < rows.panel + per_row; ++q) sum = term(q, piece, sum);
                sum.store_aligned(at + piece);
            }
            at += to.row();
        };
        std::size_t const group = rows.group * channels * line;
        for (std::size_t u = 0; u < adjoint.units; ++u)
            for (std::size_t k = 0; k < input.units; ++k)
                write([&](std::size_t q, std::size_t piece, V sum) {
                    for (std::size_t i = group + piece; i < group + channels * line; i += line)
                        sum =
                            xsimd::fma(V::load_aligned(adjoint.at(q, u) + i), V::load_aligned(input.at(q, k) + i), sum);
                    return sum;
                });
        for (std::size_t u = 0; u < adjoint.units; ++u)
            write([&](std::size_t q, std::size_t piece, V sum) {
                return sum + V::load_aligned(adjoint.at(q, u) + group + piece);
            });
    });
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
