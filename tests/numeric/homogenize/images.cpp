// Coefficients that are constant on pixels: closed forms, and what holds for any image whatever its tensor is.
#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include <lamina/homogenize/cell_equation.hpp>

using namespace lamina;

namespace {

using counts = std::array<std::size_t, 3>;

/// A tensor of m components on the pixels of the unit cell from a function of the pixel that fills (m D, m D) numbers
template <class Tensor>
cell_equation image(std::size_t d, counts n, std::size_t components, Tensor const& tensor) {
    cell_equation cell;
    cell.dimension = d, cell.grid = n, cell.components = components, cell.by_differences = true;
    std::size_t const rows = components * d, points = cell.points();
    cell.tensor.resize(rows * rows * points);
    for (std::size_t p = 0; p < points; ++p) {
        std::vector<double> a(rows * rows, 0.0);
        tensor(counts{p / (n[1] * n[2]), p / n[2] % n[1], p % n[2]}, a);
        for (std::size_t k = 0; k < a.size(); ++k) cell.tensor[k * points + p] = a[k];
    }
    return cell;
}

/// The same of a scalar coefficient, one number a pixel
template <class Value>
cell_equation conductor(std::size_t d, counts n, Value const& value) {
    return image(d, n, 1, [&](counts const& at, std::vector<double>& a) {
        for (std::size_t i = 0; i < d; ++i) a[i * d + i] = value(at);
    });
}

/// a*_ij, the mean flux of row i under the gradient of column j
std::vector<double> effective(cell_equation cell, cell_options const& options = {}) {
    std::size_t const rows = cell.components * cell.dimension, n = cell.points();
    std::vector<double> out(rows * rows);
    for (std::size_t j = 0; j < rows; ++j) {
        cell.flux.assign(rows * n, 0.0);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t p = 0; p < n; ++p) cell.flux[i * n + p] = cell.tensor[(i * rows + j) * n + p];
        auto const slope = solve(cell, options).gradient;
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t p = 0; p < n; ++p) {
                double flux = cell.flux[i * n + p];
                for (std::size_t k = 0; k < rows; ++k) flux += cell.tensor[(i * rows + k) * n + p] * slope(k, p);
                out[i * rows + j] += flux / static_cast<double>(n);
            }
    }
    return out;
}

cell_equation checkerboard(std::size_t n, double a, double b) {
    return conductor(2, {n, n, 1}, [&](counts const& at) { return (2 * at[0] < n) == (2 * at[1] < n) ? a : b; });
}

/// The stiffness of an isotropic material as a matrix on gradients
void isotropic(std::size_t d, double lambda, double mu, std::vector<double>& out) {
    for (std::size_t k = 0; k < d; ++k)
        for (std::size_t i = 0; i < d; ++i) {
            out[(k * d + i) * d * d + k * d + i] += mu;
            out[(k * d + i) * d * d + i * d + k] += mu;
            out[(k * d + k) * d * d + i * d + i] += lambda;
        }
}

/// Random phases, one number a pixel
std::vector<double> phases(std::size_t points, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<double> out(points);
    for (double& v : out) v = static_cast<double>(random() % 2);
    return out;
}

}  // namespace

TEST_CASE("a checkerboard has the geometric mean of its phases and nothing off the diagonal", "[homogenize]") {
    // the field is singular at the corners, as r^-0.6 to r^-1: only a scheme with the duality of the plane is exact
    for (double const contrast : {10.0, 100.0, 1e6})
        for (std::size_t const n : {2, 6, 64}) {
            auto const found = effective(checkerboard(n, 1, contrast));
            double const exact = std::sqrt(contrast);
            CHECK(std::abs(found[0] - exact) <= 1e-10 * exact);
            CHECK(std::abs(found[3] - exact) <= 1e-10 * exact);
            CHECK(std::abs(found[1]) <= 1e-10 * exact);
            CHECK(std::abs(found[2]) <= 1e-10 * exact);
        }
    CHECK(std::abs(effective(checkerboard(256, 1, 10))[0] - std::sqrt(10.0)) <= 1e-10);
}

TEST_CASE("a board of four phases has the tensor of Mortola and Steffe", "[homogenize]") {
    // k_0 k_1 over k_3 k_2 (proved by Craster and Obnosov 2001): det a* = S_3 / S_1 in the symmetric functions of k
    for (auto const& k : {std::array{1.0, 2.0, 3.0, 4.0}, std::array{1.0, 10.0, 3.0, 100.0}}) {
        double const det = (k[0] * k[1] * (k[2] + k[3]) + k[2] * k[3] * (k[0] + k[1])) / (k[0] + k[1] + k[2] + k[3]);
        double const ratio = (k[0] + k[1]) * (k[2] + k[3]) / ((k[0] + k[3]) * (k[1] + k[2]));
        auto error = [&](std::size_t n) {
            auto const found = effective(conductor(2, {n, n, 1}, [&](counts const& at) {
                return 2 * at[0] < n ? (2 * at[1] < n ? k[0] : k[1]) : (2 * at[1] < n ? k[3] : k[2]);
            }));
            return std::abs(found[0] / std::sqrt(det * ratio) - 1);
        };
        double const coarse = error(16), fine = error(64);
        CHECK(fine <= 4e-4);
        CHECK(fine <= 0.2 * coarse);
    }
}

TEST_CASE("layers of pixels across any axis have the harmonic mean across and the arithmetic mean along",
          "[homogenize]") {
    for (auto const& n : {counts{5, 1, 1}, counts{8, 1, 1}, counts{5, 6, 1}, counts{1, 7, 1}, counts{4, 4, 1},
                          counts{3, 4, 5}, counts{4, 2, 6}}) {
        std::size_t const d = n[2] > 1 ? 3 : n[1] > 1 ? 2 : 1;
        for (std::size_t across = 0; across < d; ++across) {
            auto value = [&](counts const& at) { return at[across] < (n[across] + 1) / 2 ? 1.0 : 700.0; };
            double mean = 0, inverse = 0;
            for (std::size_t k = 0; k < n[across]; ++k) {
                double const a = value(counts{k, k, k});
                mean += a / static_cast<double>(n[across]), inverse += 1 / a / static_cast<double>(n[across]);
            }
            auto const found = effective(conductor(d, n, value));
            for (std::size_t i = 0; i < d; ++i)
                for (std::size_t j = 0; j < d; ++j)
                    CHECK(std::abs(found[i * d + j] - (i != j ? 0 : i == across ? 1 / inverse : mean)) <= 1e-11 * mean);
        }
    }
}

TEST_CASE("a mirrored image has the mirrored tensor, and one with its axes exchanged the exchanged one",
          "[homogenize]") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        std::size_t const d = seed % 4 == 3 ? 3 : 2;
        counts const n = d == 3 ? counts{3 + seed % 3, 4, 3 + seed % 2} : counts{9 + seed % 4, 10 + seed % 3, 1};
        auto const phase = phases(n[0] * n[1] * n[2], seed);
        double const contrast = std::pow(10.0, seed % 5);
        auto at = [&](std::size_t i, std::size_t j, std::size_t k) {
            return phase[(i * n[1] + j) * n[2] + k] > 0 ? contrast : 1.0;
        };
        auto const found = effective(conductor(d, n, [&](counts const& p) { return at(p[0], p[1], p[2]); }));
        auto const mirrored =
            effective(conductor(d, n, [&](counts const& p) { return at(n[0] - 1 - p[0], p[1], p[2]); }));
        auto const exchanged =
            effective(conductor(d, {n[1], n[0], n[2]}, [&](counts const& p) { return at(p[1], p[0], p[2]); }));
        std::size_t const other[]{1, 0, 2};
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t j = 0; j < d; ++j) {
                double const here = found[i * d + j], sign = (i == 0) == (j == 0) ? 1 : -1;
                CHECK(std::abs(mirrored[i * d + j] - sign * here) <= 1e-10 * found[0]);
                CHECK(std::abs(exchanged[other[i] * d + other[j]] - here) <= 1e-10 * found[0]);
                CHECK(std::abs(found[j * d + i] - here) <= 1e-10 * found[0]);
            }
    }
}

TEST_CASE("elastic images keep mirrors and exchanged axes", "[homogenize]") {
    for (counts const& n : {counts{6, 5, 1}, counts{4, 8, 1}, counts{3, 2, 4}}) {
        std::size_t const d = n[2] > 1 ? 3 : 2, rows = d * d;
        auto const phase = phases(n[0] * n[1] * n[2], 7);
        auto at = [&](std::size_t i, std::size_t j, std::size_t k) { return phase[(i * n[1] + j) * n[2] + k]; };
        auto stiffness = [&](double f, std::vector<double>& a) { isotropic(d, 1 + 300 * f, 2 + 100 * f, a); };
        auto const found =
            effective(image(d, n, d, [&](counts const& p, auto& a) { stiffness(at(p[0], p[1], p[2]), a); }));
        auto const mirrored =
            effective(image(d, n, d, [&](counts const& p, auto& a) { stiffness(at(n[0] - 1 - p[0], p[1], p[2]), a); }));
        auto const exchanged = effective(
            image(d, {n[1], n[0], n[2]}, d, [&](counts const& p, auto& a) { stiffness(at(p[1], p[0], p[2]), a); }));
        std::size_t const other[]{1, 0, 2};
        auto swapped = [&](std::size_t row) { return other[row / d] * d + other[row % d]; };
        auto zeros = [&](std::size_t row) { return (row / d == 0) + (row % d == 0); };
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < rows; ++j) {
                double const here = found[i * rows + j], sign = (zeros(i) + zeros(j)) % 2 == 0 ? 1 : -1;
                CHECK(std::abs(mirrored[i * rows + j] - sign * here) <= 1e-10 * found[0]);
                CHECK(std::abs(exchanged[swapped(i) * rows + swapped(j)] - here) <= 1e-10 * found[0]);
            }
    }
}

TEST_CASE("in the plane the turned inverse image has the turned inverse tensor", "[homogenize]") {
    for (counts const& n : {counts{8, 6, 1}, counts{7, 6, 1}, counts{9, 5, 1}, counts{2, 2, 1}}) {
        std::mt19937 random(3);
        std::uniform_real_distribution<double> number(0, 1);
        std::vector<std::array<double, 3>> a;  // a_00, a_01, a_11
        for (std::size_t p = 0; p < n[0] * n[1]; ++p) {
            double const x = 0.1 + 5 * number(random), y = 0.1 + 50 * number(random);
            a.push_back({x, (number(random) - 0.5) * std::sqrt(x * y), y});
        }
        auto at = [&](counts const& p) { return a[p[0] * n[1] + p[1]]; };
        auto const found = effective(image(2, n, 1, [&](counts const& p, std::vector<double>& out) {
            auto const [x, z, y] = at(p);
            out = {x, z, z, y};
        }));
        auto const dual = effective(image(2, n, 1, [&](counts const& p, std::vector<double>& out) {
            auto const [x, z, y] = at(p);  // R A^-1 R^T is A / det A
            double const det = x * y - z * z;
            out = {x / det, z / det, z / det, y / det};
        }));
        double const det = found[0] * found[3] - found[1] * found[2];
        for (std::size_t k = 0; k < 4; ++k) CHECK(std::abs(dual[k] - found[k] / det) <= 1e-10 * dual[0]);
    }
}

TEST_CASE("an elastic image of one shear modulus has the bulk modulus of Hill", "[homogenize]") {
    counts const n{9, 7, 1};
    auto const phase = phases(63, 5);
    double const mu = 1.5;
    auto bulk = [&](counts const& p) { return phase[p[0] * n[1] + p[1]] > 0 ? 200.0 : 1.0; };  // plane: lambda + mu
    auto const found = effective(image(2, n, 2, [&](counts const& p, auto& a) { isotropic(2, bulk(p) - mu, mu, a); }));
    double inverse = 0;  // 1 / (K* + mu) = mean(1 / (K + mu)) (Hill 1964)
    for (double const f : phase) inverse += 1 / ((f > 0 ? 200.0 : 1.0) + mu) / 63;
    double const lambda = 1 / inverse - 2 * mu;
    double const exact[]{lambda + 2 * mu, 0, 0, lambda, 0, mu, mu, 0, 0, mu, mu, 0, lambda, 0, 0, lambda + 2 * mu};
    for (std::size_t k = 0; k < 16; ++k) CHECK(std::abs(found[k] - exact[k]) <= 1e-10);
}

TEST_CASE("voids are solved, unless there is nothing else", "[homogenize]") {
    auto const across = effective(conductor(2, {6, 8, 1}, [](counts const& p) { return p[0] < 2 ? 0.0 : 3.0; }));
    CHECK(std::abs(across[0]) <= 1e-12);
    CHECK(std::abs(across[3] - 2) <= 1e-12);
    auto hole = [](std::size_t n, double inside) {
        return effective(conductor(2, {n, n, 1}, [&](counts const& p) {
            return 4 * p[0] >= n && 4 * p[0] < 3 * n && 4 * p[1] >= n && 4 * p[1] < 3 * n ? inside : 1.0;
        }));
    };
    // the limit of ever weaker squares, and between the bounds of Voigt and Hashin and Shtrikman (0.75 of it solid)
    auto const empty = hole(24, 0), weak = hole(24, 1e-9);
    CHECK(std::abs(empty[0] - weak[0]) <= 1e-7);
    CHECK(empty[0] < 0.75 / 1.25);
    CHECK(empty[0] > 0.5);
    auto const elastic = effective(image(2, {8, 8, 1}, 2, [](counts const& p, auto& a) {
        isotropic(2, p[0] < 3 && p[1] < 3 ? 0 : 1, p[0] < 3 && p[1] < 3 ? 0 : 1, a);
    }));
    CHECK(elastic[0] < 3 * 55.0 / 64);
    CHECK(elastic[0] > 1.5);
    CHECK_THROWS_WITH(effective(conductor(2, {4, 4, 1}, [](counts const&) { return 0.0; })),
                      Catch::Contains("the coefficient is 0 everywhere"));
    CHECK_THROWS_WITH(effective(conductor(2, {4, 4, 1}, [](counts const& p) { return p[0] == 1 ? -2.0 : 1.0; })),
                      Catch::Contains("not coercive at y = (0.375, 0.125)"));
}

TEST_CASE("what is not solved says why", "[homogenize]") {
    auto const phase = phases(32 * 32, 1);
    auto cell = conductor(2, {32, 32, 1}, [&](counts const& p) { return phase[p[0] * 32 + p[1]] > 0 ? 1e4 : 1.0; });
    CHECK_THROWS_WITH(effective(cell, {.iterations = 20}),
                      Catch::Contains("varies by a factor of 1e+04") && Catch::Contains("grow with its square root"));
}

TEST_CASE("drift and transport on pixels converge to the spectral solution with the second power", "[homogenize]") {
    auto difference = [](std::size_t n) {
        cell_equation cell;
        cell.dimension = 2, cell.grid = {n, n, 1};
        auto const points = n * n;
        auto fill = [&](cell_equation& of) {
            auto make = [&](auto const& f) {
                std::vector<double> out;
                for (std::size_t p = 0; p < points; ++p) {
                    auto const y = of.at(p);
                    out.push_back(f(2 * std::numbers::pi * y[0], 2 * std::numbers::pi * y[1]));
                }
                return out;
            };
            auto append = [](std::vector<double>& to, std::vector<double> const& more) {
                to.insert(to.end(), more.begin(), more.end());
            };
            auto zero = [](double, double) { return 0.0; };
            auto a = [](double x, double y) { return 2 + std::sin(x) * std::cos(y); };
            for (int k = 0; k < 4; ++k) append(of.tensor, k % 3 == 0 ? make(a) : make(zero));
            append(of.flux, make(a)), append(of.flux, make(zero));
            append(of.drift, make([](double, double y) { return std::sin(y); }));
            append(of.drift, make([](double x, double) { return 2 * std::cos(x); }));
            append(of.transport, make([](double x, double y) { return std::cos(x - y); }));
            append(of.transport, make(zero));
            of.source = make([](double x, double y) { return std::sin(x + 2 * y); });
        };
        auto pixels = cell;
        pixels.by_differences = true;
        fill(cell), fill(pixels);
        auto const exact = solve(cell).chi, found = solve(pixels).chi;
        double worst = 0;
        for (std::size_t p = 0; p < points; ++p) worst = std::max(worst, std::abs(exact(0, p) - found(0, p)));
        return worst;
    };
    double const coarse = difference(16), fine = difference(32);
    CHECK(fine <= 1e-3);
    CHECK(fine <= 0.3 * coarse);
}
