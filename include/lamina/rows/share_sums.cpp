#include <lamina/rows/share_sums.hpp>

#include <algorithm>

#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

template <class Real>
share_sums<Real>::share_sums(std::size_t shares, std::size_t blocks, std::size_t parameters)
    : shares_(shares), parameters_(parameters) {
    for (share& each : shares_) each.sums.resize(blocks), each.tangent_sums.resize(blocks);
}

template <class Real>
void share_sums<Real>::reserve(std::size_t slots) {
    // and for the register that pass_table::layer_gradient writes back behind the last
    for (share& each : shares_) each.gradients.resize(slots * parameters_ + cache_line / sizeof(Real));
}

template <class Real>
auto share_sums<Real>::cleared(std::size_t s, std::size_t slots) -> share& {
    share& out = shares_[s];
    std::fill_n(out.gradients.begin(), slots * parameters_, Real(0));
    for (auto* sums : {&out.sums, &out.tangent_sums}) std::fill(sums->begin(), sums->end(), row_sums{});
    return out;
}

template <class Real>
row_sums share_sums<Real>::total(std::size_t block, std::vector<row_sums> share::*of) const {
    row_sums sum;
    for (share const& each : shares_) {
        sum.square += (each.*of)[block].square;
        sum.open += (each.*of)[block].open;
    }
    return sum;
}

template <class Real>
void share_sums<Real>::gradient(thread_pool& pool, std::size_t first, std::span<Real const> weights,
                                std::span<Real> out) const {
    pool.run([&](std::size_t t) {
        index_range const mine = lamina::share(parameters_, t, pool.size());
        std::fill(out.begin() + static_cast<std::ptrdiff_t>(mine.begin),
                  out.begin() + static_cast<std::ptrdiff_t>(mine.end), Real(0));
        for (std::size_t k = 0; k < weights.size(); ++k)
            for (share const& each : shares_) {
                Real const* const from = each.gradients.data() + (first + k) * parameters_;
                for (std::size_t p = mine.begin; p < mine.end; ++p) out[p] += weights[k] * from[p];
            }
    });
}

template class share_sums<double>;
template class share_sums<float>;

}  // namespace lamina
