#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <lamina/linear_algebra/dense.hpp>

using namespace lamina::linear_algebra;
using Catch::Matchers::Contains;

namespace {

/// Numbers in [-1, 1] by a linear congruential generator, shape (m, n): no symmetry to hide a wrong index.
std::vector<double> scattered(std::size_t m, std::size_t n) {
    std::vector<double> out(m * n);
    std::uint64_t state = 12345;
    for (double& v : out) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        v = static_cast<double>(state >> 11) / 4503599627370496.0 - 1;
    }
    return out;
}

/// The matrix of the second difference, (-1, 2, -1), shape (n, n): eigenvalues 4 sin^2(k pi / (2 n + 2)), k = 1 .. n.
std::vector<double> second_difference(std::size_t n) {
    std::vector<double> out(n * n);
    for (std::size_t i = 0; i < n; ++i) {
        out[i * n + i] = 2;
        if (i > 0) out[i * n + i - 1] = out[(i - 1) * n + i] = -1;
    }
    return out;
}

}  // namespace

TEST_CASE("Gram matrices of columns and of rows agree with their sums in the lower triangle", "[linear_algebra]") {
    std::size_t const m = 7, n = 4;
    auto const a = scattered(m, n);
    std::vector<double> columns(n * n), rows(m * m);
    gram_of_columns(a, m, n, columns);
    gram_of_rows(a, m, n, rows);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < m; ++k) sum += a[k * n + i] * a[k * n + j];
            CHECK(columns[i * n + j] == Approx(sum).margin(1e-14));
        }
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < n; ++k) sum += a[i * n + k] * a[j * n + k];
            CHECK(rows[i * m + j] == Approx(sum).margin(1e-14));
        }
}

TEST_CASE("the product of columns takes its matrices out of wider ones", "[linear_algebra]") {
    std::size_t const m = 5, n = 2, k = 3, lda = 6, ldb = 4;
    auto const a = scattered(m, lda), b = scattered(m, ldb);
    std::vector<double> c(n * k);
    product_of_columns(a.data() + 1, lda, b.data() + 1, ldb, m, n, k, c);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < k; ++j) {
            double sum = 0;
            for (std::size_t r = 0; r < m; ++r) sum += a[r * lda + 1 + i] * b[r * ldb + 1 + j];
            CHECK(c[i * k + j] == Approx(sum).margin(1e-14));
        }
}

TEST_CASE("a matrix and its transpose multiply vectors", "[linear_algebra]") {
    std::vector<double> const a{1, 2, 3, 4, 5, 6}, three{1, -1, 2}, two{1, -2};
    std::vector<double> y(2), z(3);
    multiply_each(a, 2, 3, three, 1, y);
    multiply_transposed(a, 2, 3, two, z);
    CHECK(y == std::vector<double>{5, 11});
    CHECK(z == std::vector<double>{-7, -8, -9});
}

TEST_CASE("a matrix multiplies many vectors in one pass as it does each", "[linear_algebra]") {
    for (auto const [m, n, count] : {std::array<std::size_t, 3>{5, 3, 2}, {1, 4, 3}, {301, 1000, 2}, {3, 20000, 1}}) {
        auto const a = scattered(m, n), x = scattered(count, n);
        std::vector<double> together(count * m);
        multiply_each(a, m, n, x, count, together);
        for (std::size_t j = 0; j < count; ++j)
            for (std::size_t k = 0; k < m; ++k) {
                double const alone =
                    std::inner_product(x.begin() + j * n, x.begin() + (j + 1) * n, a.begin() + k * n, 0.0);
                CHECK(together[j * m + k] == Approx(alone).margin(1e-11));
            }
    }
}

TEST_CASE("Cholesky refuses a NaN wherever it stands", "[linear_algebra]") {
    std::size_t const n = 100;
    for (auto const& [row, column] : {std::pair<std::size_t, std::size_t>{0, 0}, {99, 0}, {70, 65}, {99, 99}}) {
        auto g = second_difference(n);
        g[row * n + column] = std::nan("");
        CHECK_FALSE(cholesky(g, n));
    }
}

TEST_CASE("Cholesky solves from the lower triangle alone and refuses an indefinite matrix", "[linear_algebra]") {
    std::size_t const n = 40;
    auto g = second_difference(n);
    std::vector<double> x(n), b(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = std::sin(static_cast<double>(i) + 1);
    multiply_each(g, n, n, x, 1, b);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) g[i * n + j] = NAN;
    REQUIRE(cholesky(g, n));
    cholesky_solve(g, n, b);
    for (std::size_t i = 0; i < n; ++i) CHECK(b[i] == Approx(x[i]).margin(1e-12));

    std::vector<double> indefinite{1, 2, 2, 1};
    CHECK_FALSE(cholesky(indefinite, 2));
}

TEST_CASE("eigenvalues of the second difference are those of its closed form, descending", "[linear_algebra]") {
    std::size_t const n = 60;
    auto g = second_difference(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) g[i * n + j] = NAN;  // the upper triangle is not read
    auto const values = symmetric_eigenvalues(g, n);
    REQUIRE(values.size() == n);
    for (std::size_t k = 0; k < n; ++k) {
        double const half = std::sin(static_cast<double>(n - k) * std::acos(-1.0) / (2.0 * n + 2));
        CHECK(values[k] == Approx(4 * half * half).margin(1e-13));
    }
}

TEST_CASE("truncated least squares: tall, wide, and with a direction below rcond", "[linear_algebra]") {
    // The line through (0, 1), (1, 3), (2, 4), by the normal equations: 7/6 + 3/2 t.
    auto const line = least_squares({1, 0, 1, 1, 1, 2}, 3, 2, std::vector<double>{1, 3, 4}, 1e-12);
    CHECK(line[0] == Approx(7.0 / 6).epsilon(1e-12));
    CHECK(line[1] == Approx(1.5).epsilon(1e-12));
    // Wide: of all x + y + z = 6 the shortest.
    auto const wide = least_squares({1, 1, 1}, 1, 3, std::vector<double>{6}, 1e-12);
    REQUIRE(wide.size() == 3);
    for (double const v : wide) CHECK(v == Approx(2).epsilon(1e-12));
    // diag(1, 1e-6): kept below rcond = 1e-9, taken as 0 at 1e-3.
    auto const kept = least_squares({1, 0, 0, 1e-6}, 2, 2, std::vector<double>{1, 1}, 1e-9);
    auto const cut = least_squares({1, 0, 0, 1e-6}, 2, 2, std::vector<double>{1, 1}, 1e-3);
    CHECK(kept[1] == Approx(1e6).epsilon(1e-12));
    CHECK(cut[0] == Approx(1).epsilon(1e-12));
    CHECK(cut[1] == 0);
}

TEST_CASE("sizes that do not fit are refused by name", "[linear_algebra]") {
    std::vector<double> const a(6);
    std::vector<double> four(4), five(5);
    CHECK_THROWS_WITH(gram_of_columns(a, 2, 2, four), Contains("a has 6 numbers, expected 4"));
    CHECK_THROWS_WITH(gram_of_columns(a, 3, 2, five), Contains("g has 5 numbers, expected 4"));
    CHECK_THROWS_WITH(gram_of_rows(a, 2, 3, five), Contains("g has 5 numbers, expected 4"));
    CHECK_THROWS_WITH(multiply_each(a, 2, 3, four, 1, five), Contains("x has 4 numbers, expected 3"));
    CHECK_THROWS_WITH(cholesky(five, 2), Contains("g has 5 numbers, expected 4"));
    CHECK_THROWS_WITH(least_squares(a, 3, 2, four, 1e-3), Contains("b has 4 numbers, expected 3"));
    CHECK_THROWS_WITH(symmetric_eigenvalues(five, 2), Contains("g has 5 numbers, expected 4"));
}
