#include "catch.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <lamina/numerics/products.hpp>
#include <lamina/parallel/thread_pool.hpp>

#include "matrices.hpp"

using namespace lamina::numerics;
using Catch::Matchers::Contains;

namespace {

/// The largest difference of G, lower triangle, to sums; infinite if something stands above it that was not there.
double error_of_gram(std::vector<double> const& g, std::vector<double> const& a, std::size_t n, std::size_t depth,
                     std::size_t between, std::size_t along) {
    double worst = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 7;
            if (j <= i) {
                sum = 0;
                for (std::size_t k = 0; k < depth; ++k) sum += a[i * between + k * along] * a[j * between + k * along];
            }
            worst = std::max(worst, std::abs(g[i * n + j] - sum));
        }
    return worst;
}

}  // namespace

TEST_CASE("Gram matrices are their sums, and nothing above the diagonal is touched", "[numerics]") {
    for (std::size_t n = 1; n <= 70; n += n < 40 ? 1 : 3)
        for (std::size_t const depth : {1, 5, 70, 300}) {
            auto const a = scattered(depth, n);
            std::vector<double> columns(n * n, 7.0), rows(n * n, 7.0);
            gram_of_columns(a, depth, n, columns);
            gram_of_rows(a, n, depth, rows);
            CHECK(error_of_gram(columns, a, n, depth, 1, n) < 1e-13);
            CHECK(error_of_gram(rows, a, n, depth, depth, 1) < 1e-13);
        }
    for (auto const [n, depth] : {std::array<std::size_t, 2>{263, 517}, {517, 263}}) {
        auto const a = scattered(depth, n);
        std::vector<double> columns(n * n, 7.0), again(n * n, 7.0), rows(n * n, 7.0);
        gram_of_columns(a, depth, n, columns);
        gram_of_columns(a, depth, n, again);
        gram_of_rows(a, n, depth, rows);
        CHECK(error_of_gram(columns, a, n, depth, 1, n) < 1e-12);
        CHECK(error_of_gram(rows, a, n, depth, depth, 1) < 1e-12);
        CHECK(columns == again);  // bit for bit
    }
    std::vector<double> g(4, 7.0);
    gram_of_rows(std::vector<double>{}, 2, 0, g);
    CHECK(g == std::vector<double>{0, 7, 0, 0});
}

TEST_CASE("products of lines in wider matrices leave their neighbours alone", "[numerics]") {
    for (auto const [m, n, depth] : {std::array<std::size_t, 3>{5, 3, 4}, {97, 31, 270}, {8, 200, 2}, {130, 130, 65}}) {
        std::size_t const lda = depth + 2, ldb = n + 1, ldc = n + 5;
        auto const a = scattered(m, lda), b = scattered(depth, ldb, 7);
        std::vector<double> c(m * ldc, 1.0);
        add_product(c.data() + 2, ldc, {a.data() + 1, m, depth, lda}, {b.data(), n, depth, 1, ldb}, -2);
        double worst = 0;
        for (std::size_t i = 0; i < m; ++i)
            for (std::size_t j = 0; j < ldc; ++j) {
                double sum = 1;
                if (j >= 2 && j < n + 2)
                    for (std::size_t k = 0; k < depth; ++k) sum -= 2 * a[i * lda + 1 + k] * b[k * ldb + j - 2];
                worst = std::max(worst, std::abs(c[i * ldc + j] - sum));
            }
        CHECK(worst < 1e-13 * static_cast<double>(depth));
    }
}

TEST_CASE("a product inside a task of a pool is the same", "[numerics]") {
    std::size_t const n = 100, depth = 300;
    auto const a = scattered(depth, n);
    std::vector<double> outside(n * n), inside(n * n);
    gram_of_columns(a, depth, n, outside);
    lamina::thread_pool pool(2);
    pool.run([&](std::size_t i) {
        if (i == 1) gram_of_columns(a, depth, n, inside);
    });
    CHECK(inside == outside);
}

TEST_CASE("a matrix and its transpose multiply vectors", "[numerics]") {
    std::vector<double> const a{1, 2, 3, 4, 5, 6}, three{1, -1, 2}, two{1, -2};
    std::vector<double> y(2), z(3);
    multiply_each(a, 2, 3, three, 1, y);
    multiply_transposed(a, 2, 3, two, z);
    CHECK(y == std::vector<double>{5, 11});
    CHECK(z == std::vector<double>{-7, -8, -9});
}

TEST_CASE("a matrix multiplies many vectors in one pass as it does each", "[numerics]") {
    for (auto const [m, n, count] : {std::array<std::size_t, 3>{5, 3, 2}, {1, 4, 3}, {301, 1000, 2}, {3, 20000, 1}}) {
        auto const a = scattered(m, n), x = scattered(count, n);
        std::vector<double> together(count * m);
        multiply_each(a, m, n, x, count, together);
        for (std::size_t j = 0; j < count; ++j)
            for (std::size_t k = 0; k < m; ++k) {
                auto const at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
                double const alone =
                    std::inner_product(x.begin() + at(j * n), x.begin() + at((j + 1) * n), a.begin() + at(k * n), 0.0);
                CHECK(together[j * m + k] == Approx(alone).margin(1e-11));
            }
    }
}

TEST_CASE("sizes of products that do not fit are refused by name", "[numerics]") {
    std::vector<double> const a(6);
    std::vector<double> four(4), five(5);
    CHECK_THROWS_WITH(gram_of_columns(a, 2, 2, four), Contains("a has 6 numbers, expected 4"));
    CHECK_THROWS_WITH(gram_of_columns(a, 3, 2, five), Contains("g has 5 numbers, expected 4"));
    CHECK_THROWS_WITH(gram_of_rows(a, 2, 3, five), Contains("g has 5 numbers, expected 4"));
    CHECK_THROWS_WITH(multiply_each(a, 2, 3, four, 1, five), Contains("x has 4 numbers, expected 3"));
}
