#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <lamina/numerics/least_squares.hpp>
#include <lamina/numerics/least_squares_cost.hpp>

#include "matrices.hpp"

using namespace lamina::numerics;
using Catch::Matchers::Contains;

namespace {

/// A matrix by its columns with integers as solution: independent columns, then `dependent` ones, c_j = 2 c_j' -
/// c_j'+1.
struct posed {
    std::size_t m, n, dependent;
    std::vector<double> columns = scattered(n, m), x = std::vector<double>(n), b = std::vector<double>(m);

    posed(std::size_t rows, std::size_t of, std::size_t last) : m(rows), n(of), dependent(last) {
        for (std::size_t j = n - dependent; j < n; ++j)
            for (std::size_t i = 0; i < m; ++i)
                columns[j * m + i] =
                    2 * columns[(j - n + dependent) * m + i] - columns[(j - n + dependent + 1) * m + i];
        for (std::size_t j = 0; j < n; ++j) x[j] = static_cast<double>(j % 7) - 3;
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t i = 0; i < m; ++i) b[i] += columns[j * m + i] * x[j];
    }
    [[nodiscard]] double length(std::size_t j) const {
        double sum = 0;
        for (std::size_t i = 0; i < m; ++i) sum += columns[j * m + i] * columns[j * m + i];
        return std::sqrt(sum);
    }
    /// A x - b
    [[nodiscard]] std::vector<double> rest(std::vector<double> const& at, std::vector<double> const& right) const {
        std::vector<double> r(m);
        for (std::size_t i = 0; i < m; ++i) {
            r[i] = -right[i];
            for (std::size_t j = 0; j < n; ++j) r[i] += columns[j * m + i] * at[j];
        }
        return r;
    }
    /// |A x - b|
    [[nodiscard]] double left(std::vector<double> const& at, std::vector<double> const& right) const {
        double sum = 0;
        for (double const v : rest(at, right)) sum += v * v;
        return std::sqrt(sum);
    }
    /// The largest entry of A^T (A x - b)
    [[nodiscard]] double slope(std::vector<double> const& at, std::vector<double> const& right) const {
        auto const r = rest(at, right);
        double worst = 0;
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0;
            for (std::size_t i = 0; i < m; ++i) sum += columns[j * m + i] * r[i];
            worst = std::max(worst, std::abs(sum));
        }
        return worst;
    }
};

}  // namespace

TEST_CASE("least squares of independent columns has the solution that b was made of", "[numerics]") {
    std::vector<std::array<std::size_t, 2>> shapes{{129, 129 - 60}, {200, 130}, {331, 201}, {260, 64}, {260, 128}};
    for (std::size_t n = 1; n <= 70; n += 3) shapes.push_back({2 * n + 1, n});
    for (auto const [m, n] : shapes) {
        INFO(m << " x " << n);
        posed const made(m, n, 0);
        auto columns = made.columns;
        auto const found = least_squares(columns, m, n, made.b, 0);
        CHECK(found.rank == n);
        CHECK(found.tolerance == 0x1p-52 * static_cast<double>(m));
        for (std::size_t j = 0; j < n; ++j) CHECK(found.x[j] == Approx(made.x[j]).margin(1e-11));
        columns = made.columns;
        auto const noisy = scattered(m, 1, 7);
        CHECK(made.slope(least_squares(columns, m, n, noisy, 0).x, noisy) < 1e-11);
    }
}

TEST_CASE("dependent columns are counted, and the solution is the shortest in columns of length 1", "[numerics]") {
    for (auto const [m, n, dependent] : {std::array<std::size_t, 3>{9, 5, 2},
                                         {70, 40, 11},
                                         {200, 150, 1},
                                         {200, 150, 60},
                                         {333, 190, 70},
                                         {100, 64, 20}}) {
        INFO(m << " x " << n << ", " << dependent << " dependent");
        posed const made(m, n, dependent);
        auto const b = scattered(m, 1, 7);
        auto columns = made.columns;
        auto const found = least_squares(columns, m, n, b, 1e-11);
        CHECK(found.rank == n - dependent);
        CHECK(made.slope(found.x, b) < 1e-10);
        CHECK(found.left == Approx(made.left(found.x, b)).epsilon(1e-12));
        // x_j times the length of column j has no part along what does not change A x: (..., 2, -1, ..., -1, ...)
        for (std::size_t k = 0; k < dependent; ++k) {
            auto const along = [&](std::size_t j, double entry) {
                return found.x[j] * made.length(j) * entry * made.length(j);
            };
            CHECK(std::abs(along(k, 2) + along(k + 1, -1) + along(n - dependent + k, -1)) < 1e-9);
        }
    }
}

TEST_CASE("fewer rows than columns: every equation holds, by the shortest solution", "[numerics]") {
    for (auto const [m, n] : {std::array<std::size_t, 2>{1, 3}, {5, 70}, {65, 70}, {64, 200}, {130, 150}}) {
        INFO(m << " x " << n);
        posed const made(m, n, 0);
        auto columns = made.columns;
        auto const found = least_squares(columns, m, n, made.b, 1e-12);
        CHECK(found.rank == m);
        for (std::size_t i = 0; i < m; ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < n; ++j) sum += made.columns[j * m + i] * found.x[j];
            CHECK(sum == Approx(made.b[i]).margin(1e-10));
        }
    }
    std::vector<double> ones{1, 1, 1};
    for (double const v : least_squares(ones, 1, 3, std::vector<double>{6}, 1e-12).x)
        CHECK(v == Approx(2).epsilon(1e-12));
}

TEST_CASE("the rank is that of a gap in the singular values", "[numerics]") {
    std::size_t const m = 210, n = 150, left = 97;
    std::vector<double> values(n);
    for (std::size_t k = 0; k < n; ++k) {
        auto const at = static_cast<double>(k);
        values[k] = k < left ? std::pow(10, -6 * at / static_cast<double>(left)) : 1e-12 * std::pow(0.9, at);
    }
    auto const a = with_singular_values(values, m, n);
    auto columns = transposed(a, m, n);
    CHECK(least_squares(columns, m, n, scattered(m, 1), 1e-9).rank == left);
    columns = transposed(a, m, n);
    CHECK(truncated_least_squares(columns, m, n, scattered(m, 1), 1e-9).rank == left);
}

TEST_CASE("columns of any length: zeros, tiny and huge ones", "[numerics]") {
    posed made(20, 6, 0);
    std::array<double, 6> const factor{1e-200, 1, 0, 1e200, 1e-5, 3};
    auto columns = made.columns;
    for (std::size_t j = 0; j < 6; ++j)
        for (std::size_t i = 0; i < 20; ++i) columns[j * 20 + i] *= factor[j];
    std::vector<double> b(20);
    for (std::size_t j = 0; j < 6; ++j)
        for (std::size_t i = 0; i < 20; ++i) b[i] += j == 2 ? 0 : made.columns[j * 20 + i] * made.x[j];
    auto const found = least_squares(columns, 20, 6, b, 0);
    CHECK(found.rank == 5);
    CHECK(found.x[2] == 0);
    for (std::size_t j = 0; j < 6; ++j)
        if (j != 2) CHECK(found.x[j] * factor[j] == Approx(made.x[j]).margin(1e-12));
    std::vector<double> nothing(6);
    auto const none = least_squares(nothing, 3, 2, std::vector<double>{1, 2, 3}, 0);
    CHECK(none.rank == 0);
    CHECK(none.x == std::vector<double>(2));
}

TEST_CASE("truncated least squares: tall, wide, and with a direction below rcond", "[numerics]") {
    // The line through (0, 1), (1, 3), (2, 4), by the normal equations: 7/6 + 3/2 t.
    std::vector<double> line{1, 1, 1, 0, 1, 2}, wide{1, 1, 1};
    auto const fitted = truncated_least_squares(line, 3, 2, std::vector<double>{1, 3, 4}, 1e-12);
    CHECK(fitted.x[0] == Approx(7.0 / 6).epsilon(1e-12));
    CHECK(fitted.x[1] == Approx(1.5).epsilon(1e-12));
    CHECK(fitted.left == Approx(std::sqrt(1.0 / 6)).epsilon(1e-12));  // (1/6, -1/3, 1/6)
    // Wide: of all x + y + z = 6 the shortest.
    for (double const v : truncated_least_squares(wide, 1, 3, std::vector<double>{6}, 1e-12).x)
        CHECK(v == Approx(2).epsilon(1e-12));
    // diag(1, 1e-6): kept above rcond = 1e-9, taken as 0 at 1e-3.
    std::vector<double> graded{1, 0, 0, 1e-6}, again = graded;
    auto const kept = truncated_least_squares(graded, 2, 2, std::vector<double>{1, 1}, 1e-9);
    auto const cut = truncated_least_squares(again, 2, 2, std::vector<double>{1, 1}, 1e-3);
    CHECK(kept.x[1] == Approx(1e6).epsilon(1e-9));
    CHECK(cut.rank == 1);
    CHECK(cut.x[0] == Approx(1).epsilon(1e-12));
    CHECK(std::abs(cut.x[1]) < 1e-15);
    CHECK(kept.left < 1e-15);
    CHECK(cut.left == Approx(1).epsilon(1e-12));
}

TEST_CASE("truncation keeps the directions of singular values above rcond", "[numerics]") {
    std::size_t const m = 90, n = 41, left = 17;
    std::vector<double> values(n), b(m), inverse(n);
    for (std::size_t k = 0; k < n; ++k) values[k] = k < left ? 1 + static_cast<double>(k) : 1e-5;
    std::vector<double> cut(left);
    for (std::size_t k = 0; k < left; ++k) cut[k] = 1 / values[k];
    auto const a = with_singular_values(values, m, n), b_of = scattered(m, 1, 7);
    // the inverse has the same vectors, from the other sides
    auto const pseudo = transposed(with_singular_values(cut, m, n), m, n);
    auto columns = transposed(a, m, n);
    auto const found = truncated_least_squares(columns, m, n, b_of, 1e-3);
    CHECK(found.rank == left);
    for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t i = 0; i < m; ++i) sum += pseudo[j * m + i] * b_of[i];
        CHECK(found.x[j] == Approx(sum).margin(1e-9));
    }
}

TEST_CASE("least squares refuses what is not finite or does not fit", "[numerics]") {
    std::vector<double> a{1, 2, NAN, 4}, six(6);
    std::vector<double> const two{1, 1}, four(4), infinite{1, INFINITY};
    CHECK_THROWS_WITH(least_squares(a, 2, 2, two, 0),
                      Contains("the norm of column 1 is nan, expected a finite number"));
    std::vector<double> good{1, 2, 3, 4};
    CHECK_THROWS_WITH(least_squares(good, 2, 2, infinite, 0), Contains("the norm of b is inf"));
    CHECK_THROWS_WITH(truncated_least_squares(good, 2, 2, infinite, 0), Contains("the norm of b is inf"));
    CHECK_THROWS_WITH(least_squares(six, 3, 2, four, 1e-3), Contains("b has 4 numbers, expected 3"));
}

TEST_CASE("what a least squares will cost grows as its operations do", "[numerics]") {
    auto const small = cost_of_least_squares(2000, 500), large = cost_of_least_squares(4000, 1000);
    CHECK(small.bytes == 8e6);
    CHECK(large.bytes == 32e6);
    CHECK(small.seconds > 0);
    CHECK(large.seconds == Approx(8 * small.seconds));
}
