#include "catch.hpp"

#include <cmath>

#include <lamina/tangent_kernel/tangent_kernel.hpp>

using namespace lamina;

namespace {

/// r = M theta - b in two blocks: everything about it is known.
class linear_system final : public residual_system<double> {
public:
    std::size_t parameters() const override { return 2; }
    std::size_t rows() const override { return 3; }
    std::span<residual_block const> blocks() const override { return blocks_; }
    std::vector<index_range> last_layers() const override { return {{0, parameters()}}; }
    void residual(std::span<double const> t, std::span<double> r) override {
        for (std::size_t n = 0; n < 3; ++n) r[n] = m[n][0] * t[0] + m[n][1] * t[1];
    }
    void jacobian(std::span<double const> t, std::span<double> r, std::span<double> j) override {
        residual(t, r);
        for (std::size_t p = 0; p < 2; ++p)
            for (std::size_t n = 0; n < 3; ++n) j[p * 3 + n] = m[n][p];
    }
    void jacobian_times(std::span<double const>, std::span<double const> v, std::span<double> out) override {
        residual(v, out);
    }
    void transposed_times(std::span<double const>, std::span<double const>, std::span<double>) override {}
    double loss_and_gradient(std::span<double const>, std::span<double>) override { return 0; }
    std::span<double const> block_losses() const override { return {}; }

    double m[3][2] = {{1, 2}, {3, 4}, {5, 6}};

private:
    std::vector<residual_block> blocks_{{"u", 0, 2, 1.0}, {"b", 2, 1, 7.0}};
};

}  // namespace

TEST_CASE("blocks of the tangent kernel carry the weight of their column", "[tangent_kernel]") {
    linear_system system;
    std::vector<double> const theta{0.3, -0.2};
    tangent_kernel const k(system, theta);
    CHECK(k.gram("u", "b")(1, 0) == Approx(3 * 5 + 4 * 6).epsilon(1e-12));
    CHECK(k.block("u", "u")(0, 1) == Approx((1 * 3 + 2 * 4) / 2.0).epsilon(1e-12));
    CHECK(k.block("u", "b")(0, 0) == Approx((1 * 5 + 2 * 6) * 7.0).epsilon(1e-12));
    CHECK(k.block("b", "u")(0, 1) == Approx((3 * 5 + 4 * 6) / 2.0).epsilon(1e-12));
    CHECK(k.block("b", "b").frobenius_norm() == Approx(61 * 7.0).epsilon(1e-12));
    CHECK(k.spectrum("b").front() == Approx(61 * 7.0).epsilon(1e-12));
    CHECK((k.uu == k.block("u", "u")));
    CHECK((k.ub == k.block("u", "b")));
    CHECK((k.bu == k.block("b", "u")));
    CHECK(k.bb(0, 0) == Approx(61 * 7.0).epsilon(1e-12));
    CHECK((k.ub.shape(0) == 2 && k.ub.shape(1) == 1 && k.gram("b", "u").shape(1) == 2));
    CHECK((k.uu == xt::xtensor<double, 2>{{2.5, 5.5}, {5.5, 12.5}}));
    CHECK((k.traces()[0] == Approx(15) && k.traces()[1] == Approx(61 * 7.0) && k.traces().size() == 2));
    CHECK_THROWS_WITH(k.ub(0, 1), "kernel_block: entry (0, 1), expected less than (2, 1)");
    CHECK_THROWS_WITH(kernel_block()(0, 0), "kernel_block: entry (0, 0), expected less than (0, 0)");
    // K_uu = [[5, 11], [11, 25]] / 2: eigenvalues (15 +- sqrt(221)) / 2
    CHECK(k.spectrum("u")[0] == Approx((15 + std::sqrt(221.0)) / 2).epsilon(1e-12));
    CHECK(k.spectrum("u")[1] == Approx((15 - std::sqrt(221.0)) / 2).epsilon(1e-12));
    // rank 2, and the trace of K = G D
    auto const all = k.spectrum();
    CHECK(std::abs(all[2]) < 1e-12);
    CHECK(all[0] + all[1] == Approx((5 + 25) / 2.0 + 61 * 7).epsilon(1e-12));
}

TEST_CASE("spectral radius and largest eigenvalues are named", "[tangent_kernel]") {
    linear_system system;
    tangent_kernel const k(system, std::vector<double>{0.3, -0.2});
    double const root = std::sqrt(221.0);
    CHECK(k.spectral_radius("u") == Approx((15 + root) / 2).epsilon(1e-12));
    CHECK(k.spectral_radius("b") == Approx(61 * 7.0).epsilon(1e-12));
    CHECK((k.largest_eigenvalues("u", 1) == xt::xtensor<double, 1>{k.spectral_radius("u")}));
    CHECK(k.largest_eigenvalues("u", 2)[1] == Approx((15 - root) / 2).epsilon(1e-12));
    // K = G D has rank 2: its eigenvalues solve t^2 - trace t + minors = 0, by hand from G = M M^T
    double const trace = 15 + 427, minors = 4 / 4.0 + (5 * 61 - 17 * 17) * 3.5 + (25 * 61 - 39 * 39) * 3.5;
    double const spread = std::sqrt(trace * trace - 4 * minors);
    CHECK(k.spectral_radius() == Approx((trace + spread) / 2).epsilon(1e-12));
    auto const two = k.largest_eigenvalues(2);
    REQUIRE(two.size() == 2);
    CHECK(two[0] == Approx((trace + spread) / 2).epsilon(1e-12));
    CHECK(two[1] == Approx((trace - spread) / 2).epsilon(1e-12));
    CHECK_THROWS_WITH(k.largest_eigenvalues(0), Catch::Contains("k is 0, expected 1 to the 3 rows"));
    CHECK_THROWS_WITH(k.largest_eigenvalues("u", 3), Catch::Contains("k is 3, expected 1 to the 2 rows"));
    CHECK_THROWS_WITH(k.spectral_radius("c"), Catch::Contains("no block named c"));
}

TEST_CASE("a tangent kernel refuses unknown blocks and wrong parameters", "[tangent_kernel]") {
    linear_system system;
    CHECK_THROWS_WITH(tangent_kernel(system, std::vector<double>{1.0}), Catch::Contains("theta has 1 entries"));
    CHECK_THROWS_WITH(tangent_kernel(system, std::vector<double>{1.0, NAN}), Catch::Contains("theta[1] is nan"));
    tangent_kernel const k(system, std::vector<double>{1.0, 2.0});
    CHECK_THROWS_WITH(k.block("u", "c"), Catch::Contains("no block named c, expected one of u, b"));
}
