// Bounds of effective tensors: in closed form where they are attained, and around what is solved.
#include "catch.hpp"

#include <cmath>
#include <random>

#include <lamina/homogenize/bounds.hpp>

using namespace lamina;

namespace {

/// One line of `materials`, each (m D, m D) numbers, as many points each as it stands there
cell_equation phases(std::size_t d, std::size_t components, std::vector<std::vector<double>> const& materials) {
    cell_equation cell;
    cell.dimension = d, cell.components = components, cell.grid[0] = materials.size(), cell.by_differences = true;
    for (std::size_t k = 0; k < materials[0].size(); ++k)
        for (auto const& m : materials) cell.tensor.push_back(m[k]);
    return cell;
}

std::vector<double> scalar(std::size_t d, double a) {
    std::vector<double> out(d * d, 0.0);
    for (std::size_t i = 0; i < d; ++i) out[i * d + i] = a;
    return out;
}

/// Of bulk modulus K and shear modulus G, as a matrix on gradients
std::vector<double> elastic(std::size_t d, double bulk, double shear) {
    std::vector<double> out(d * d * d * d, 0.0);
    double const lambda = bulk - 2 * shear / static_cast<double>(d);
    for (std::size_t k = 0; k < d; ++k)
        for (std::size_t i = 0; i < d; ++i) {
            out[(k * d + i) * d * d + k * d + i] += shear;
            out[(k * d + i) * d * d + i * d + k] += shear;
            out[(k * d + k) * d * d + i * d + i] += lambda;
        }
    return out;
}

}  // namespace

TEST_CASE("the bounds of a conductor are its means and those of Hashin and Shtrikman", "[homogenize]") {
    // 2 and 10, a quarter of it 10: a_1 + f_2 / (1 / (a_2 - a_1) + f_1 / (D a_1)) and the same from the other side
    for (std::size_t const d : {1, 2, 3}) {
        auto const bounds = bounds_of(phases(d, 1, {scalar(d, 2), scalar(d, 10), scalar(d, 2), scalar(d, 2)}));
        REQUIRE(bounds);
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t j = 0; j < d; ++j) {
                CHECK(std::abs(bounds->upper(i, j) - (i == j ? 4 : 0)) <= 1e-14);
                CHECK(std::abs(bounds->lower(i, j) - (i == j ? 2.5 : 0)) <= 1e-14);
            }
        REQUIRE(bounds->isotropic.size() == 1);
        double const axes = static_cast<double>(d);
        CHECK(std::abs(bounds->isotropic[0].lower - (2 + 0.25 / (1 / 8.0 + 0.75 / (2 * axes)))) <= 1e-13);
        CHECK(std::abs(bounds->isotropic[0].upper - (10 + 0.75 / (-1 / 8.0 + 0.25 / (10 * axes)))) <= 1e-13);
    }
}

TEST_CASE("the bounds of an elastic medium are those of Hashin and Shtrikman for both moduli", "[homogenize]") {
    double const k1 = 3, g1 = 1, k2 = 20, g2 = 8, f1 = 2.0 / 3, f2 = 1.0 / 3;
    auto in = [&](std::size_t d) {
        return *bounds_of(phases(d, d, {elastic(d, k1, g1), elastic(d, k2, g2), elastic(d, k1, g1)}));
    };
    auto const space = in(3), plane = in(2);
    REQUIRE(space.isotropic.size() == 2);
    CHECK(std::abs(space.isotropic[0].lower - (k1 + f2 / (1 / (k2 - k1) + 3 * f1 / (3 * k1 + 4 * g1)))) <= 1e-12);
    CHECK(std::abs(space.isotropic[0].upper - (k2 + f1 / (1 / (k1 - k2) + 3 * f2 / (3 * k2 + 4 * g2)))) <= 1e-12);
    auto shear = [](double ka, double ga, double gb, double fa, double fb) {
        return ga + fb / (1 / (gb - ga) + 6 * fa * (ka + 2 * ga) / (5 * ga * (3 * ka + 4 * ga)));
    };
    CHECK(std::abs(space.isotropic[1].lower - shear(k1, g1, g2, f1, f2)) <= 1e-12);
    CHECK(std::abs(space.isotropic[1].upper - shear(k2, g2, g1, f2, f1)) <= 1e-12);
    CHECK(std::abs(plane.isotropic[0].lower - (k1 + f2 / (1 / (k2 - k1) + f1 / (k1 + g1)))) <= 1e-12);
    auto in_plane = [](double ka, double ga, double gb, double fa, double fb) {
        return ga + fb / (1 / (gb - ga) + fa * (ka + 2 * ga) / (2 * ga * (ka + ga)));
    };
    CHECK(std::abs(plane.isotropic[1].lower - in_plane(k1, g1, g2, f1, f2)) <= 1e-12);
    CHECK(std::abs(plane.isotropic[1].upper - in_plane(k2, g2, g1, f2, f1)) <= 1e-12);
    // mu of Reuss at (01, 01), on strains only
    CHECK(std::abs(plane.lower(1, 1) - 1 / (f1 / g1 + f2 / g2)) <= 1e-12);
    CHECK(std::abs(plane.lower(1, 1) - plane.lower(1, 2)) <= 1e-14);
}

TEST_CASE("the effective tensors of random images are between their bounds", "[homogenize]") {
    for (std::size_t const components : {1, 2}) {
        std::mt19937 random(11);
        cell_equation cell;
        cell.dimension = 2, cell.components = components, cell.grid = {8, 9, 1}, cell.by_differences = true;
        std::size_t const rows = 2 * components, n = cell.points();
        cell.tensor.resize(rows * rows * n);
        for (std::size_t p = 0; p < n; ++p) {
            bool const hard = random() % 2 == 0;
            auto const a = components == 1 ? scalar(2, hard ? 100 : 1) : elastic(2, hard ? 90 : 2, hard ? 40 : 1);
            for (std::size_t k = 0; k < a.size(); ++k) cell.tensor[k * n + p] = a[k];
        }
        std::vector<double> found(rows * rows);
        for (std::size_t j = 0; j < rows; ++j) {
            cell.flux.clear();
            for (std::size_t i = 0; i < rows; ++i)
                for (std::size_t p = 0; p < n; ++p) cell.flux.push_back(cell.tensor[(i * rows + j) * n + p]);
            auto const slope = solve(cell).gradient;
            for (std::size_t i = 0; i < rows; ++i)
                for (std::size_t p = 0; p < n; ++p) {
                    found[i * rows + j] += cell.flux[i * n + p] / static_cast<double>(n);
                    for (std::size_t k = 0; k < rows; ++k)
                        found[i * rows + j] +=
                            cell.tensor[(i * rows + k) * n + p] * slope(k, p) / static_cast<double>(n);
                }
        }
        auto const bounds = *bounds_of(cell);
        check_bounds(bounds, found, 1e-10);
        CHECK(bounds.isotropic.size() == components);
        check_bounds(bounds, bounds.lower, 1e-10);
        check_bounds(bounds, bounds.upper, 1e-10);
        found[0] = bounds.upper(0, 0) + 1e-6;
        CHECK_THROWS_WITH(check_bounds(bounds, found, 1e-10), Catch::Contains("Voigt"));
        found[0] = 0.5;
        CHECK_THROWS_WITH(check_bounds(bounds, found, 1e-10), Catch::Contains("Reuss"));
    }
}

TEST_CASE("a void leaves no lower bound, an anisotropic phase none of Hashin and Shtrikman, a skew part none at all",
          "[homogenize]") {
    auto const empty = *bounds_of(phases(2, 1, {scalar(2, 0), scalar(2, 4)}));
    CHECK((empty.lower == xt::xtensor<double, 2>{{0, 0}, {0, 0}}));
    CHECK(empty.upper(0, 0) == 2);
    CHECK(empty.isotropic[0].lower == 0);
    CHECK(std::abs(empty.isotropic[0].upper - (4 + 0.5 / (-0.25 + 0.5 / 8))) <= 1e-14);
    CHECK(bounds_of(phases(2, 1, {{1, 0, 0, 2}, {1, 0, 0, 1}}))->isotropic.empty());
    CHECK(!bounds_of(phases(2, 1, {{1, 0.5, -0.5, 1}, {1, 0, 0, 1}})));
}
