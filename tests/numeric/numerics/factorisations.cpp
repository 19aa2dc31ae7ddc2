#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <lamina/numerics/factorisations.hpp>

#include "matrices.hpp"

using namespace lamina;
using namespace lamina::numerics;

namespace {

/// Entry (i, j) of a symmetric matrix given by its lower triangle
double entry(std::vector<double> const& g, std::size_t n, std::size_t i, std::size_t j) {
    return g[std::max(i, j) * n + std::min(i, j)];
}

/// The lower triangle of a scattered symmetric matrix with `shift` added to its diagonal, and NaN above
std::vector<double> symmetric_matrix(std::size_t n, double shift) {
    auto g = scattered(n, n);
    for (std::size_t i = 0; i < n; ++i) {
        g[i * n + i] += shift;
        for (std::size_t j = i + 1; j < n; ++j) g[i * n + j] = NAN;
    }
    return g;
}

}  // namespace

TEST_CASE("the factorisations of each instruction set of this machine multiply to what they are of", "[numerics]") {
    for (instruction_set const set : usable_instruction_sets()) {
        factorisations const& run = factorisations_of(set);
        INFO(name_of(set));
        for (std::size_t const n : {1, 2, 3, 7, 33, 128}) {
            INFO(n);
            auto const g = symmetric_matrix(n, 2 * static_cast<double>(n));
            auto l = g;
            REQUIRE(run.cholesky(l.data(), n, n));
            double wrong = 0;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j <= i; ++j) {
                    double sum = -g[i * n + j];
                    for (std::size_t k = 0; k <= j; ++k) sum += l[i * n + k] * l[j * n + k];
                    wrong = std::max(wrong, std::abs(sum));
                }
            CHECK(wrong < 1e-12 * static_cast<double>(n));

            std::size_t const count = 5, ldx = n + 2;
            auto const right = scattered(count, ldx);
            auto x = right;
            run.solve_lower(l.data(), n, n, x.data(), ldx, count);
            for (std::size_t i = 0; i < count; ++i)
                for (std::size_t j = 0; j < ldx; ++j) {
                    double sum = j < n ? 0 : x[i * ldx + j];  // X L^T is what it was, and what lies behind a row too
                    for (std::size_t k = 0; j < n && k <= j; ++k) sum += x[i * ldx + k] * l[j * n + k];
                    CHECK(sum == Approx(right[i * ldx + j]).margin(1e-13));
                }

            auto const any = symmetric_matrix(n, 0);
            auto q = any;
            std::vector<double> diagonal(n), beside(n), values(n);
            run.tridiagonalise(q.data(), n, diagonal.data(), beside.data());
            wrong = 0;
            for (std::size_t i = 0; i < n; ++i)  // Q^T G = T Q^T
                for (std::size_t j = 0; j < n; ++j) {
                    double sum = -diagonal[i] * q[i * n + j];
                    if (i > 0) sum -= beside[i - 1] * q[(i - 1) * n + j];
                    if (i + 1 < n) sum -= beside[i] * q[(i + 1) * n + j];
                    for (std::size_t k = 0; k < n; ++k) sum += q[i * n + k] * entry(any, n, k, j);
                    wrong = std::max(wrong, std::abs(sum));
                }
            CHECK(wrong < 1e-12);

            REQUIRE(run.eigenvalues(any.data(), n, values.data()));
            CHECK(std::ranges::is_sorted(values));
            double trace = 0, squares = 0;  // of any matrix, sums of its eigenvalues and of their squares
            for (std::size_t i = 0; i < n; ++i) {
                trace += any[i * n + i] - values[i];
                squares -= values[i] * values[i];
                for (std::size_t j = 0; j < n; ++j) squares += entry(any, n, i, j) * entry(any, n, i, j);
            }
            CHECK(std::abs(trace) < 1e-12 * static_cast<double>(n));
            CHECK(std::abs(squares) < 1e-12 * static_cast<double>(n * n));
        }
        for (double const bad : {-1.0, 0.0, static_cast<double>(NAN), static_cast<double>(INFINITY)}) {
            auto g = symmetric_matrix(40, 80);
            g[30 * 40 + 30] = bad;
            CHECK_FALSE(run.cholesky(g.data(), 40, 40));
        }
    }
}
