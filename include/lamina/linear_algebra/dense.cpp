#include <lamina/linear_algebra/dense.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <cblas.h>
#include <lapacke.h>

#include <lamina/linear_algebra/blas_threads.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::linear_algebra {

namespace {

int as_int(std::size_t n) {
    return static_cast<int>(n);
}

void expect(char const* name, std::size_t size, std::size_t expected) {
    if (size != expected)
        throw std::invalid_argument(std::string(name) + " has " + std::to_string(size) + " numbers, expected " +
                                    std::to_string(expected));
}

/// Eigenvalues, descending; with job 'V' the rows of `g` become the eigenvectors, in ascending order.
std::vector<double> eigenvalues(char job, std::vector<double>& g, std::size_t n) {
    expect("g", g.size(), n * n);
    std::vector<double> values(n);
    blas_threads const threads;
    if (LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, 'U', as_int(n), g.data(), as_int(n), values.data()) != 0)
        throw std::runtime_error("symmetric_eigenvalues: LAPACK did not converge");
    std::reverse(values.begin(), values.end());
    return values;
}

}  // namespace

void gram_of_columns(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g) {
    expect("a", a.size(), m * n);
    expect("g", g.size(), n * n);
    blas_threads const threads;
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, as_int(n), as_int(m), 1.0, a.data(), as_int(n), 0.0, g.data(),
                as_int(n));
}

void gram_of_rows(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g) {
    expect("a", a.size(), m * n);
    expect("g", g.size(), m * m);
    blas_threads const threads;
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, as_int(m), as_int(n), 1.0, a.data(), as_int(n), 0.0, g.data(),
                as_int(m));
}

void product_of_columns(double const* a, std::size_t lda, double const* b, std::size_t ldb, std::size_t m,
                        std::size_t n, std::size_t k, std::span<double> c) {
    expect("c", c.size(), n * k);
    blas_threads const threads;
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, as_int(n), as_int(k), as_int(m), 1.0, a, as_int(lda), b,
                as_int(ldb), 0.0, c.data(), as_int(k));
}

// Rows go to the threads in tiles that stay in the cache for all x.
void multiply_each(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                   std::size_t count, std::span<double> y) {
    expect("a", a.size(), m * n);
    expect("x", x.size(), count * n);
    expect("y", y.size(), count * m);
    std::size_t const tile = std::max<std::size_t>(1, 16384 / std::max<std::size_t>(1, n));
    thread_pool& pool = default_pool();
    pool.run([&](std::size_t t) {
        blas_threads const one;
        index_range const mine = share(m, t, pool.size());
        for (std::size_t begin = mine.begin; begin < mine.end; begin += tile) {
            int const rows = as_int(std::min(tile, mine.end - begin));
            for (std::size_t j = 0; j < count; ++j)
                cblas_dgemv(CblasRowMajor, CblasNoTrans, rows, as_int(n), 1.0, a.data() + begin * n, as_int(n),
                            x.data() + j * n, 1, 0.0, y.data() + j * m + begin, 1);
        }
    });
}

void multiply_transposed(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                         std::span<double> y) {
    expect("a", a.size(), m * n);
    expect("x", x.size(), m);
    expect("y", y.size(), n);
    blas_threads const threads;
    cblas_dgemv(CblasRowMajor, CblasTrans, as_int(m), as_int(n), 1.0, a.data(), as_int(n), x.data(), 1, 0.0, y.data(),
                1);
}

// LAPACKE copies and transposes row-major matrices; the lower triangle of a row-major symmetric matrix is the upper
// one of the column-major matrix in the same memory.
bool cholesky(std::span<double> g, std::size_t n) {
    expect("g", g.size(), n * n);
    blas_threads const threads;
    if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', as_int(n), g.data(), as_int(n)) != 0) return false;
    // Instead of LAPACKE's search of the whole matrix: a NaN anywhere reaches the diagonal of its row.
    for (std::size_t k = 0; k < n; ++k)
        if (!std::isfinite(g[k * n + k])) return false;
    return true;
}

void cholesky_solve(std::span<double const> factor, std::size_t n, std::span<double> x) {
    expect("factor", factor.size(), n * n);
    expect("x", x.size(), n);
    blas_threads const threads;
    for (auto const turned : {CblasNoTrans, CblasTrans})
        cblas_dtrsv(CblasRowMajor, CblasLower, turned, CblasNonUnit, as_int(n), factor.data(), as_int(n), x.data(), 1);
}

std::vector<double> least_squares(std::vector<double> a, std::size_t m, std::size_t n, std::span<double const> b,
                                  double rcond, std::size_t* rank) {
    expect("a", a.size(), m * n);
    expect("b", b.size(), m);
    std::vector<double> x(std::max(m, n));
    std::copy(b.begin(), b.end(), x.begin());
    std::vector<double> singular(std::min(m, n));
    lapack_int left = 0;
    blas_threads const threads;
    if (LAPACKE_dgelsd(LAPACK_ROW_MAJOR, as_int(m), as_int(n), 1, a.data(), as_int(n), x.data(), 1, singular.data(),
                       rcond, &left) != 0)
        throw std::runtime_error("least_squares: the singular value decomposition did not converge");
    if (rank != nullptr) *rank = static_cast<std::size_t>(left);
    x.resize(n);
    return x;
}

std::vector<double> symmetric_eigenvalues(std::vector<double> g, std::size_t n) {
    return eigenvalues('N', g, n);
}

std::vector<double> symmetric_eigenvectors(std::vector<double>& g, std::size_t n) {
    std::vector<double> values = eigenvalues('V', g, n);
    for (std::size_t k = 0; k < n / 2; ++k)
        std::swap_ranges(g.data() + k * n, g.data() + (k + 1) * n, g.data() + (n - 1 - k) * n);
    return values;
}

}  // namespace lamina::linear_algebra
