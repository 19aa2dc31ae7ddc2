#include <lamina/sample/points.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <lamina/parallel/memory_limit.hpp>

#include <lamina/report/digits.hpp>
#include <lamina/report/positive_count.hpp>
#include <lamina/sample/unit_cube.hpp>

namespace lamina {

namespace {

std::size_t points_on_face(side_points const& sides, std::size_t axis, std::size_t d) {
    if (d == 1) return 1;
    if (!sides.along.empty()) {
        std::size_t product = 1;
        for (std::size_t i = 0; i < d; ++i) product *= i == axis ? 1 : sides.along[i].size();
        return product;
    }
    std::size_t out = sides.count;
    for (std::size_t i = 2; sides.lattice && i < d; ++i) out *= sides.count;
    return out;
}

/// Points of a face of the unit cube of dimension d, without the coordinate across it: none in one dimension
point_list on_face(side_points const& sides, std::size_t face, std::size_t axis, std::size_t d) {
    std::size_t const n = points_on_face(sides, axis, d);
    if (d == 1) return {1, 0};
    if (sides.random) return unit_cube::random(n, d - 1, sides.seed + (face + 1) * 0x9e3779b97f4a7c15u);
    if (d != 2 && !sides.lattice) return unit_cube::low_discrepancy(n, d - 1);
    point_list out(n, d - 1);
    auto const count = static_cast<double>(sides.count);
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0, rest = k; i < d - 1; ++i, rest /= sides.count) {
            auto const at = static_cast<double>(rest % sides.count);
            out(k, i) = d == 2 && sides.clustered ? (1 - std::cos(std::numbers::pi * (at + 0.5) / count)) / 2
                        : sides.count == 1        ? 0.5
                                                  : at / (count - 1);
        }
    return out;
}

/// Points of the domain where one coordinate has a value, drawn as those of a face are
void put_plane(box const& domain, std::size_t axis, double value, side_points const& sides, std::size_t face,
               std::vector<double>& out) {
    std::size_t const d = domain.dimension();
    if (!sides.along.empty()) {
        double at[box::largest_dimension] = {};
        for (std::size_t k = 0; k < points_on_face(sides, axis, d); ++k) {
            for (std::size_t i = d, rest = k; i-- > 0; rest /= i == axis ? 1 : sides.along[i].size())
                at[i] = i == axis ? value : sides.along[i][rest % sides.along[i].size()];
            out.insert(out.end(), at, at + d);
        }
        return;
    }
    auto const unit = on_face(sides, face, axis, d);
    for (std::size_t k = 0; k < unit.shape(0); ++k)
        for (std::size_t i = 0, free = 0; i < d; ++i)
            out.push_back(i == axis ? value : domain.lower(i) + unit(k, free++) * domain.length(i));
}

double face(box const& domain, std::size_t axis, bool upper) {
    return upper ? domain.upper(axis) : domain.lower(axis);
}

/// The coordinates of the points on `faces` faces, as many as fit into memory
void check_sides(box const& domain, side_points const& sides, std::size_t faces) {
    expect_positive(sides.count, "number of points on each side");
    if (domain.dimension() > 1)
        expect_memory(
            "side_points: " + std::to_string(sides.count) + " points on each of " + std::to_string(faces) +
                (faces == 1 ? " side" : " sides"),
            {static_cast<double>(sides.count), static_cast<double>(faces), static_cast<double>(domain.dimension())});
}

/// The chosen points of the unit cube, `total` of them
point_list in_cube(point_choice const& choice, std::size_t total, std::size_t d, bool grid) {
    using layout = point_choice::layout;
    if (choice.how == layout::random) return unit_cube::random(total, d, choice.seed);
    if (choice.how == layout::latin) return unit_cube::latin_hypercube(total, d, choice.seed);
    if (choice.how == layout::sobol) return unit_cube::sobol(total, d, choice.seed);
    if (!grid) return unit_cube::low_discrepancy(total, d, choice.seed);
    point_list out(total, d);
    for (std::size_t p = 0; p < total; ++p)
        for (std::size_t i = d, rest = p; i-- > 0; rest /= choice.counts[i]) {
            auto const k = static_cast<double>(rest % choice.counts[i]), n = static_cast<double>(choice.counts[i]);
            out(p, i) = choice.how == layout::clustered ? (1 - std::cos(std::numbers::pi * (k + 0.5) / n)) / 2
                                                        : (k + 1) / (n + 1);
        }
    return out;
}

/// Given points of a domain
point_list inside(box const& domain, point_choice const& choice) {
    std::size_t const d = domain.dimension();
    auto const numbers = points_view(choice.given, choice.columns).of(d, "given_points");
    std::size_t const n = numbers.size() / d;
    expect_positive(n, "given_points: the number of points");
    if (!choice.weights.empty() && choice.weights.size() != n)
        throw std::invalid_argument(fmt::format("given_points: {} weights for {} points", choice.weights.size(), n));
    for (std::size_t k = 0; k < numbers.size(); ++k)
        if (std::size_t const i = k % d; !(domain.lower(i) <= numbers[k] && numbers[k] <= domain.upper(i)))
            throw std::invalid_argument(
                fmt::format("given_points: coordinate {} of point {} is {}, outside the domain, expected {} to {}", i,
                            k / d, numbers[k], domain.lower(i), domain.upper(i)));
    return {numbers, d};
}

}  // namespace

point_choice points(std::size_t n) {
    return {point_choice::layout::even, {n}, 0};
}
point_choice grid_points(std::vector<std::size_t> counts) {
    return {point_choice::layout::grid, std::move(counts), 0};
}
point_choice chebyshev_points(std::vector<std::size_t> counts) {
    return {point_choice::layout::clustered, std::move(counts), 0};
}
point_choice random_points(std::size_t n, std::uint64_t seed) {
    return {point_choice::layout::random, {n}, seed};
}
point_choice given_points(points_view points, std::vector<double> weights) {
    double sum = 0;
    for (double const w : weights) sum += w;
    if (!weights.empty() && !(sum > 0 && std::isfinite(sum)))
        throw std::invalid_argument(
            fmt::format("given_points: the weights add up to {}, expected a positive number", sum));
    for (double& w : weights) w /= sum;
    auto const numbers = points.numbers();
    return {point_choice::layout::given, {}, 0, {numbers.begin(), numbers.end()}, points.columns(), std::move(weights)};
}

point_choice latin_hypercube(std::size_t n, std::uint64_t seed) {
    return {point_choice::layout::latin, {n}, seed};
}
point_choice sobol_points(std::size_t n, std::uint64_t seed) {
    return {point_choice::layout::sobol, {n}, seed};
}

point_choice laid_anew(point_choice choice, std::uint64_t seed) {
    using layout = point_choice::layout;
    if (choice.how == layout::grid || choice.how == layout::clustered || choice.how == layout::given)
        throw std::invalid_argument(
            fmt::format("{} have their places and are not drawn anew, expected points(n), random_points(n, seed), "
                        "latin_hypercube(n, seed) or sobol_points(n, seed)",
                        choice.how == layout::grid        ? "grid_points"
                        : choice.how == layout::clustered ? "chebyshev_points"
                                                          : "given_points"));
    choice.seed = seed;
    return choice;
}

point_list interior_points(box const& domain, point_choice const& choice) {
    std::size_t const d = domain.dimension();
    if (choice.how == point_choice::layout::given) return inside(domain, choice);
    for (std::size_t const n : choice.counts) expect_positive(n, "number of points");
    bool const clustered = choice.how == point_choice::layout::clustered;
    bool const grid = clustered || choice.how == point_choice::layout::grid || choice.is_equispaced(d);
    if (choice.counts.size() != (grid ? d : 1))
        throw std::invalid_argument("points: " + std::to_string(choice.counts.size()) + " counts given, expected " +
                                    std::to_string(grid ? d : 1));
    double product = 1;
    std::string counts;
    for (std::size_t const n : choice.counts)
        product *= static_cast<double>(n), counts += (counts.empty() ? "" : " x ") + std::to_string(n);
    std::size_t const total = expect_memory("points: " + counts + " points in " + std::to_string(d) + " dimensions",
                                            {product, static_cast<double>(d)}) /
                              d;
    point_list out = in_cube(choice, total, d, grid);
    for (std::size_t p = 0; p < total; ++p)
        for (std::size_t i = 0; i < d; ++i) out(p, i) = domain.lower(i) + out(p, i) * domain.length(i);
    return out;
}

point_list boundary_points(box const& domain, side_points const& sides, std::size_t axes) {
    check_sides(domain, sides, 2 * axes);
    std::vector<double> out;
    for (std::size_t axis = 0; axis < axes; ++axis)
        for (bool const upper : {false, true})
            put_plane(domain, axis, face(domain, axis, upper), sides, 2 * axis + upper, out);
    return {out, domain.dimension()};
}
point_list boundary_points(box const& domain, std::size_t per_side) {
    return boundary_points(domain, side_points{per_side}, domain.dimension());
}

point_list boundary_normals(box const& domain, side_points const& sides, std::size_t axes) {
    check_sides(domain, sides, 2 * axes);
    std::vector<double> out;
    for (std::size_t face = 0; face < 2 * axes; ++face)
        for (std::size_t k = 0; k < points_on_face(sides, face / 2, domain.dimension()); ++k)
            for (std::size_t i = 0; i < axes; ++i) out.push_back(i != face / 2 ? 0.0 : face % 2 == 0 ? -1.0 : 1.0);
    return {out, axes};
}

point_list plane_points(box const& domain, std::size_t axis, double value, side_points const& sides) {
    check_sides(domain, sides, 1);
    if (!(domain.lower(axis) <= value && value <= domain.upper(axis)))
        throw std::invalid_argument("plane_points: coordinate " + std::to_string(axis) + " is " + digits(value) +
                                    ", outside the domain, expected " + digits(domain.lower(axis)) + " to " +
                                    digits(domain.upper(axis)));
    std::vector<double> out;
    put_plane(domain, axis, value, sides, 2 * axis + (value == domain.upper(axis)), out);
    return {out, domain.dimension()};
}

point_list face_pairs(box const& domain, std::size_t axis, side_points const& sides) {
    check_sides(domain, sides, 2);
    if (axis >= domain.dimension())
        throw std::invalid_argument("face_pairs: axis is " + std::to_string(axis) + ", expected less than " +
                                    std::to_string(domain.dimension()));
    std::vector<double> out;
    for (bool const upper : {false, true}) put_plane(domain, axis, face(domain, axis, upper), sides, 2 * axis, out);
    return {out, domain.dimension()};
}

point_list linear_points(double lower, double upper, std::size_t n) {
    if (n < 2) throw std::invalid_argument("linear_points: n is " + std::to_string(n) + ", expected at least 2");
    if (!std::isfinite(lower) || !std::isfinite(upper))
        throw std::invalid_argument("linear_points: from " + digits(lower) + " to " + digits(upper) +
                                    ", expected finite ends");
    expect_memory("linear_points: " + std::to_string(n) + " points", {static_cast<double>(n)});
    point_list out(n, 1);
    for (std::size_t k = 0; k < n; ++k)
        out[k] = lower + (upper - lower) * static_cast<double>(k) / static_cast<double>(n - 1);
    return out;
}

}  // namespace lamina
