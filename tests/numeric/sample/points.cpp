#include "catch.hpp"

#include <algorithm>
#include <cmath>

#include <lamina/sample/points.hpp>

using namespace lamina;

namespace {

bool inside(box const& domain, std::vector<double> const& points) {
    std::size_t const d = domain.dimension();
    for (std::size_t k = 0; k < points.size(); ++k)
        if (!(domain.lower(k % d) < points[k] && points[k] < domain.upper(k % d))) return false;
    return true;
}

/// The largest difference, over 400 sub-boxes at one corner, between the share of points inside and the volume.
double discrepancy(std::vector<double> const& points, std::size_t d) {
    double worst = 0;
    for (int a = 1; a <= 20; ++a)
        for (int b = 1; b <= 20; ++b) {
            double const side[3] = {a / 20.0, b / 20.0, 0.5};
            double inside_share = 0, volume = 1;
            for (std::size_t i = 0; i < d; ++i) volume *= side[i];
            for (std::size_t p = 0; p < points.size() / d; ++p) {
                bool in = true;
                for (std::size_t i = 0; i < d; ++i) in = in && points[p * d + i] < side[i];
                inside_share += in ? static_cast<double>(d) / static_cast<double>(points.size()) : 0;
            }
            worst = std::max(worst, std::abs(inside_share - volume));
        }
    return worst;
}

}  // namespace

TEST_CASE("points of an interval are equispaced without its ends", "[sample]") {
    auto const x = interior_points(interval(-1, 3), points(3));
    CHECK((x == xt::xtensor<double, 2>{{0}, {1}, {2}}));
    CHECK((interior_points(interval(0, 1), points(1)) == xt::xtensor<double, 2>{{0.5}}));
}

TEST_CASE("points know how many they are and where each is, and are read row by row as numbers too", "[sample]") {
    auto const at = interior_points(box({0, 0}, {3, 4}), grid_points({2, 3}));
    REQUIRE((at.dimension() == 2 && at.shape(0) == 6 && at.shape(1) == 2 && at.size() == 12));
    CHECK((at(4, 0) == 2 && at(4, 1) == 2 && at[8] == 2 && at[9] == 2));
    auto const line = linear_points(0, 1, 5);
    REQUIRE((line.shape(0) == 5 && line.shape(1) == 1));
    for (std::size_t k = 0; k < 5; ++k) CHECK((line[k] == 0.25 * static_cast<double>(k) && line(k, 0) == line[k]));
    CHECK_THROWS_WITH(point_list(std::vector<double>{1, 2, 3}, 2),
                      "point_list: 3 numbers, expected a multiple of 2 columns of each point");
}

TEST_CASE("a grid lies inside the faces with the last axis fastest", "[sample]") {
    auto const x = interior_points(box({0, 0}, {3, 4}), grid_points({2, 3}));
    CHECK((x == xt::xtensor<double, 2>{{1, 1}, {1, 2}, {1, 3}, {2, 1}, {2, 2}, {2, 3}}));
}

TEST_CASE("points in two and three dimensions fill boxes evenly", "[sample]") {
    for (std::size_t const d : {2u, 3u}) {
        box const cube(std::vector<double>(d, 0.0), std::vector<double>(d, 1.0));
        auto const even = interior_points(cube, points(2000)), random = interior_points(cube, random_points(2000, 5));
        CHECK(inside(cube, even));
        CHECK(inside(cube, random));
        CHECK(discrepancy(even, d) < 0.01);
        CHECK(discrepancy(random, d) > 2 * discrepancy(even, d));
        CHECK(discrepancy(random, d) < 0.05);
    }
    box const shifted({-2, 5, 1}, {-1, 9, 1.5});
    CHECK(inside(shifted, interior_points(shifted, points(500))));
}

TEST_CASE("random points are those of their seed", "[sample]") {
    box const square({0, 0}, {1, 1});
    CHECK(interior_points(square, random_points(10, 1)) == interior_points(square, random_points(10, 1)));
    CHECK(interior_points(square, random_points(10, 1)) != interior_points(square, random_points(10, 2)));
}

TEST_CASE("Chebyshev points are the zeros of a Chebyshev polynomial", "[sample]") {
    auto const x = interior_points(interval(-1, 1), chebyshev_points({7}));
    REQUIRE(x.size() == 7);
    for (double const s : x) CHECK(std::abs(std::cos(7 * std::acos(s))) < 1e-14);
    CHECK(std::is_sorted(x.begin(), x.end()));
    CHECK(interior_points(box({0, 0}, {1, 1}), chebyshev_points({3, 4})).size() == 24);
}

TEST_CASE("the boundary of an interval is its two ends, with normals -1 and 1", "[sample]") {
    CHECK((boundary_points(interval(-1, 2), 5) == xt::xtensor<double, 2>{{-1}, {2}}));
    CHECK((boundary_normals(interval(-1, 2), side_points{5}, 1) == xt::xtensor<double, 2>{{-1}, {1}}));
}

TEST_CASE("faces in two and three dimensions have their points and normals", "[sample]") {
    std::vector<box> const domains{box({-1, 0}, {2, 3}), box({-1, 0, 5}, {2, 3, 6})};
    for (box const& domain : domains) {
        std::size_t const d = domain.dimension(), per_side = 6;
        auto const x = boundary_points(domain, per_side);
        auto const normal = boundary_normals(domain, side_points{per_side}, domain.dimension());
        REQUIRE(x.size() == 2 * d * per_side * d);
        REQUIRE(normal.size() == x.size());
        for (std::size_t p = 0; p < x.size() / d; ++p) {
            double length = 0;
            for (std::size_t i = 0; i < d; ++i) {
                double const n = normal[p * d + i], v = x[p * d + i];
                length += n * n;
                if (n < 0) CHECK(v == domain.lower(i));
                if (n > 0) CHECK(v == domain.upper(i));
                CHECK((domain.lower(i) <= v && v <= domain.upper(i)));
            }
            CHECK(length == 1);
        }
    }
}

TEST_CASE("points fill boxes of five to ten dimensions evenly", "[sample]") {
    for (std::size_t d = 5; d <= 10; ++d) {
        CAPTURE(d);
        std::size_t const n = 512;
        auto const x = interior_points(box(std::vector<double>(d, 0.0), std::vector<double>(d, 1.0)), points(n));
        REQUIRE(x.size() == n * d);
        for (std::size_t i = 0; i < d; ++i) {
            std::vector<int> in_slice(8);
            for (std::size_t p = 0; p < n; ++p) ++in_slice.at(static_cast<std::size_t>(8 * x[p * d + i]));
            for (int const count : in_slice) CHECK(std::abs(count - 64) <= 3);
            for (std::size_t j = 0; j < i; ++j) {  // correlations of axes
                double product = 0;
                for (std::size_t p = 0; p < n; ++p) product += (x[p * d + i] - 0.5) * (x[p * d + j] - 0.5);
                CHECK(std::abs(product / static_cast<double>(n)) <= 0.1 / 12);
            }
        }
    }
}

TEST_CASE("pairs of faces differ by the period of their axis only", "[sample]") {
    box const domain({-1, 0, 5}, {2, 3, 6});
    for (std::size_t axis = 0; axis < 3; ++axis) {
        auto const x = face_pairs(domain, axis, side_points{4});
        REQUIRE(x.size() == 24);
        for (std::size_t p = 0; p < 4; ++p)
            for (std::size_t i = 0; i < 3; ++i)
                CHECK(x[(p + 4) * 3 + i] - x[p * 3 + i] == (i == axis ? domain.length(i) : 0.0));
    }
}

TEST_CASE("domains and counts that make no sense are refused", "[sample]") {
    CHECK_THROWS_AS(interval(1, 1), std::invalid_argument);
    CHECK_THROWS_AS(interval(2, 1), std::invalid_argument);
    CHECK_THROWS_AS(interval(0, NAN), std::invalid_argument);
    CHECK_THROWS_AS(interval(0, INFINITY), std::invalid_argument);
    CHECK_THROWS_AS(box({0, 0}, {1}), std::invalid_argument);
    CHECK_THROWS_AS(box(std::vector<double>(12, 0.0), std::vector<double>(12, 1.0)), std::invalid_argument);
    CHECK_THROWS_AS(interior_points(interval(0, 1), points(0)), std::invalid_argument);
    CHECK_THROWS_AS(interior_points(interval(0, 1), grid_points({2, 2})), std::invalid_argument);
    CHECK_THROWS_AS(interior_points(box({0, 0}, {1, 1}), chebyshev_points({2})), std::invalid_argument);
    CHECK_THROWS_AS(boundary_points(interval(0, 1), 0), std::invalid_argument);
    CHECK_THROWS_AS(boundary_normals(interval(0, 1), side_points{0}, 1), std::invalid_argument);
    CHECK_THROWS_AS(face_pairs(interval(0, 1), 1, side_points{1}), std::invalid_argument);
    CHECK_THROWS_AS(linear_points(0, 1, 1), std::invalid_argument);
    CHECK_THROWS_AS(linear_points(0, NAN, 3), std::invalid_argument);
    CHECK((linear_points(0, 1, 3) == xt::xtensor<double, 2>{{0}, {0.5}, {1}}));
}

TEST_CASE("a Latin hypercube has one point in each slice of every axis, another set for each seed", "[sample]") {
    std::size_t const n = 37;
    auto const at = interior_points(box({-1, 2, 0}, {1, 3, 5}), latin_hypercube(n, 4));
    REQUIRE((at.shape(0) == n && at.shape(1) == 3));
    double const lower[]{-1, 2, 0}, length[]{2, 1, 5};
    for (std::size_t i = 0; i < 3; ++i) {
        std::vector<int> hits(n);
        for (std::size_t k = 0; k < n; ++k)
            ++hits[static_cast<std::size_t>((at(k, i) - lower[i]) / length[i] * static_cast<double>(n))];
        CHECK(std::ranges::count(hits, 1) == static_cast<std::ptrdiff_t>(n));
    }
    auto const square = box({0, 0}, {1, 1});
    CHECK(interior_points(square, latin_hypercube(n, 4)) == interior_points(square, latin_hypercube(n, 4)));
    CHECK(interior_points(square, latin_hypercube(n, 4)) != interior_points(square, latin_hypercube(n, 5)));
    // axes are not laid alike: their slices are in different orders
    CHECK(std::abs(at(0, 0) + 1 - 2 * (at(0, 1) - 2)) + std::abs(at(1, 0) + 1 - 2 * (at(1, 1) - 2)) > 1e-3);
}

TEST_CASE("Sobol's points are even in every projection, and moved as a whole by the seed", "[sample]") {
    auto const cube = box({0, 0, 0}, {1, 1, 1});
    auto const one = interior_points(cube, sobol_points(256, 1)), two = interior_points(cube, sobol_points(256, 2));
    for (std::size_t i = 0; i < 3; ++i) {
        double const shift = two(0, i) - one(0, i);
        for (std::size_t k = 0; k < 256; ++k) {
            double const off = two(k, i) - one(k, i) - shift;
            CHECK(std::abs(off - std::round(off)) < 1e-12);
        }
    }
    CHECK(discrepancy(one, 3) < 0.02);
    CHECK(discrepancy(interior_points(cube, random_points(256, 1)), 3) > 0.03);
    // from the first of them on, 256 have one multiple of 1 / 256 each along every axis
    for (std::size_t i = 0; i < 3; ++i) {
        std::vector<int> hits(256);
        for (std::size_t k = 0; k < 256; ++k)
            ++hits[static_cast<std::size_t>(std::lround(256 * (1 + one(k, i) - one(0, i)))) % 256];
        CHECK(std::ranges::count(hits, 1) == 256);
    }
}

TEST_CASE("random points of sides lie on them, each side with its own, the same for equal seeds", "[sample]") {
    auto const square = box({0, 0}, {2, 3});
    side_points const sides{.count = 50, .random = true, .seed = 3};
    auto const at = boundary_points(square, sides, 2);
    REQUIRE(at.shape(0) == 200);
    for (std::size_t k = 0; k < 200; ++k) {
        std::size_t const axis = k / 100;
        CHECK(at(k, axis) == (k / 50 % 2 == 0 ? 0.0 : axis == 0 ? 2.0 : 3.0));
        CHECK((0 < at(k, 1 - axis) && at(k, 1 - axis) < 3));
    }
    CHECK(at(0, 1) != at(50, 1));
    auto const inside = interior_points(box({0, 0}, {1, 3}), random_points(50, 3));
    for (std::size_t k = 0; k < 25; ++k) CHECK(at(2 * k, 1) / 3 != inside(k, 0));  // and not those of the interior
    CHECK(at == boundary_points(square, sides, 2));
    auto const pairs = face_pairs(square, 0, sides);
    for (std::size_t k = 0; k < 50; ++k) CHECK(pairs(k, 1) == pairs(50 + k, 1));
    CHECK_THROWS_WITH(laid_anew(grid_points({3, 3}), 1), Catch::Matchers::Contains("latin_hypercube(n, seed)"));
}
