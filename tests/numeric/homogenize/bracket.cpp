// Rigorous bounds of the image as it is, from elements above and fluxes below.
#include "catch.hpp"

#include <array>
#include <cmath>
#include <random>

#include <Eigen/LU>

#include <lamina/homogenize/bracket.hpp>

using namespace lamina;

namespace {

/// n x n pixels of the unit cell, a of their middles
template <class Value>
cell_equation image(std::size_t n, Value const& a) {
    cell_equation cell;
    cell.dimension = 2, cell.grid = {n, n, 1}, cell.by_differences = true;
    cell.tensor.assign(4 * n * n, 0.0);
    for (std::size_t p = 0; p < n * n; ++p)
        cell.tensor[p] = cell.tensor[3 * n * n + p] = a(cell.at(p)[0], cell.at(p)[1]);
    return cell;
}

/// The energies of bilinear elements, assembled with four Gauss points an element and solved densely
Eigen::Matrix2d by_elements(cell_equation const& cell) {
    auto const n0 = static_cast<long>(cell.grid[0]), n1 = static_cast<long>(cell.grid[1]), n = n0 * n1;
    double const h[2]{cell.period[0] / static_cast<double>(n0), cell.period[1] / static_cast<double>(n1)};
    Eigen::MatrixXd k = Eigen::MatrixXd::Zero(n, n), load = Eigen::MatrixXd::Zero(n, 2);
    Eigen::Matrix2d mean = Eigen::Matrix2d::Zero();
    for (long p = 0; p < n; ++p) {
        Eigen::Matrix2d a;
        for (long q = 0; q < 4; ++q) a(q / 2, q % 2) = cell.tensor[static_cast<std::size_t>(q * n + p)];
        long const i = p / n1, j = p % n1, right = (i + 1) % n0, up = (j + 1) % n1;
        long const node[]{i * n1 + j, right * n1 + j, i * n1 + up, right * n1 + up};
        for (double const x : {0.5 - std::sqrt(1.0 / 12), 0.5 + std::sqrt(1.0 / 12)})
            for (double const y : {0.5 - std::sqrt(1.0 / 12), 0.5 + std::sqrt(1.0 / 12)}) {
                Eigen::Matrix<double, 2, 4> slope;
                slope << -(1 - y) / h[0], (1 - y) / h[0], -y / h[0], y / h[0], -(1 - x) / h[1], -x / h[1],
                    (1 - x) / h[1], x / h[1];
                double const weight = 1 / static_cast<double>(4 * n);
                mean += weight * a;
                for (long r = 0; r < 4; ++r) {
                    for (long s = 0; s < 4; ++s) k(node[r], node[s]) += weight * slope.col(r).dot(a * slope.col(s));
                    load.row(node[r]) -= weight * slope.col(r).transpose() * a;
                }
            }
    }
    Eigen::MatrixXd const shifted = k + Eigen::MatrixXd::Ones(n, n);  // of mean 0
    return mean - load.transpose() * shifted.fullPivLu().solve(load);
}

}  // namespace

TEST_CASE("the upper side of a bracket is the energy of bilinear elements", "[homogenize]") {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> number(0.1, 5);
    for (auto const& n : {std::array<std::size_t, 3>{4, 6, 1}, std::array<std::size_t, 3>{5, 3, 1}}) {
        cell_equation cell;
        cell.dimension = 2, cell.grid = n, cell.period = {1, 3, 1}, cell.by_differences = true;
        cell.tensor.resize(4 * cell.points());
        for (std::size_t p = 0; p < cell.points(); ++p) {
            double const x = number(random), y = number(random), z = 0.4 * std::sqrt(x * y);
            for (std::size_t k = 0; k < 4; ++k) cell.tensor[k * cell.points() + p] = std::array{x, z, z, y}[k];
        }
        auto const found = *bracket_of(cell);
        auto const exact = by_elements(cell);
        for (std::size_t k = 0; k < 4; ++k)
            CHECK(std::abs(found.upper(k / 2, k % 2) - exact(static_cast<long>(k / 2), static_cast<long>(k % 2))) <=
                  1e-11);
    }
}

TEST_CASE("a bracket holds the effective tensor at every resolution and contrast, and narrows", "[homogenize]") {
    for (double const contrast : {10.0, 1e4}) {
        double width = INFINITY;
        for (std::size_t const n : {2, 8, 32}) {
            auto const found =
                *bracket_of(image(n, [&](double x, double y) { return (x < 0.5) == (y < 0.5) ? 1.0 : contrast; }));
            CHECK(found.lower(0, 0) < std::sqrt(contrast));
            CHECK(found.upper(0, 0) > std::sqrt(contrast));
            CHECK(std::abs(found.lower(0, 0) * found.upper(0, 0) - contrast) <=
                  1e-9 * contrast);  // a board is its own dual
            CHECK(std::abs(found.upper(0, 1)) <= 1e-10 * contrast);
            CHECK(found.upper(0, 0) - found.lower(0, 0) < 0.9 * width);
            width = found.upper(0, 0) - found.lower(0, 0);
        }
    }
}

TEST_CASE("the bracket of layers is a number", "[homogenize]") {
    auto const found = *bracket_of(image(6, [](double x, double) { return x < 0.5 ? 1.0 : 9.0; }));
    CHECK(std::abs(found.lower(0, 0) - 1.8) <= 1e-11);
    CHECK(std::abs(found.upper(0, 0) - 1.8) <= 1e-11);
    CHECK(std::abs(found.lower(1, 1) - 5) <= 1e-11);
    CHECK(std::abs(found.upper(1, 1) - 5) <= 1e-11);
}

TEST_CASE("voids leave the bracket its upper side; what has no bracket says so", "[homogenize]") {
    auto square = image(8, [](double x, double y) { return x < 0.5 && y < 0.5 ? 0.0 : 1.0; });
    auto const found = *bracket_of(square);
    CHECK((found.lower == xt::xtensor<double, 2>{{0, 0}, {0, 0}}));
    CHECK(found.upper(0, 0) < 0.75 / 1.25);  // of Hashin and Shtrikman
    square.tensor[64] = 0.25;
    CHECK(!bracket_of(square));
}
