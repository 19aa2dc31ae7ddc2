#include <lamina/tangent_kernel/tangent_kernel.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/rows/row_weights.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/parallel/memory_limit.hpp>

namespace lamina {

namespace {

void expect_count(std::size_t k, std::size_t size) {
    if (k < 1 || k > size)
        throw std::invalid_argument(
            fmt::format("largest_eigenvalues: k is {}, expected 1 to the {} rows of the kernel", k, size));
}

}  // namespace

void matrix_values::refuse(std::size_t i, std::size_t j) const {
    throw std::invalid_argument(fmt::format("matrix_values: entry ({}, {}), expected less than ({}, {})", i, j, rows,
                                            columns));
}

double kernel_block::frobenius_norm() const {
    double sum = 0;
    for (double const v : values) sum += v * v;
    return std::sqrt(sum);
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
    gram_.resize(expect_memory(fmt::format("tangent_kernel: {} x {} rows", rows_, rows_), {n, n}));
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

matrix_values tangent_kernel::gram(std::string_view i, std::string_view j) const {
    residual_block const &row = find(i), &column = find(j);
    matrix_values out{row.size, column.size, std::vector<double>(row.size * column.size)};
    for (std::size_t n = 0; n < row.size; ++n)
        for (std::size_t m = 0; m < column.size; ++m)
            out.values[n * column.size + m] = entry(row.begin + n, column.begin + m);
    return out;
}

kernel_block tangent_kernel::block(std::string_view i, std::string_view j) const {
    residual_block const& column = find(j);
    kernel_block out{gram(i, j)};
    for (double& v : out.values) v *= column.weight();
    return out;
}

std::vector<double> tangent_kernel::symmetric(std::size_t begin, std::size_t size) const {
    std::vector<double> out(size * size);
    for (std::size_t n = 0; n < size; ++n)
        for (std::size_t m = 0; m <= n; ++m)
            out[n * size + m] = entry(begin + n, begin + m) * weight_[begin + n] * weight_[begin + m];
    return out;
}

std::vector<double> tangent_kernel::spectrum_of(std::size_t begin, std::size_t size) const {
    return numerics::symmetric_eigenvalues(symmetric(begin, size), size);
}

kernel_modes tangent_kernel::modes() const {
    kernel_modes out{{}, {rows_, rows_, symmetric(0, rows_)}};
    out.rate = numerics::symmetric_eigenvectors(out.vectors.values, rows_);
    return out;
}

std::vector<double> tangent_kernel::traces() const {
    std::vector<double> out;
    for (residual_block const& block : blocks_) {
        double sum = 0;
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
            sum += entry(n, n) * weight_[n] * weight_[n];
        out.push_back(sum);
    }
    return out;
}

std::vector<double> tangent_kernel::spectrum() const { return spectrum_of(0, rows_); }

std::vector<double> tangent_kernel::spectrum(std::string_view i) const {
    residual_block const& block = find(i);
    return spectrum_of(block.begin, block.size);
}

std::vector<double> tangent_kernel::largest_eigenvalues(std::size_t k) const {
    expect_count(k, rows_);
    auto all = spectrum();
    all.resize(k);
    return all;
}

std::vector<double> tangent_kernel::largest_eigenvalues(std::string_view i, std::size_t k) const {
    expect_count(k, find(i).size);
    auto all = spectrum(i);
    all.resize(k);
    return all;
}

}  // namespace lamina
