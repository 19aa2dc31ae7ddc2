#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>

#include <lamina/report/row_of.hpp>
#include <lamina/rows/collocated_system.hpp>

// G = J J^T of a collocated system: first the tables of all parts, then pieces of G in any order, each by one thread.

namespace lamina {

namespace {

/// Rows and columns of a piece: whole cells of every table, whatever the SIMD width.
constexpr std::size_t piece = 96;

std::size_t pieces(std::size_t rows) {
    return (rows + piece - 1) / piece;
}

/// A piece of G and its mirror image, from a tile.
template <class Real>
void store_piece(Real const* tile, std::size_t row, std::size_t rows, std::size_t column, std::size_t columns,
                 std::size_t n, Real* g) {
    constexpr std::size_t strip = 8;  // of columns, whose mirror image is written line by line
    for (std::size_t i = 0; i < rows; ++i) {
        std::size_t const end = row == column ? i + 1 : columns;
        std::copy(tile + i * piece, tile + i * piece + end, g + (row + i) * n + column);
    }
    for (std::size_t i = 0; i < rows; i += strip)
        for (std::size_t j = 0; j < columns; ++j) {
            Real* const to = g + (column + j) * n + row;
            for (std::size_t k = i; k < std::min(rows, i + strip); ++k)
                if (row != column || k > j) to[k] = tile[k * piece + j];
        }
}

}  // namespace

/// False if no product of rows takes fewer operations than with J.
template <class Real>
bool collocated_system<Real>::lay_out_gram() {
    if (!gram_factors_.empty()) return true;
    std::vector<std::size_t> channels;
    for (auto const& part : parts_)
        if (part->rows().closed() > 0)
            channels.push_back(part->points().panels_per_row() * part->points().shape().channels);
    std::ranges::sort(channels);
    bool any = false;
    for (mlp_layout const& network : layout_.networks())
        for (dense_layer const& layer : network.every_layer())
            any = any || (!channels.empty() && gram_factors<Real>::factored(layer, channels.front(), channels.front()));
    if (!any) return false;
    gram_factors_.resize(blocks_.size());
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        auto const& part = *parts_[part_of_[b]];
        gram_factors_[b].lay_out(layout_, part.rows().closed(), part.points().shape(), part.points().panels_per_row(),
                                 trained_, channels);
    }
    return true;
}

/// The closed rows of J in tables that are laid out
template <class Real>
void collocated_system<Real>::fill_tables(std::span<Real const> theta, std::vector<gram_factors<Real>>& tables) {
    each_part(0, [&](part_share const& at) {
        at.part.gram_rows(layout_, theta.data(), at.panels, at.work, tables.data() + at.block);
    });
}

/// g = the products of all rows in tables
template <class Real>
void collocated_system<Real>::multiply_tables(std::vector<gram_factors<Real>> const& tables, std::span<Real> g) {
    struct place {
        std::size_t row_block, column_block, row, column;
    };
    std::vector<place> places;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j)
            for (std::size_t p = 0; p < pieces(tables[i].rows); ++p)
                for (std::size_t q = 0; q < (i == j ? p + 1 : pieces(tables[j].rows)); ++q)
                    places.push_back({i, j, p * piece, q * piece});
    gram_tiles_.resize(pool_->size());
    for (auto& tile : gram_tiles_) tile.resize(piece * piece);
    std::atomic<std::size_t> next{0};
    pool_->run([&](std::size_t t) {
        Real* const tile = gram_tiles_[t].data();
        for (std::size_t k; (k = next.fetch_add(1)) < places.size();) {
            auto const [i, j, row, column] = places[k];
            bool const diagonal = i == j && row == column;
            chosen_passes<Real>().gram_products(tables[i], tables[j],
                                                {{row, row + piece}, {column, column + piece}, diagonal, tile, piece});
            store_piece(tile, blocks_[i].begin + row, std::min(piece, blocks_[i].size - row), blocks_[j].begin + column,
                        std::min(piece, blocks_[j].size - column), rows_, g.data());
        }
    });
}

/// The open rows of J, shape (open rows, P)
template <class Real>
xt::xtensor<Real, 2> collocated_system<Real>::open_rows(std::span<Real const> theta) {
    xt::xtensor<Real, 2> rows({open_.size(), parameters()}, Real(0));
    Real const one = 1;
    each_part(1 + open_.size(), [&](part_share const& at) {
        if (at.part.rows().open())
            at.part.pull_back(layout_, theta.data(), nullptr, at.panels, at.work, &one, nullptr, at.gradient, at.sums);
    });
    for (std::size_t k = 0; k < open_.size(); ++k) sums_.gradient(*pool_, 1 + k, {&one, 1}, row_of(rows, k));
    return rows;
}

/// The rows and columns of g that belong to open rows: diag(w) J times `rows`, shape (open rows, P)
template <class Real>
void collocated_system<Real>::gram_of_open(std::span<Real const> theta, xt::xtensor<Real, 2> const& rows,
                                           std::span<Real const> w, std::span<Real> g) {
    std::vector<Real> products(rows_);
    for (std::size_t k = 0; k < open_.size(); ++k) {
        std::size_t const n = blocks_[open_[k]].begin;
        jacobian_times(theta, row_of(rows, k), products);
        for (std::size_t m = 0; m < rows_; ++m) g[n * rows_ + m] = g[m * rows_ + n] = w[m] * products[m];
    }
}

template <class Real>
void collocated_system<Real>::gram(std::span<Real const> theta, std::span<Real> g) {
    if (g.size() != rows_ * rows_ || theta.size() != parameters() || !lay_out_gram())
        return residual_system<Real>::gram(theta, g);
    fill_tables(theta, gram_factors_);
    multiply_tables(gram_factors_, g);
    gram_of_open(theta, open_rows(theta), std::vector<Real>(rows_, Real(1)), g);
}

template bool collocated_system<double>::lay_out_gram();
template void collocated_system<double>::fill_tables(std::span<double const>, std::vector<gram_factors<double>>&);
template void collocated_system<double>::multiply_tables(std::vector<gram_factors<double>> const&, std::span<double>);
template xt::xtensor<double, 2> collocated_system<double>::open_rows(std::span<double const>);
template void collocated_system<double>::gram_of_open(std::span<double const>, xt::xtensor<double, 2> const&,
                                                      std::span<double const>, std::span<double>);
template void collocated_system<double>::gram(std::span<double const>, std::span<double>);
template bool collocated_system<float>::lay_out_gram();
template void collocated_system<float>::fill_tables(std::span<float const>, std::vector<gram_factors<float>>&);
template void collocated_system<float>::multiply_tables(std::vector<gram_factors<float>> const&, std::span<float>);
template xt::xtensor<float, 2> collocated_system<float>::open_rows(std::span<float const>);
template void collocated_system<float>::gram_of_open(std::span<float const>, xt::xtensor<float, 2> const&,
                                                     std::span<float const>, std::span<float>);
template void collocated_system<float>::gram(std::span<float const>, std::span<float>);

}  // namespace lamina
