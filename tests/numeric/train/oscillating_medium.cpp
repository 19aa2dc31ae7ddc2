#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <Eigen/SparseCholesky>

#include "catch.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) {
    return 2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1]) + cos(2 * pi * y[0]) / 2;
});
double conductivity(double r, double s, double scale) {
    double const y0 = 2 * M_PI * r / scale, y1 = 2 * M_PI * s / scale;
    return 2 + std::sin(y0) * std::cos(y1) + std::cos(y0) / 2;
}

/// By another method: -div(a grad u) == f on the unit square, u == 0 on the sides across x0, a du/dn + alpha u == h on
/// the others, by central differences of second order on n x n squares
struct by_differences {
    double scale, alpha;
    std::function<double(double, double)> f, h;

    [[nodiscard]] std::vector<double> at_common(int n) const {  // at points (i / 16, j / 16)
        int const inner = n - 1;
        double const step = 1.0 / n;
        auto const number = [&](int i, int j) { return j * inner + i - 1; };
        auto const conducts = [&](double i, double j) { return conductivity(i * step, j * step, scale); };
        std::vector<Eigen::Triplet<double>> entries;
        Eigen::VectorXd right(inner * (n + 1));
        for (int j = 0; j <= n; ++j)
            for (int i = 1; i <= inner; ++i) {
                double const part = j == 0 || j == n ? 0.5 : 1;  // of a square
                double middle = 0;
                auto const to = [&](int i1, int j1, double weight) {
                    double const c = weight * conducts((i + i1) / 2.0, (j + j1) / 2.0);
                    middle += c;
                    if (i1 > 0 && i1 < n) entries.emplace_back(number(i, j), number(i1, j1), -c);
                };
                to(i - 1, j, part), to(i + 1, j, part);
                if (j > 0) to(i, j - 1, 1);
                if (j < n) to(i, j + 1, 1);
                right[number(i, j)] = part * step * step * f(i * step, j * step);
                if (part < 1) right[number(i, j)] += step * h(i * step, j * step), middle += step * alpha;
                entries.emplace_back(number(i, j), number(i, j), middle);
            }
        Eigen::SparseMatrix<double> matrix(right.size(), right.size());
        matrix.setFromTriplets(entries.begin(), entries.end());
        Eigen::VectorXd const found = Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>>(matrix).solve(right);
        std::vector<double> out;
        for (int j = 0; j <= 16; ++j)
            for (int i = 1; i < 16; ++i) out.push_back(found[number(i * n / 16, j * n / 16)]);
        return out;
    }
    /// Two terms of the error's expansion in the step taken away
    [[nodiscard]] std::vector<double> operator()(int n) const {
        auto const coarse = at_common(n), middle = at_common(2 * n), fine = at_common(4 * n);
        std::vector<double> out;
        for (std::size_t k = 0; k < fine.size(); ++k) {
            double const first = middle[k] + (middle[k] - coarse[k]) / 3, second = fine[k] + (fine[k] - middle[k]) / 3;
            out.push_back(second + (second - first) / 15);
        }
        return out;
    }
};

template <class Problem>
double off_by(Problem const& of, double scale, std::vector<double> const& reference) {
    auto const u_h = solve(of, box({0, 0}, {1, 1}), eps = scale, accuracy{1e-4});
    std::vector<double> points;
    for (int j = 0; j <= 16; ++j)
        for (int i = 1; i < 16; ++i) points.insert(points.end(), {i / 16.0, j / 16.0});
    auto const found = u_h(points);
    double most = 0, size = 0;
    for (std::size_t k = 0; k < reference.size(); ++k)
        most = std::max(most, std::abs(found.data()[k] - reference[k])), size = std::max(size, std::abs(reference[k]));
    CHECK_FALSE(u_h.evidence().alarm);
    return most / size;
}

}  // namespace

TEST_CASE("A side of an oscillating medium may have a given flux", "[train]") {
    auto const insulated = problem(-div(a(x / eps) * grad(u)) == 1 + x[0], on(x[0] == 0 || x[0] == 1, u == 0),
                                   on(x[1] == 0 || x[1] == 1, dot(normal, a(x / eps) * grad(u)) == 0));
    by_differences const reference{0.25, 0, [](double r, double) { return 1 + r; }, [](double, double) { return 0.0; }};
    CHECK(off_by(insulated, 0.25, reference(64)) < 2e-5);
}

TEST_CASE("So may its slope be given, or what it gives to the outside", "[train]") {
    auto const steep = problem(-div(a(x / eps) * grad(u)) == 1, on(x[0] == 0 || x[0] == 1, u == 0),
                               on(x[1] == 0 || x[1] == 1, dot(normal, grad(u)) == sin(pi * x[0])));
    by_differences const of_slope{0.25, 0, [](double, double) { return 1.0; },
                                  [](double r, double s) { return std::sin(M_PI * r) * conductivity(r, s, 0.25); }};
    CHECK(off_by(steep, 0.25, of_slope(64)) < 2e-5);
    auto const cooled =
        problem(-div(a(x / eps) * grad(u)) == 1, on(x[0] == 0 || x[0] == 1, u == 0),
                on(x[1] == 0 || x[1] == 1, dot(normal, a(x / eps) * grad(u)) + 2 * u == sin(pi * x[0])));
    by_differences const of_losses{0.25, 2, [](double, double) { return 1.0; },
                                   [](double r, double) { return std::sin(M_PI * r); }};
    CHECK(off_by(cooled, 0.25, of_losses(64)) < 2e-5);
}

TEST_CASE("A mean over what oscillates is resolved", "[train]") {
    auto const floating = problem(-div(a(x / eps) * grad(u)) == sin(2 * pi * x[0]),
                                  on(boundary, dot(normal, a(x / eps) * grad(u)) == 0), mean(u) == 1);
    auto const u_h = solve(floating, box({0, 0}, {1, 1}), eps = 0.2, accuracy{1e-3});
    double sum = 0;  // by the midpoint rule, 20 points a period
    std::size_t const n = 100;
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> line;
        for (std::size_t j = 0; j < n; ++j)
            line.insert(line.end(), {(static_cast<double>(i) + 0.5) / n, (static_cast<double>(j) + 0.5) / n});
        for (double const v : u_h(line)) sum += v / (n * n);
    }
    CHECK(sum == Approx(1).epsilon(1e-7));
}

TEST_CASE("A source may oscillate as the medium does", "[train]") {
    constexpr auto wavy =
        sin(pi * x[0]) * sin(pi * x[1]) * (1 + eps * sin(2 * pi * x[0] / eps) * cos(2 * pi * x[1] / eps));
    auto const of_waves = problem(manufacture(-div(a(x / eps) * grad(u)) == 0, u, wavy), on(boundary, u == 0));
    auto const u_h = solve(of_waves, box({0, 0}, {1, 1}), eps = 1 / 27.3);
    CHECK_FALSE(u_h.evidence().alarm);
    CHECK(error(u_h, wavy, l2) < 1e-5);
    auto const struck = problem(-div(a(x / eps) * grad(u)) == 1 + 20 * x[0] * cos(2 * pi * x[1] / eps),
                                on(x[0] == 0 || x[0] == 1, u == 0),
                                on(x[1] == 0 || x[1] == 1, dot(normal, a(x / eps) * grad(u)) == 0));
    by_differences const reference{
        0.25, 0, [](double r, double s) { return 1 + 20 * r * std::cos(2 * M_PI * s / 0.25); },
        [](double, double) { return 0.0; }};
    CHECK(off_by(struck, 0.25, reference(64)) < 2e-5);
}
