#include "catch.hpp"

#include <cmath>
#include <memory>
#include <vector>

#include <lamina/rows/collocated_system.hpp>
#include <lamina/rows/term_functions.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>

#include "example_terms.hpp"

// A Jacobian beyond the caches is written past them, in whole lines where they lie in its runs of rows: against the
// products J v and J^T w, which never form it.

using namespace lamina;

namespace {

template <class Real>
std::unique_ptr<collocated_system<Real>> darcy_at(std::size_t points, network_layout const& layout, thread_pool& pool) {
    std::vector<double> jets, tables;
    auto const x = [&](std::size_t p) { return 6.0 * static_cast<double>(p) / static_cast<double>(points) - 3; };
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t p = 0; p < points; ++p) jets.push_back(channel == 0 ? x(p) : channel == 1 ? 1.0 : 0.0);
    for (int table = 0; table < 3; ++table)
        for (std::size_t p = 0; p < points; ++p) tables.push_back(example::darcy_1d::table(table, {x(p)}));
    std::vector<std::unique_ptr<residual_part<Real>>> parts;
    parts.push_back(std::make_unique<residual_part<Real>>(functions_of<example::darcy_1d, Real, false>(),
                                                          std::vector<std::string>{"u"},
                                                          point_data{points, 1, jets, {}, tables}));
    return std::make_unique<collocated_system<Real>>(layout, std::move(parts), pool);
}

template <class Real>
void check_products(std::size_t points, std::size_t shift, std::size_t threads) {
    INFO(points << " points, begins " << shift << " numbers behind a line, " << threads << " threads");
    thread_pool pool(threads);
    auto const layout = mlp({46, 47}).layout(1, 1);
    auto const system = darcy_at<Real>(points, layout, pool);
    std::size_t const N = system->rows(), P = system->parameters();
    REQUIRE(N * P * sizeof(Real) > std::size_t{1} << 24);
    auto const start = glorot(layout, 3);
    std::vector<Real> const theta(start.begin(), start.end());
    std::vector<Real> v(P), w(N), r(N), expected_r(N), jv(N), jtw(P);
    for (std::size_t p = 0; p < P; ++p) v[p] = static_cast<Real>(std::cos(0.7 * static_cast<double>(p)));
    for (std::size_t n = 0; n < N; ++n) w[n] = static_cast<Real>(std::sin(1.3 * static_cast<double>(n + 1)));
    constexpr Real untouched = -7;
    aligned_vector<Real> j(P * N + shift + 1, untouched);
    std::span<Real> const jt = std::span(j).subspan(shift, P * N);
    system->jacobian(theta, r, jt);
    system->residual(theta, expected_r);
    system->jacobian_times(theta, v, jv);
    system->transposed_times(theta, w, jtw);
    CHECK(r == expected_r);
    CHECK(j.back() == untouched);
    if (shift > 0) CHECK(j[shift - 1] == untouched);
    std::vector<double> by_row(N, 0.0);
    double worst = 0, scale = 0;
    for (std::size_t p = 0; p < P; ++p) {
        double sum = 0;
        for (std::size_t n = 0; n < N; ++n) {
            double const entry = static_cast<double>(jt[p * N + n]);
            sum += entry * static_cast<double>(w[n]);
            by_row[n] += entry * static_cast<double>(v[p]);
        }
        worst = std::max(worst, std::abs(sum - static_cast<double>(jtw[p])));
        scale = std::max(scale, std::abs(sum));
    }
    double const rounding = sizeof(Real) == 8 ? 1e-12 : 1e-3;
    CHECK(worst <= rounding * scale);
    for (std::size_t n = 0; n < N; ++n)
        REQUIRE(by_row[n] == Approx(static_cast<double>(jv[n])).epsilon(rounding).margin(rounding * scale));
}

}  // namespace

TEST_CASE("A Jacobian beyond the caches has all its entries, wherever it begins", "[kernel]") {
    check_products<double>(1024, 0, 1);
    check_products<double>(1024, 3, 2);
    check_products<double>(1021, 0, 2);
    check_products<float>(2048, 0, 2);
    check_products<float>(2043, 5, 1);
}
