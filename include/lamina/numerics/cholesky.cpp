#include <lamina/numerics/cholesky.hpp>

#include <algorithm>

#include <lamina/numerics/dense_kernels.hpp>
#include <lamina/numerics/factorisations.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::numerics {

namespace {

/// Sizes of triangles that Eigen takes whole, and rows that a thread solves for at once
constexpr std::size_t most = 128, together = 64;
/// Rows that `cholesky_solve` takes at once
constexpr std::size_t block_columns = 128;

/// About half of n, in whole triangles
std::size_t half(std::size_t n) {
    return (n / most + 1) / 2 * most;
}

// Halves, here and in `solve_lower`, so that nearly all is a product of large matrices.
bool factor(double* g, std::size_t ldg, std::size_t n) {
    if (n <= most) return chosen_factorisations().cholesky(g, ldg, n);
    std::size_t const first = half(n), rest = n - first;
    double* const below = g + first * ldg;
    if (!factor(g, ldg, first)) return false;
    solve_lower(g, ldg, first, below, ldg, rest);
    add_product(below + first, ldg, {below, rest, first, ldg}, {below, rest, first, ldg}, -1, part::lower);
    return factor(below + first, ldg, rest);
}

}  // namespace

void solve_lower(double const* l, std::size_t ldl, std::size_t n, double* x, std::size_t ldx, std::size_t count) {
    if (n > most) {
        std::size_t const first = half(n), rest = n - first;
        double const* const below = l + first * ldl;
        solve_lower(l, ldl, first, x, ldx, count);
        add_product(x + first, ldx, {x, count, first, ldx}, {below, rest, first, ldl}, -1);
        return solve_lower(below + first, ldl, rest, x + first, ldx, count);
    }
    auto const solve = chosen_factorisations().solve_lower;
    default_pool().run((count + together - 1) / together, [&](std::size_t i, std::size_t) {
        std::size_t const row = i * together;
        solve(l, ldl, n, x + row * ldx, ldx, std::min(together, count - row));
    });
}

bool cholesky(std::span<double> g, std::size_t n) {
    expect_size("g", g.size(), n * n);
    return factor(g.data(), n, n);
}

// Forward by rows, backward by columns of L^T: both read L along its rows.
void cholesky_solve(std::span<double const> factor, std::size_t n, std::span<double> x) {
    expect_size("factor", factor.size(), n * n);
    expect_size("x", x.size(), n);
    dense_kernels const& kernels = chosen_dense_kernels();
    thread_pool& pool = default_pool();
    auto const row = [&](std::size_t i) { return factor.data() + i * n; };
    for (std::size_t begin = 0; begin < n; begin += block_columns) {
        std::size_t const end = std::min(n, begin + block_columns);
        if (begin > 0)
            pool.run([&](std::size_t t) {
                index_range const mine = share(end - begin, t, pool.size());
                for (std::size_t i = begin + mine.begin; i < begin + mine.end; ++i)
                    x[i] -= kernels.dot(row(i), x.data(), begin);
            });
        for (std::size_t i = begin; i < end; ++i)
            x[i] = (x[i] - kernels.dot(row(i) + begin, x.data() + begin, i - begin)) / row(i)[i];
    }
    for (std::size_t end = n; end > 0;) {
        std::size_t const begin = (end - 1) / block_columns * block_columns;
        for (std::size_t i = end; i-- > begin;) {
            x[i] /= row(i)[i];
            kernels.add(-x[i], row(i) + begin, x.data() + begin, i - begin);
        }
        if (begin > 0)
            pool.run([&](std::size_t t) {
                index_range const mine = share(begin, t, pool.size());
                for (std::size_t i = begin; i < end; ++i)
                    kernels.add(-x[i], row(i) + mine.begin, x.data() + mine.begin, mine.end - mine.begin);
            });
        end = begin;
    }
}

}  // namespace lamina::numerics
