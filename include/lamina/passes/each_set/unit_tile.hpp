#pragma once

#include <cstddef>

#include <lamina/passes/each_set/dense_product.hpp>
#include <lamina/passes/each_set/fixed_rule.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/pass_table.hpp>

/// Tiles of a dense product with whole jets of units: where these fit the registers, what follows the product is done
/// tile by tile, so that the processor goes on with the next tile while it waits for the activation.
namespace lamina::passes::LAMINA_SET {
namespace {

template <class Channels, class Real>
struct unit_tile {
    static constexpr std::size_t C = fixed_rule<Channels, Real>::channels, line = line_size<Real>;

    /// Where a unit row fits a register tile, what follows the product has its sums in registers.
    static constexpr std::size_t groups = panel_shape::of(C, line).groups, columns = C * groups * pieces<Real>;
    static constexpr bool in_registers = pieces<Real> == 1 && columns <= widest_tile<Real>;
    static constexpr std::size_t tile_rows = in_registers ? tile_sums<Real> / columns : 1;

    /// All rows of a dense product: tile(row) does whole tiles and all that follows, where it can; after(row, rows)
    /// follows the others.
    template <bool Transposed, class Tile, class After>
    [[gnu::always_inline]] static void each_rows(dense_job<Real> const& job, Tile&& tile, After&& after) {
        std::size_t row = 0;
        if constexpr (in_registers)
            for (; row + tile_rows <= job.outputs; row += tile_rows) tile(row);
        if (row < job.outputs) dense_rows<Transposed>(job, row, after);
    }
};

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
