#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/panel_shape.hpp>

namespace lamina {

/// Numbers at the rows of J, `channels` for each unit: [cell][unit][group][channel][lane]. A cell is `groups` SIMD
/// registers of rows; what lies beyond the last row is 0.
template <class Real>
struct gram_table {
    std::size_t units = 0;
    std::size_t channels = 1;
    std::size_t groups = 1;
    std::size_t lanes = 1;
    aligned_vector<Real> values{};

    /// Groups of a cell: so many that the columns of a register tile are 2 or 3 registers.
    static constexpr std::size_t groups_of(std::size_t channels) { return channels == 1 ? 3 : 1; }

    void lay_out(std::size_t rows, std::size_t units, std::size_t channels, std::size_t lanes);
    /// Rows in a cell.
    [[nodiscard]] std::size_t size() const { return groups * lanes; }
    [[nodiscard]] std::size_t cells() const { return units == 0 ? 0 : values.size() / (units * row()); }
    /// Numbers of one unit in a cell.
    [[nodiscard]] std::size_t row() const { return groups * channels * lanes; }
    [[nodiscard]] Real const* cell(std::size_t i) const { return values.data() + i * units * row(); }
    /// The first channel of the first unit at a register of rows, or null if that lies beyond the last row.
    [[nodiscard]] Real* group(std::size_t i) {
        std::size_t const at = i / groups * units * row() + i % groups * channels * lanes;
        return at < values.size() ? values.data() + at : nullptr;
    }
};

/// A table of rows of J and the weights of these rows, whole cells, 0 beyond the last row.
template <class Real>
struct weighted_rows {
    gram_table<Real>& rows;
    aligned_vector<Real> const& weight;
};

/// The rows of J that a part makes, layer by layer: for z = W h + b at row n
///   dr_n/dW = sum over channels of A_c(n) H_c(n)^T,   dr_n/db = sum over the value channels of A_c(n),
/// A = dr/dz, H = h. A row that two points make has the channels of both, with the sign of each in A.
/// J J^T adds up from rows n, m and channels c, d to
///   sum over layers, c, d of (A_c(n) . A_d(m)) (H_c(n) . H_d(m) + [c and d are value channels]).
template <class Real>
struct gram_factors {
    struct layer {
        dense_layer place{};
        gram_table<Real> adjoint{}, input{};  ///< A and H, if some product is made from them
        gram_table<Real> rows{};              ///< dr/dW and then dr/db, if some product is made from these
    };
    std::size_t rows = 0;
    std::size_t jets = 1;         ///< channels of one point, the first of them the value
    std::size_t channels = 1;     ///< of a row: jets, or twice as many
    std::vector<layer> layers{};  ///< of all networks, in the order of theta
    gram_table<Real> trained{};   ///< dr/dq of the trained parameters

    /// Whether A and H take fewer operations than dr/dW, where rows have so many channels:
    /// channels * other (2 (inputs + outputs) + 2) for each pair of rows, against 2 outputs (inputs + 1).
    static bool factored(dense_layer const& layer, std::size_t channels, std::size_t other) {
        return channels * other * (layer.inputs + layer.outputs + 1) < layer.outputs * (layer.inputs + 1);
    }

    /// Empty tables for rows with those channels, as products with all of `others` (channels, its own among them)
    /// ask for them.
    void lay_out(network_layout const& layout, std::size_t row_count, panel_shape const& shape, std::size_t per_row,
                 std::size_t trained_count, std::span<std::size_t const> others);
    /// Empty tables of dr/dW and dr/db for all layers: J itself
    void lay_out_rows(network_layout const& layout, std::size_t row_count, panel_shape const& shape,
                      std::size_t trained_count);
    /// The layer that lies there in theta.
    [[nodiscard]] layer& at(dense_layer const& place);
};

/// A piece of J J^T: which rows and columns, in whole cells of all tables, and where their products go.
template <class Real>
struct gram_target {
    index_range rows, columns;
    bool lower;  ///< only what is not above the diagonal
    Real* to;    ///< aligned, to[(n - rows.begin) * stride + m - columns.begin]
    std::size_t stride;

    /// body(cell of x, cell of y, where their products go), the rows and columns counted in cells of the tables.
    template <class Body>
    void each_pair(gram_table<Real> const& x, gram_table<Real> const& y, Body&& body) const {
        std::size_t const x_end = std::min(x.cells(), rows.end / x.size());
        std::size_t const y_end = std::min(y.cells(), columns.end / y.size());
        for (std::size_t i = rows.begin / x.size(); i < x_end; ++i)
            for (std::size_t j = columns.begin / y.size(); j < y_end && !(lower && j > i); ++j)
                body(i, j, to + (i * x.size() - rows.begin) * stride + j * y.size() - columns.begin);
    }
};

extern template struct gram_table<double>;
extern template struct gram_table<float>;
extern template struct gram_factors<double>;
extern template struct gram_factors<float>;

}  // namespace lamina
