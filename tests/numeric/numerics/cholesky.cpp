#include "catch.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include <lamina/numerics/cholesky.hpp>

#include "matrices.hpp"

using namespace lamina::numerics;
using Catch::Matchers::Contains;

namespace {

/// A factor L with 1 to 2 on the diagonal and small numbers below: G = L L^T is well conditioned.
std::vector<double> factor_of(std::size_t n) {
    auto l = scattered(n, n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) l[i * n + j] *= j < i ? 1.0 / std::sqrt(static_cast<double>(n)) : 0;
        l[i * n + i] = 1.5 + 0.5 * std::sin(static_cast<double>(i));
    }
    return l;
}

std::vector<double> product_of(std::vector<double> const& l, std::size_t n) {
    std::vector<double> g(n * n, NAN);  // above the diagonal nothing is read
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            g[i * n + j] = 0;
            for (std::size_t k = 0; k <= j; ++k) g[i * n + j] += l[i * n + k] * l[j * n + k];
        }
    return g;
}

}  // namespace

TEST_CASE("Cholesky finds the factor that a matrix was made of, from its lower triangle, and solves", "[numerics]") {
    std::vector<std::size_t> sizes{97, 128, 129, 200, 333};
    for (std::size_t n = 1; n <= 70; ++n) sizes.push_back(n);
    for (std::size_t const n : sizes) {
        INFO(n);
        auto const l = factor_of(n);
        auto g = product_of(l, n);
        REQUIRE(cholesky(g, n));
        double worst = 0, untouched = true;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (j <= i)
                    worst = std::max(worst, std::abs(g[i * n + j] - l[i * n + j]));
                else
                    untouched = untouched && std::isnan(g[i * n + j]);
        CHECK(worst < 1e-12);
        CHECK(untouched);

        auto const x = scattered(n, 1, 7);
        std::vector<double> half(n), b(n);
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t i = j; i < n; ++i) half[j] += l[i * n + j] * x[i];
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j <= i; ++j) b[i] += l[i * n + j] * half[j];
        cholesky_solve(g, n, b);
        for (std::size_t i = 0; i < n; ++i) CHECK(b[i] == Approx(x[i]).margin(1e-11));
    }
}

TEST_CASE("Cholesky refuses a pivot that is not positive, and a NaN, wherever it stands", "[numerics]") {
    std::size_t const n = 150;
    auto const g = product_of(factor_of(n), n);
    for (auto const& [row, column] :
         {std::pair<std::size_t, std::size_t>{0, 0}, {149, 0}, {70, 65}, {149, 149}, {99, 30}}) {
        auto bad = g;
        bad[row * n + column] = std::nan("");
        CHECK_FALSE(cholesky(bad, n));
    }
    for (std::size_t const k : {0, 1, 63, 64, 65, 128, 149}) {
        auto bad = g;
        bad[k * n + k] = -1;
        CHECK_FALSE(cholesky(bad, n));
    }
    std::vector<double> indefinite{1, 2, 2, 1}, infinite{INFINITY}, nothing{0}, five(5);
    CHECK_FALSE(cholesky(indefinite, 2));
    CHECK_FALSE(cholesky(infinite, 1));
    CHECK_FALSE(cholesky(nothing, 1));
    CHECK_THROWS_WITH(cholesky(five, 2), Contains("g has 5 numbers, expected 4"));
}
