#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/gram_factors.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

template <class Real>
void balance_rows(std::span<weighted_rows<Real> const> tables, index_range units, Real* s) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    // body(first number of a parameter in a cell, that of the weights of the cell, parameter)
    auto const each = [&](weighted_rows<Real> const& table, auto&& body) {
        for (std::size_t cell = 0; cell < table.rows.cells(); ++cell)
            for (std::size_t u = units.begin; u < units.end; ++u)
                body(table.rows.values.data() + (cell * table.rows.units + u) * table.rows.row(),
                     table.weight.data() + cell * table.rows.size(), u - units.begin);
    };
    aligned_vector<Real> sums((units.end - units.begin) * L, Real(0));
    for (auto const& table : tables)
        each(table, [&](Real const* row, Real const* weight, std::size_t u) {
            V sum = V::load_aligned(sums.data() + u * L);
            for (std::size_t i = 0; i < table.rows.row(); i += L) {
                V const x = V::load_aligned(row + i) * V::load_aligned(weight + i);
                sum = xsimd::fma(x, x, sum);
            }
            sum.store_aligned(sums.data() + u * L);
        });
    for (std::size_t u = 0; u < units.end - units.begin; ++u) {
        for (std::size_t i = 0; i < L; ++i) s[u] += sums[u * L + i];
        s[u] = s[u] > 0 ? 1 / std::sqrt(std::sqrt(s[u])) : Real(0);
    }
    for (auto const& table : tables)
        each(table, [&](Real* row, Real const* weight, std::size_t u) {
            for (std::size_t i = 0; i < table.rows.row(); i += L)
                (V::load_aligned(row + i) * (V::load_aligned(weight + i) * V(s[u]))).store_aligned(row + i);
        });
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
