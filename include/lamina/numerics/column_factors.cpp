#include <lamina/numerics/column_factors.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include <lamina/numerics/block_reflector.hpp>
#include <lamina/numerics/cholesky.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::numerics {

namespace {

/// Columns that are factored at once, and random combinations of rows that choose them
constexpr std::size_t at_once = 64, combinations = 72;
/// Numbers below which threads cost more than they save
constexpr std::size_t few_numbers = 20000;

/// Makes x = (alpha, tail) a reflector: H x = beta e_0 with H = I - tau (1, tail)^T (1, tail). Returns tau.
double make_reflector(dense_kernels const& kernels, double* x, std::size_t n) {
    double const alpha = x[0], rest = kernels.dot(x + 1, x + 1, n - 1);
    if (rest == 0) return 0;
    double const beta = -std::copysign(std::sqrt(alpha * alpha + rest), alpha);
    for (std::size_t k = 1; k < n; ++k) x[k] /= alpha - beta;
    x[0] = beta;
    return (beta - alpha) / beta;
}

/// y = H y
void reflect(dense_kernels const& kernels, double const* x, double tau, double* y, std::size_t n) {
    double const along = tau * (y[0] + kernels.dot(x + 1, y + 1, n - 1));
    y[0] -= along;
    kernels.add(-along, x + 1, y + 1, n - 1);
}

template <class Task>
void for_each_row(std::size_t first, std::size_t end, std::size_t numbers, Task const& task) {
    thread_pool& pool = default_pool();
    if (end <= first) return;
    if ((end - first) * numbers < few_numbers) {
        for (std::size_t i = first; i < end; ++i) task(i);
        return;
    }
    pool.run([&](std::size_t t) {
        index_range const mine = share(end - first, t, pool.size());
        for (std::size_t i = first + mine.begin; i < first + mine.end; ++i) task(i);
    });
}

}  // namespace

column_factors::column_factors(std::span<double> columns, std::size_t n, std::span<double> right)
    : a_(columns.data()), m_(right.size()), n_(n), right_(right), order_(n), tau_(at_once), length_(n) {
    expect_size("columns", columns.size(), n * right.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
}

void column_factors::exchange(std::size_t i, std::size_t j) {
    if (i == j) return;
    std::swap_ranges(at(i), at(i) + m_, at(j));
    std::swap(order_[i], order_[j]);
    std::swap(length_[i], length_[j]);
    if (!sketch_.empty())
        std::swap_ranges(sketch_.data() + i * combinations, sketch_.data() + (i + 1) * combinations,
                         sketch_.data() + j * combinations);
}

std::size_t column_factors::longest(std::size_t first, std::size_t end) const {
    std::size_t best = first;
    for (std::size_t j = first + 1; j < end; ++j)
        if (length_[j] > length_[best]) best = j;
    return best;
}

/// Squares of the lengths of what is left
void column_factors::measure() {
    for_each_row(rank_, n_, m_ - rank_,
                 [&](std::size_t j) { length_[j] = kernels_.dot(at(j) + rank_, at(j) + rank_, m_ - rank_); });
}

/// Random combinations of the rows that are left, shape (columns left, combinations)
void column_factors::make_sketch() {
    if (random_.empty()) {
        random_.resize(combinations * m_);
        std::uint64_t state = 20261129;
        for (double& v : random_) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            v = static_cast<double>(state >> 11) / 4503599627370496.0 - 1;
        }
        sketch_.resize(n_ * combinations);
    }
    set_to_product(sketch_.data() + rank_ * combinations, combinations, {at(rank_) + rank_, n_ - rank_, m_ - rank_, m_},
                   {random_.data() + rank_, combinations, m_ - rank_, m_});
}

/// Brings forward the `count` columns that are pivots of the sketch, which becomes its own triangular factor.
void column_factors::choose(std::size_t count) {
    auto const row = [&](std::size_t i) { return sketch_.data() + i * combinations; };
    for_each_row(rank_, n_, combinations,
                 [&](std::size_t i) { length_[i] = kernels_.dot(row(i), row(i), combinations); });
    for (std::size_t j = 0; j < count; ++j) {
        std::size_t const pivot = rank_ + j, left = combinations - j;
        exchange(pivot, longest(pivot, n_));
        double* const x = row(pivot) + j;
        double const tau = make_reflector(kernels_, x, left);
        for_each_row(pivot + 1, n_, 2 * left, [&](std::size_t i) {
            reflect(kernels_, x, tau, row(i) + j, left);
            length_[i] = kernels_.dot(row(i) + j + 1, row(i) + j + 1, left - 1);
        });
        std::fill_n(x + 1, left - 1, 0.0);
    }
}

/// Factors up to `most` of the columns from `rank` to `end`; with a `least` that is not negative, the longest first, as
/// long as one has a length beyond `least`. Returns how many it has factored.
std::size_t column_factors::factor(std::size_t end, std::size_t most, double least) {
    bool const by_length = least >= 0;
    std::size_t const first = rank_;
    if (by_length)
        for_each_row(first, end, m_ - first,
                     [&](std::size_t j) { length_[j] = kernels_.dot(at(j) + first, at(j) + first, m_ - first); });
    for (std::size_t j = first; j < first + most; ++j) {
        if (by_length) {
            exchange(j, longest(j, end));
            if (!(length_[j] > least * least)) return j - first;
        }
        std::size_t const left = m_ - j;
        double* const x = at(j) + j;
        double const tau = make_reflector(kernels_, x, left);
        tau_[j - first] = tau;
        for_each_row(j + 1, end, 2 * left, [&](std::size_t i) {
            double* const y = at(i) + j;
            reflect(kernels_, x, tau, y, left);
            if (by_length) length_[i] = kernels_.dot(y + 1, y + 1, left - 1);
        });
        reflect(kernels_, x, tau, right_.data() + j, left);
    }
    return most;
}

/// Applies the reflectors of `count` columns from `rank` on to the columns from `first` on.
void column_factors::apply(std::size_t count, std::size_t first) {
    if (count == 0 || first >= n_) return;
    std::size_t const length = m_ - rank_;
    std::vector<double> v(count * length);
    for (std::size_t j = 0; j < count; ++j) {
        v[j * length + j] = 1;
        std::copy_n(at(rank_ + j) + rank_ + j + 1, length - j - 1, v.data() + j * length + j + 1);
    }
    block_reflector(v.data(), length, length, std::span(tau_).first(count)).times(at(first) + rank_, m_, n_ - first);
}

/// Takes from the sketch what `count` columns, factored and applied, have in common with the columns behind them: with
/// S_1 of theirs and R = (R_11, R_12), S_2 - S_1 R_11^-1 R_12.
void column_factors::follow(std::size_t count) {
    std::size_t const behind = rank_ + count;
    std::vector<double> s(count * count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j) s[i * count + j] = sketch_[(rank_ + j) * combinations + i];
    solve_lower(at(rank_) + rank_, m_, count, s.data(), count, count);
    add_product(sketch_.data() + behind * combinations, combinations, {at(behind) + rank_, n_ - behind, count, m_},
                {s.data(), count, count, count}, -1);
}

void column_factors::in_order() {
    while (rank_ < n_) {
        std::size_t const count = std::min(at_once, n_ - rank_);
        factor(rank_ + count, count, -1);
        apply(count, rank_ + count);
        rank_ += count;
    }
}

void column_factors::by_pivots(double tolerance) {
    std::size_t const most = std::min(m_, n_);
    measure();
    double const least = n_ == 0 ? 0 : tolerance * std::sqrt(*std::ranges::max_element(length_));
    bool sketched = false;
    while (rank_ < most) {
        std::size_t const count = std::min(at_once, most - rank_), end = n_ - rank_ <= at_once ? n_ : rank_ + count;
        if (end < n_) {
            if (!sketched) make_sketch();
            sketched = true;
            choose(count);
        }
        std::size_t const done = factor(end, count, least);
        apply(done, end);
        if (done == count) {
            if (end < n_) follow(count);
            rank_ += count;
            continue;
        }
        rank_ += done;
        if (rank_ == most) break;
        measure();
        std::size_t const best = longest(rank_, n_);
        if (!(length_[best] > least * least)) break;
        exchange(rank_, best);  // the sketch has missed it
        factor(rank_ + 1, 1, least);
        apply(1, rank_ + 1);
        ++rank_;
        sketched = false;
    }
}

void column_factors::solve(std::span<double> x) const {
    for (std::size_t j = rank_; j-- > 0;) {
        x[j] /= column(j)[j];
        kernels_.add(-x[j], column(j), x.data(), j);
    }
}

void column_factors::solve_transposed(std::span<double> x) const {
    for (std::size_t j = 0; j < rank_; ++j) x[j] = (x[j] - kernels_.dot(column(j), x.data(), j)) / column(j)[j];
}

void column_factors::rotate(std::span<double> x) const {
    for (std::size_t j = rank_; j-- > 0;) {
        double const* const v = column(j) + j;
        double const rest = kernels_.dot(v + 1, v + 1, m_ - j - 1);
        if (rest > 0) reflect(kernels_, v, 2 / (1 + rest), x.data() + j, m_ - j);
    }
}

}  // namespace lamina::numerics
