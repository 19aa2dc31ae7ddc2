#include "catch.hpp"

#include <array>
#include <cmath>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

/// The quarter of an annulus 1 < r < 2, from (x0, x1) = (r - 1, angle)
constexpr auto annulus = vector((1 + x[0]) * cos(x[1]), (1 + x[0]) * sin(x[1]));
/// A channel 2 pi long with a wavy upper wall, mirrored: |J| < 0
constexpr auto channel = vector(x[0], -(1 + 0.3 * sin(x[0])) * x[1]);

double exact(double s, double t) { return std::exp(0.5 * s) * std::sin(t + 0.3); }
constexpr auto solution = exp(0.5 * x[0]) * sin(x[1] + 0.3);

/// The largest error of the solution of `on_box`, polynomials of this degree, at points of the box that are no
/// collocation points; `to` is the map, in numbers.
template <class Problem, class Map>
double error(Problem const& on_box, box const& domain, std::size_t degree, Map const& to) {
    auto model = collocate(on_box, domain, chebyshev{degree}, chebyshev_points({degree + 6, degree + 6}),
                           side_points{2 * degree + 6});
    auto const& theta = solve(model.system()).theta;
    std::vector<double> points;
    for (int i = 0; i < 11; ++i)
        for (int j = 0; j < 11; ++j)
            for (std::size_t k = 0; k < 2; ++k) {
                double const s = (k == 0 ? i : j) / 10.0;
                points.push_back(domain.lower(k) + s * domain.length(k));
            }
    auto const values = model.value(theta, points);
    double largest = 0;
    for (std::size_t p = 0; p < values.size(); ++p) {
        auto const at = to(points[2 * p], points[2 * p + 1]);
        largest = std::max(largest, std::abs(values[p] - exact(at[0], at[1])));
    }
    return largest;
}

std::array<double, 2> on_annulus(double s, double t) { return {(1 + s) * std::cos(t), (1 + s) * std::sin(t)}; }
std::array<double, 2> in_channel(double s, double t) { return {s, -(1 + 0.3 * std::sin(s)) * t}; }

}  // namespace

TEST_CASE("a problem on an annulus is solved in its box, to spectral accuracy", "[pull_back]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]) * y[1]; });
    constexpr auto equation = -div(a(x) * grad(u)) + d(u, x[1]) + u == 0;
    constexpr auto in_plane = problem(manufacture(equation, u, solution), on(boundary, u == solution));
    constexpr auto on_box = pull_back(in_plane, annulus);
    auto const quarter = box{{0, 0}, {1, pi / 2}};
    double last = 1;
    for (std::size_t const degree : {6, 10, 14, 18, 22}) {
        double const now = error(on_box, quarter, degree, on_annulus);
        CHECK(now <= last / 30);
        last = now;
    }
    CHECK(last <= 5e-11);
}

TEST_CASE("a tensor coefficient in a wavy channel, a map that mirrors", "[pull_back]") {
    constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2, sin(y[1])), row(0.5, 3 + y[0])); });
    constexpr auto equation = -div(A(x) * grad(u)) == 0;
    constexpr auto in_plane = problem(manufacture(equation, u, solution), on(boundary, u == solution));
    constexpr auto on_box = pull_back(in_plane, channel);
    auto const straight = box{{0, 0}, {3, 1}};
    double const coarse = error(on_box, straight, 6, in_channel), fine = error(on_box, straight, 18, in_channel);
    CHECK(coarse > 1e-7);
    CHECK(fine <= 1e-9);
}

TEST_CASE("the normal is that of the image", "[pull_back]") {
    constexpr auto slope = dot(vector(0.5 * solution, exp(0.5 * x[0]) * cos(x[1] + 0.3)), normal);
    constexpr auto on_box = pull_back(problem(manufacture(-lap(u) + u == 0, u, solution),
                                              on(boundary, dot(normal, grad(u)) == slope)),
                                      channel);
    double const found = error(on_box, box{{0, 0}, {3, 1}}, 18, in_channel);
    CHECK(found <= 1e-8);
}
