#include "catch.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <lamina/train/damped_lsqr.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/levenberg_marquardt.hpp>

#include "small_system.hpp"

using namespace lamina;

namespace {

constexpr std::size_t rows = 7, columns = 4;

double entry(std::size_t n, std::size_t p) { return std::sin(1.0 + 3.0 * static_cast<double>(n * n + 5 * p)); }

damped_lsqr::matrix sines() {
    return {[](auto v, auto out) {
                for (std::size_t n = 0; n < rows; ++n) {
                    out[n] = 0;
                    for (std::size_t p = 0; p < columns; ++p) out[n] += entry(n, p) * v[p];
                }
            },
            [](auto u, auto out) {
                for (std::size_t p = 0; p < columns; ++p) {
                    out[p] = 0;
                    for (std::size_t n = 0; n < rows; ++n) out[p] += entry(n, p) * u[n];
                }
            }};
}

/// 4 residuals, each affine in 3 parameters of its own: J^T z has the size of the columns for all signs z
small_system four_sums() {
    return {12, 4, [](auto t, auto r, auto j) {
                for (std::size_t n = 0; n < 4; ++n) {
                    r[n] = -1.0 - static_cast<double>(n);
                    for (std::size_t p = 0; p < 12; ++p) {
                        double const a = p / 3 == n ? 0.3 + static_cast<double>((p * 5) % 7) : 0.0;
                        j[p * 4 + n] = a;
                        r[n] += a * t[p];
                    }
                }
            }};
}

/// r = t[k] + t[k + 1] / 2 + t[k]^3 / 10 - 1, cyclic; written by its products, so that no matrix can be formed
struct chain final : residual_system<double> {
    using in = std::span<double const>;
    using out = std::span<double>;
    static constexpr std::size_t size = 10000;
    std::vector<residual_block> block{{"u", 0, size, 1.0}};
    static double slope(double t) { return 1 + 0.3 * t * t; }
    std::size_t parameters() const override { return size; }
    std::size_t rows() const override { return size; }
    std::span<residual_block const> blocks() const override { return block; }
    std::vector<index_range> last_layers() const override { return {}; }
    void residual(in t, out r) override {
        for (std::size_t k = 0; k < size; ++k)
            r[k] = t[k] + t[(k + 1) % size] / 2 + t[k] * t[k] * t[k] / 10 - 1;
    }
    void jacobian(in, out, out) override { FAIL("a matrix was asked for"); }
    void jacobian_times(in t, in v, out y) override {
        for (std::size_t k = 0; k < size; ++k) y[k] = slope(t[k]) * v[k] + v[(k + 1) % size] / 2;
    }
    void transposed_times(in t, in w, out y) override {
        for (std::size_t k = 0; k < size; ++k) y[k] = slope(t[k]) * w[k] + w[(k + size - 1) % size] / 2;
    }
    double loss_and_gradient(in, out) override { return 0; }
    std::span<double const> block_losses() const override { return {}; }
};

}  // namespace

TEST_CASE("all damped least-squares problems are solved together", "[train]") {
    std::vector<double> b(rows);
    for (std::size_t n = 0; n < rows; ++n) b[n] = std::cos(static_cast<double>(n));
    std::array<double, 3> const mu{0.0, 0.3, 40.0};
    damped_lsqr solver(rows, columns, mu.size());
    auto const ending = solver.solve(sines(), b, mu, 0, 1e-14, 50);
    CHECK(ending.finite);
    CHECK(ending.iterations <= columns + 2);
    for (std::size_t j = 0; j < mu.size(); ++j) {
        auto const x = solver.solution(j);
        for (std::size_t q = 0; q < columns; ++q) {  // A^T (b - A x) = mu x
            double gradient = -mu[j] * x[q];
            for (std::size_t n = 0; n < rows; ++n) {
                double left = b[n];
                for (std::size_t p = 0; p < columns; ++p) left -= entry(n, p) * x[p];
                gradient += entry(n, q) * left;
            }
            CHECK(gradient == Approx(0).margin(1e-11));
        }
    }
}

TEST_CASE("an inner iteration ends at its tolerance or its limit, and at NaN", "[train]") {
    std::vector<double> b(rows, 1.0);
    std::array<double, 1> const mu{0.0};
    damped_lsqr solver(rows, columns, 1);
    CHECK(solver.solve(sines(), b, mu, 0, 0.0, 2).iterations == 2);
    CHECK(solver.solve(sines(), b, mu, 0, 0.9, 100).iterations < columns);
    b[3] = NAN;
    CHECK_FALSE(solver.solve(sines(), b, mu, 0, 1e-3, 100).finite);
}

TEST_CASE("steps without matrices are those of Levenberg-Marquardt where the diagonal is exact", "[train]") {
    auto system = four_sums();
    std::vector<double> const start(12, 0.0);
    auto const dense = train(system, start, levenberg_marquardt{.geodesic = 0, .first_rcond = 0}, {.iterations = 5});
    auto const free = train(system, start,
                            gauss_newton_cg{.geodesic = 0, .forcing = 1e-13, .last_layer_first = false},
                            {.iterations = 5});
    REQUIRE(free.history.size() == dense.history.size());
    for (std::size_t k = 0; k < dense.history.size(); ++k) {
        double const loss = dense.history[k].loss, rounding = 1e-15 * std::sqrt(loss);  // residuals are sums of 1 to 4
        CHECK(free.history[k].loss == Approx(loss).epsilon(1e-8).margin(rounding));
    }
    for (std::size_t p = 0; p < 12; ++p) CHECK(free.theta[p] == Approx(dense.theta[p]).epsilon(1e-8));
}

TEST_CASE("ten thousand parameters and rows need no matrix", "[train]") {
    chain system;
    std::vector<double> start(system.parameters());
    for (std::size_t k = 0; k < start.size(); ++k) start[k] = std::sin(static_cast<double>(k * k));
    auto const f = train(system, start, gauss_newton_cg{}, {.iterations = 60, .loss = 1e-24});
    CHECK(f.loss <= 1e-24);
    double const t = 0.6484859710168894;  // t^3 / 10 + 3 t / 2 = 1
    for (double const found : {f.theta[0], f.theta[5000], f.theta[9999]})
        CHECK(found == Approx(t).epsilon(1e-10));
}
