#include <lamina/numerics/real_vectors.hpp>

#include <algorithm>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

namespace {

constexpr std::size_t block = std::size_t{1} << 15;

/// Calls work(block, begin, end) for blocks of 0 .. n - 1, on all threads if there are several.
template <class Work>
void by_blocks(std::size_t n, Work const& work) {
    auto one = [&](std::size_t k, std::size_t) { work(k, k * block, std::min(n, (k + 1) * block)); };
    if (n <= block)
        one(0, 0);
    else
        default_pool().run((n + block - 1) / block, one);
}

}  // namespace

double inner(std::span<double const> a, std::span<double const> b) {
    std::vector<double> sums((a.size() + block - 1) / block + 1, 0.0);
    by_blocks(a.size(), [&](std::size_t k, std::size_t begin, std::size_t end) {
        double sum[4]{};  // four chains: an addition waits for the one before
        std::size_t p = begin;
        for (; p + 4 <= end; p += 4)
            for (std::size_t i = 0; i < 4; ++i) sum[i] += a[p + i] * b[p + i];
        for (; p < end; ++p) sum[0] += a[p] * b[p];
        sums[k] = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    });
    double out = 0;
    for (double const s : sums) out += s;
    return out;
}

void add(double a, std::span<double const> x, std::span<double> y) {
    by_blocks(y.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p) y[p] += a * x[p];
    });
}

void add_scaled(std::span<double const> x, double a, std::span<double> y) {
    by_blocks(y.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p) y[p] = x[p] + a * y[p];
    });
}

}  // namespace lamina
