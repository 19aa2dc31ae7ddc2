#include <lamina/tangent_kernel/tangent_kernel.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/report/array_of.hpp>
#include <lamina/rows/row_weights.hpp>

namespace lamina {

namespace {

void expect_count(std::size_t k, std::size_t size) {
    if (k < 1 || k > size)
        throw std::invalid_argument(
            fmt::format("largest_eigenvalues: k is {}, expected 1 to the {} rows of the kernel", k, size));
}

xt::xtensor<double, 1> first_of(std::span<double const> all, std::size_t k) {
    return array_of(all.first(k));
}

}  // namespace

double kernel_block::operator()(std::size_t n, std::size_t m) const {
    if (n >= shape(0) || m >= shape(1))
        throw std::invalid_argument(
            fmt::format("kernel_block: entry ({}, {}), expected less than ({}, {})", n, m, shape(0), shape(1)));
    return data()[n * shape(1) + m];
}

double kernel_block::frobenius_norm() const {
    return numerics::norm({data(), size()});
}

tangent_kernel::tangent_kernel(residual_system<double>& system, std::span<double const> theta)
    : rows_(system.rows()), blocks_(system.blocks().begin(), system.blocks().end()), weight_(row_weights(system)) {
    if (theta.size() != system.parameters())
        throw std::invalid_argument(fmt::format(
            "tangent_kernel: theta has {} entries, expected the {} parameters of the model", theta.size(),
            system.parameters()));
    for (std::size_t p = 0; p < theta.size(); ++p)
        if (!std::isfinite(theta[p]))
            throw std::invalid_argument(
                fmt::format("tangent_kernel: theta[{}] is {}, expected a finite number", p, theta[p]));
    auto const n = static_cast<double>(rows_);
    expect_memory(fmt::format("tangent_kernel: {} x {} rows", rows_, rows_), {n, n});
    gram_.resize({rows_, rows_});
    system.gram(theta, gram_);
    if (!std::ranges::all_of(gram_, [](double entry) { return std::isfinite(entry); }))
        throw std::invalid_argument("tangent_kernel: the kernel is not finite: " + system.why_not_finite(theta));
    auto has = [&](char const* name) {
        return std::ranges::find(blocks_, name, &residual_block::name) != blocks_.end();
    };
    if (has("u") && has("b")) {
        uu = block("u", "u"), ub = block("u", "b");
        bu = block("b", "u"), bb = block("b", "b");
    }
}

residual_block const& tangent_kernel::find(std::string_view name) const {
    std::string names;
    for (auto const& block : blocks_) {
        if (block.name == name) return block;
        names += (names.empty() ? "" : ", ") + block.name;
    }
    throw std::invalid_argument(fmt::format("tangent_kernel: no block named {}, expected one of {}", name, names));
}

xt::xtensor<double, 2> tangent_kernel::gram(std::string_view i, std::string_view j) const {
    residual_block const &row = find(i), &column = find(j);
    auto out = xt::xtensor<double, 2>::from_shape({row.size, column.size});
    for (std::size_t n = 0; n < row.size; ++n)
        for (std::size_t m = 0; m < column.size; ++m) out(n, m) = gram_(row.begin + n, column.begin + m);
    return out;
}

std::span<residual_block const> tangent_kernel::blocks() const { return blocks_; }

kernel_block tangent_kernel::block(std::string_view i, std::string_view j) const {
    return gram(i, j) * find(j).weight();
}

xt::xtensor<double, 2> tangent_kernel::symmetric(std::size_t begin, std::size_t size) const {
    xt::xtensor<double, 2> out({size, size}, 0.0);
    for (std::size_t n = 0; n < size; ++n)
        for (std::size_t m = 0; m <= n; ++m)
            out(n, m) = gram_(begin + n, begin + m) * weight_[begin + n] * weight_[begin + m];
    return out;
}

xt::xtensor<double, 1> tangent_kernel::spectrum_of(std::size_t begin, std::size_t size) const {
    return array_of(numerics::symmetric_eigenvalues(symmetric(begin, size), size));
}

kernel_modes tangent_kernel::modes() const {
    auto vectors = symmetric(0, rows_);
    auto rate = array_of(numerics::symmetric_eigenvectors(vectors));
    return {std::move(rate), std::move(vectors)};
}

xt::xtensor<double, 1> tangent_kernel::mode_losses(kernel_modes const& of, std::span<double const> r,
                                                   double after) const {
    if (r.size() != rows_ || of.rate.size() != rows_)
        throw std::invalid_argument(fmt::format("mode_losses: r has {} entries and there are {} modes, expected the {} "
                                                "rows of the system",
                                                r.size(), of.rate.size(), rows_));
    auto out = xt::xtensor<double, 1>::from_shape({rows_});
    for (std::size_t k = 0; k < rows_; ++k) {
        double along = 0;
        for (std::size_t n = 0; n < rows_; ++n) along += of.vectors(k, n) * weight_[n] * r[n];
        out(k) = along * along * std::exp(-2 * of.rate(k) * after) / 2;
    }
    return out;
}

xt::xtensor<double, 1> tangent_kernel::gradient_flow(std::span<double const> r, std::span<double const> times) const {
    if (r.size() != rows_)
        throw std::invalid_argument(
            fmt::format("gradient_flow: r has {} entries, expected the {} rows of the system", r.size(), rows_));
    kernel_modes const of = modes();
    auto const first = mode_losses(of, r);
    xt::xtensor<double, 1> losses = xt::zeros<double>({times.size()});
    for (std::size_t t = 0; t < times.size(); ++t)
        for (std::size_t k = 0; k < rows_; ++k) losses(t) += first(k) * std::exp(-2 * of.rate(k) * times[t]);
    return losses;
}

xt::xtensor<double, 1> tangent_kernel::traces() const {
    auto out = xt::xtensor<double, 1>::from_shape({blocks_.size()});
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        out(i) = 0;
        for (std::size_t n = blocks_[i].begin; n < blocks_[i].begin + blocks_[i].size; ++n)
            out(i) += gram_(n, n) * weight_[n] * weight_[n];
    }
    return out;
}

xt::xtensor<double, 1> tangent_kernel::spectrum() const {
    return spectrum_of(0, rows_);
}

xt::xtensor<double, 1> tangent_kernel::spectrum(std::string_view i) const {
    residual_block const& block = find(i);
    return spectrum_of(block.begin, block.size);
}

xt::xtensor<double, 1> tangent_kernel::largest_eigenvalues(std::size_t k) const {
    expect_count(k, rows_);
    return first_of(spectrum(), k);
}

xt::xtensor<double, 1> tangent_kernel::largest_eigenvalues(std::string_view i, std::size_t k) const {
    expect_count(k, find(i).size);
    return first_of(spectrum(i), k);
}

}  // namespace lamina
