#include <algorithm>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/rows/collocated_system.hpp>

// The Gram matrix of a collocated system's weighted rows and balanced columns, from J in tables.

namespace lamina {

/// The tables of rows times their weights w and the scales s of the columns, which are found on the way
template <class Real>
void collocated_system<Real>::balance_tables(xt::xtensor<Real, 2> const& open_rows, std::span<Real const> w,
                                             std::span<Real> s) {
    std::fill(s.begin(), s.end(), Real(0));
    for (std::size_t k = 0; k < open_.size(); ++k)
        for (std::size_t p = 0; p < parameters(); ++p) {
            Real const x = w[blocks_[open_[k]].begin] * open_rows(k, p);
            s[p] += x * x;
        }
    std::vector<aligned_vector<Real>> weight(blocks_.size());
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        gram_table<Real> const& any = gram_rows_[b].layers.front().rows;
        weight[b].assign(any.cells() * any.size(), Real(0));
        std::copy_n(w.data() + blocks_[b].begin, gram_rows_[b].rows, weight[b].data());
    }
    // for `units` parameters from `first` on, by the tables that all blocks have of them
    auto const balance = [&](std::size_t first, std::size_t units, auto const& table_of) {
        std::vector<weighted_rows<Real>> tables;
        for (std::size_t b = 0; b < blocks_.size(); ++b) tables.push_back({table_of(gram_rows_[b]), weight[b]});
        pool_->run([&](std::size_t t) {
            index_range const mine = share(units, t, pool_->size());
            chosen_passes<Real>().balance_rows(tables, mine, s.data() + first + mine.begin);
        });
    };
    std::size_t layers = 0;
    for (mlp_layout const& network : layout_.networks())
        for (dense_layer const& layer : network.every_layer()) {
            balance(layer.weights, layer.outputs * (layer.inputs + 1),
                    [&](gram_factors<Real>& of) -> gram_table<Real>& { return of.layers[layers].rows; });
            ++layers;
        }
    if (trained_ > 0)
        balance(layout_.parameters(), trained_,
                [&](gram_factors<Real>& of) -> gram_table<Real>& { return of.trained; });
}

template <class Real>
void collocated_system<Real>::balanced_gram(std::span<Real const> theta, std::span<Real const> w, std::span<Real> s,
                                            std::span<Real> g) {
    if (theta.size() != parameters() || w.size() != rows_ || s.size() != parameters() || g.size() != rows_ * rows_)
        return residual_system<Real>::balanced_gram(theta, w, s, g);
    if (gram_rows_.empty()) {
        gram_rows_.resize(blocks_.size());
        for (std::size_t b = 0; b < blocks_.size(); ++b) {
            auto const& part = *parts_[part_of_[b]];
            gram_rows_[b].lay_out_rows(layout_, part.rows().closed(), part.points().shape(), trained_);
        }
    }
    fill_tables(theta, gram_rows_);
    xt::xtensor<Real, 2> rows = open_rows(theta);
    balance_tables(rows, w, s);
    multiply_tables(gram_rows_, g);
    for (std::size_t k = 0; k < open_.size(); ++k)
        for (std::size_t p = 0; p < parameters(); ++p) rows(k, p) *= w[blocks_[open_[k]].begin] * s[p] * s[p];
    gram_of_open(theta, rows, w, g);
}

template void collocated_system<double>::balance_tables(xt::xtensor<double, 2> const&, std::span<double const>,
                                                        std::span<double>);
template void collocated_system<double>::balanced_gram(std::span<double const>, std::span<double const>,
                                                       std::span<double>, std::span<double>);
template void collocated_system<float>::balance_tables(xt::xtensor<float, 2> const&, std::span<float const>,
                                                       std::span<float>);
template void collocated_system<float>::balanced_gram(std::span<float const>, std::span<float const>, std::span<float>,
                                                      std::span<float>);

}  // namespace lamina
