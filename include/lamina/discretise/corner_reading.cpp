#include <lamina/discretise/corner_reading.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include <lamina/discretise/part_of.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/rows/collocated_system.hpp>

namespace lamina {

namespace {

using complex = std::complex<double>;
constexpr int highest_order = 4;

}  // namespace

/// The polynomials x_0^i x_1^j / (i! j!) about a point, i + j <= degree but the constant: by degree, and by j
class corner_reading::monomials final : public trial_space {
public:
    monomials(std::array<double, 2> about, int degree) : about_(about), degree_(degree) {}

    std::size_t size() const override { return static_cast<std::size_t>((degree_ + 1) * (degree_ + 2) / 2 - 1); }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override {
        auto out = xt::xtensor<double, 2>::from_shape({size(), points.size() / 2});
        std::size_t k = 0;
        for (int d = 1; d <= degree_; ++d)
            for (int j = 0; j <= d; ++j, ++k)
                for (std::size_t p = 0; p < points.size() / 2; ++p)
                    out(k, p) = power(points[2 * p] - about_[0], d - j - times[0]) *
                                power(points[2 * p + 1] - about_[1], j - times[1]);
        return out;
    }

private:
    std::array<double, 2> about_;
    int degree_;

    static double power(double x, int n) { return n < 0 ? 0.0 : std::pow(x, n) / std::tgamma(n + 1); }
};

/// Rows of a linearised equation or condition, their data, and what they make of polynomials, the constant last
struct corner_reading::local_rows {
    std::size_t rows, columns;
    std::vector<double> data, j;

    [[nodiscard]] double of_degree(std::size_t row, int degree, int k) const {
        auto const column = degree == 0 ? columns - 1 : static_cast<std::size_t>(degree * (degree + 1) / 2 - 1 + k);
        return j[column * rows + row];
    }
    /// Its derivatives of highest order, where `row` is at the point that the polynomials are about
    [[nodiscard]] principal_part principal(std::size_t row) const {
        double largest = 0;
        for (std::size_t k = 0; k < columns; ++k) largest = std::max(largest, std::abs(j[k * rows + row]));
        for (int degree = highest_order; degree >= 0; --degree) {
            principal_part out{degree, {}};
            double most = 0;
            for (int k = 0; k <= degree; ++k) {
                out.coefficient.push_back(of_degree(row, degree, k));
                most = std::max(most, std::abs(out.coefficient.back()));
            }
            if (most > 1e-12 * largest) return out;
        }
        return {};
    }
};

corner_reading::corner_reading(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                               std::array<bool, 2> upper)
    : problem_(problem), with_(with), unit_(std::min(domain.length(0), domain.length(1))) {
    for (std::size_t i = 0; i < 2; ++i)
        at_[i] = upper[i] ? domain.upper(i) : domain.lower(i), inward_[i] = upper[i] ? -1.0 : 1.0;
}

std::array<double, 2> corner_reading::point(double along_0, double along_1) const {
    return {at_[0] + inward_[0] * unit_ * along_0, at_[1] + inward_[1] * unit_ * along_1};
}
std::array<double, 2> corner_reading::on_side(std::size_t axis, double distance) const {
    return axis == 0 ? point(0, distance) : point(distance, 0);
}

bool corner_reading::is_on(lowered_place const& place, std::size_t axis) const {
    if (place.how != lowered_place::kind::plane) return place.how == lowered_place::kind::boundary;
    graph::arena g = place.coordinate.arena(), of_value = place.value.arena();
    std::array const origin{0.0, 0.0};
    return static_cast<std::size_t>(g[place.coordinate.root].a) == axis &&
           tabulate(of_value, std::span(&place.value.root, 1), origin, {.space = 2}, with_.known)(0, 0) == at_[axis];
}
std::vector<std::size_t> corner_reading::conditions_on(std::size_t axis) const {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < problem_.problem.conditions.size(); ++k)
        if (std::ranges::any_of(problem_.problem.conditions[k].places,
                                [&](lowered_place const& place) { return is_on(place, axis); }))
            out.push_back(k);
    return out;
}

corner_reading::local_rows corner_reading::rows_of(lowered_residuals const& of,
                                                   pointwise_functions<double> const& compiled,
                                                   point_frame const& frame, std::vector<double> const& points,
                                                   monomials const& functions) const {
    network_inputs inputs;
    inputs.space = std::make_shared<monomials const>(functions);
    std::vector<std::string> const names(static_cast<std::size_t>(of.residuals->size), "r");
    std::vector<std::unique_ptr<residual_part<double>>> parts;
    prepared_term const ready = prepare(of, points, frame, with_.known, inputs);
    parts.push_back(collocation::part_of(ready, functions_of_plan(*of.plan, compiled), ready.constants, names));
    collocated_system<double> system(network_layout(mlp({}, activation::sin).layout(functions.size(), 1)),
                                     std::move(parts));
    local_rows out{system.rows(), system.parameters(), std::vector<double>(system.rows()), {}};
    out.j.resize(out.rows * out.columns);
    system.jacobian(std::vector<double>(out.columns, 0.0), out.data, out.j);
    return out;
}
corner_reading::local_rows corner_reading::condition(std::size_t k, std::size_t axis,
                                                     std::vector<double> const& distances,
                                                     monomials const& functions) const {
    lowered_residuals const& of = problem_.problem.conditions[k].of;
    point_frame const frame = frame_of_condition(of, {.space = 2});
    std::vector<double> points;
    for (double const s : distances) {
        auto const x = on_side(axis, s);
        points.insert(points.end(), x.begin(), x.end());
        for (std::size_t i = 0; frame.normal && i < 2; ++i) points.push_back(i == axis ? -inward_[i] : 0.0);
    }
    return rows_of(of, problem_.conditions[k], frame, points, functions);
}

std::optional<sector_problem> corner_reading::sector() const {
    constexpr double beside = 1e-7;  // in the corner coefficients may be 0, and data jump
    auto const inside = point(beside, 0.7 * beside);
    auto const equation = rows_of(problem_.problem.equations, problem_.equations, {.space = 2},
                                  {inside.begin(), inside.end()}, monomials(inside, highest_order))
                              .principal(0);
    auto slope = equation.characteristic();
    if (!slope) return std::nullopt;
    for (complex& s : *slope) s *= inward_[0];  // 1 along the first side
    complex const second = inward_[1] * (*slope)[1];
    if (second.imag() < 0) (*slope)[1] = std::conj((*slope)[1]);
    sector_problem out{equation.order, *slope, std::abs(std::arg(second)), {}};
    for (std::size_t const axis : {1, 0})
        for (std::size_t const k : conditions_on(axis)) {
            auto const rows = condition(k, axis, {beside}, monomials(on_side(axis, beside), highest_order));
            for (std::size_t row = 0; row < rows.rows; ++row) out.sides[1 - axis].push_back(rows.principal(row));
        }
    return out;
}

bool corner_reading::takes_polynomials(int degree) const {
    constexpr double step = 1e-4, enough = 0.02;
    std::vector<double> everywhere;
    for (int k = 0; k < 16; ++k) everywhere.push_back((k + 0.5) / 16);
    monomials const functions(at_, std::max(degree, 1));
    double size = 0;
    std::vector<double> data;
    std::vector<std::vector<double>>
        rows;  // each times (step unit)^(its order), for polynomials of (x - at) / step unit
    for (std::size_t const axis : {0, 1})
        for (std::size_t const k : conditions_on(axis)) {
            auto const near = condition(k, axis, {step}, monomials(on_side(axis, step), highest_order));
            auto const far = condition(k, axis, everywhere, functions);
            for (std::size_t residual = 0; residual < near.rows; ++residual) {
                int const order = near.principal(residual).order;
                for (std::size_t p = 0; p < everywhere.size(); ++p)
                    size =
                        std::max(size, std::pow(unit_, order) * std::abs(far.data[residual * everywhere.size() + p]));
                std::vector<double> distances;
                for (int p = 1; p <= degree - order + 1; ++p) distances.push_back(p * step);
                if (distances.empty()) continue;
                auto const beside = condition(k, axis, distances, functions);
                for (std::size_t p = 0; p < distances.size(); ++p) {
                    std::size_t const row = residual * distances.size() + p;
                    data.push_back(-std::pow(step * unit_, order) * beside.data[row]);
                    rows.emplace_back();
                    for (int d = 0; d <= degree; ++d)
                        for (int j = 0; j <= d; ++j)
                            rows.back().push_back(std::pow(step * unit_, order - d) * beside.of_degree(row, d, j));
                }
            }
        }
    if (rows.empty() || size == 0) return true;
    std::size_t const m = rows.size(), n = rows[0].size();
    std::vector<double> columns(m * n);
    for (std::size_t row = 0; row < m; ++row)
        for (std::size_t k = 0; k < n; ++k) columns[k * m + row] = rows[row][k];
    auto const polynomial = numerics::least_squares(columns, m, n, data, 1e-10).x;
    double left = 0;
    for (std::size_t row = 0; row < m; ++row)
        left = std::max(
            left, std::abs(std::inner_product(rows[row].begin(), rows[row].end(), polynomial.begin(), -data[row])));
    return left <= enough * size * std::pow(step, degree);
}

}  // namespace lamina
