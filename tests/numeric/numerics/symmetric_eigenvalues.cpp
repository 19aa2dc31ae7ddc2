#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/report/array_of.hpp>

#include "matrices.hpp"

using namespace lamina::numerics;
using Catch::Matchers::Contains;

namespace {

/// The matrix of the second difference, (-1, 2, -1), shape (n, n): eigenvalues 4 sin^2(k pi / (2 n + 2)), k = 1 .. n.
std::vector<double> second_difference(std::size_t n) {
    std::vector<double> out(n * n);
    for (std::size_t i = 0; i < n; ++i) {
        out[i * n + i] = 2;
        if (i > 0) out[i * n + i - 1] = out[(i - 1) * n + i] = -1;
    }
    return out;
}

/// A symmetric matrix with the eigenvalues given
std::vector<double> with_eigenvalues(std::vector<double> const& values) {
    std::size_t const n = values.size();
    std::vector<double> g(n * n);
    for (std::size_t k = 0; k < n; ++k) g[k * n + k] = values[k];
    for (std::uint64_t seed : {1, 2, 3}) {
        mirror(g, n, n, seed);
        g = transposed(g, n, n);
        mirror(g, n, n, seed);
    }
    return g;
}

std::vector<double> lower(std::vector<double> g, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) g[i * n + j] = NAN;
    return g;
}

/// Both functions against the values, and what makes eigenvectors eigenvectors
void check(std::vector<double> const& g, std::vector<double> values, double tolerance) {
    std::size_t const n = values.size();
    INFO("n is " << n);
    std::ranges::sort(values, std::greater{});
    auto vectors = lamina::array_of(lower(g, n), n);
    auto const alone = symmetric_eigenvalues(vectors, n), found = symmetric_eigenvectors(vectors);
    double wrong = 0, residual = 0, angle = 0;
    for (std::size_t k = 0; k < n; ++k) {
        wrong = std::max({wrong, std::abs(alone[k] - values[k]), std::abs(found[k] - values[k])});
        for (std::size_t i = 0; i < n; ++i) {
            double sum = -found[k] * vectors(k, i), along = k == i ? -1 : 0;
            for (std::size_t j = 0; j < n; ++j) {
                sum += g[i * n + j] * vectors(k, j);
                along += vectors(i, j) * vectors(k, j);
            }
            residual = std::max(residual, std::abs(sum));
            angle = std::max(angle, std::abs(along));
        }
    }
    CHECK(wrong < tolerance);
    CHECK(residual < tolerance);
    CHECK(angle < 1e-13 * static_cast<double>(n));
}

}  // namespace

TEST_CASE("eigenvalues of the second difference are those of its closed form, descending", "[numerics]") {
    std::vector<std::size_t> sizes{100, 131, 230};
    for (std::size_t n = 1; n <= 70; ++n) sizes.push_back(n);
    for (std::size_t const n : sizes) {
        std::vector<double> values;
        for (std::size_t k = n; k > 0; --k) {
            double const half = std::sin(static_cast<double>(k) * std::acos(-1.0) / (2.0 * static_cast<double>(n) + 2));
            values.push_back(4 * half * half);
        }
        check(second_difference(n), values, 2e-13);
    }
}

TEST_CASE("eigenvalues that a matrix was made with: scattered, equal, of both signs, over 16 orders", "[numerics]") {
    for (std::size_t const n : {2, 7, 33, 97, 210}) {
        check(with_eigenvalues(scattered(n, 1)), scattered(n, 1), 1e-13);
        std::vector<double> equal(n, 2.0), graded(n), few(n);
        equal[0] = -1;
        few[1] = 3;
        for (std::size_t k = 0; k < n; ++k)
            graded[k] = std::pow(10, -16 * static_cast<double>(k) / static_cast<double>(n));
        check(with_eigenvalues(equal), equal, 1e-12);
        check(with_eigenvalues(few), few, 1e-12);
        check(with_eigenvalues(graded), graded, 1e-13);
        check(std::vector<double>(n * n), std::vector<double>(n), 1e-300);
    }
}

TEST_CASE("eigenvalues of huge and of tiny matrices", "[numerics]") {
    for (double const scale : {1e200, 1e-200}) {
        std::vector<double> g{2 * scale, 0, 0, scale, 2 * scale, 0, 0, 0, scale};
        auto const values = symmetric_eigenvalues(g, 3);
        CHECK(values[0] / scale == Approx(3).epsilon(1e-14));
        CHECK(values[1] / scale == Approx(1).epsilon(1e-14));
        CHECK(values[2] / scale == Approx(1).epsilon(1e-14));
    }
}

TEST_CASE("eigenvalues of a matrix that is not finite are refused", "[numerics]") {
    for (double const bad : {NAN, INFINITY})
        for (std::size_t const n : {1, 2, 50}) {
            auto g = second_difference(n);
            g[n * n - 1] = bad;
            CHECK_THROWS_WITH(symmetric_eigenvalues(g, n),
                              Contains(std::to_string(n - 1) + ") is ") && Contains("expected a finite number"));
        }
    std::vector<double> five(5);
    CHECK_THROWS_WITH(symmetric_eigenvalues(five, 2), Contains("g has 5 numbers, expected 4"));
}
