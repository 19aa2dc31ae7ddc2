#include <lamina/discretise/corners.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/discretise/assemble.hpp>
#include <lamina/discretise/corner_exponents.hpp>
#include <lamina/network/joint_space.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/numerics/least_squares.hpp>

namespace lamina {

namespace {

using complex = std::complex<double>;

/// The polynomials x_0^i x_1^j / (i! j!) about a point, i + j <= degree but the constant: by degree, and by j
class monomials final : public trial_space {
public:
    monomials(std::array<double, 2> about, int degree) : about_(about), degree_(degree) {}

    std::size_t size() const override { return static_cast<std::size_t>((degree_ + 1) * (degree_ + 2) / 2 - 1); }
    std::vector<double> derivative(std::span<double const> points,
                                   std::array<int, max_axes> const& times) const override {
        std::vector<double> out;
        for (int d = 1; d <= degree_; ++d)
            for (int j = 0; j <= d; ++j)
                for (std::size_t p = 0; p < points.size(); p += 2)
                    out.push_back(power(points[p] - about_[0], d - j - times[0]) *
                                  power(points[p + 1] - about_[1], j - times[1]));
        return out;
    }

private:
    std::array<double, 2> about_;
    int degree_;

    static double power(double x, int n) { return n < 0 ? 0.0 : std::pow(x, n) / std::tgamma(n + 1); }
};

/// Rows of a linearised equation or condition, their data, and what they make of polynomials, the constant last
struct local_rows {
    std::size_t rows, columns;
    std::vector<double> data, j;

    [[nodiscard]] double of_degree(std::size_t row, int degree, int k) const {
        auto const column = degree == 0 ? columns - 1 : static_cast<std::size_t>(degree * (degree + 1) / 2 - 1 + k);
        return j[column * rows + row];
    }
    /// Its derivatives of highest order, where `row` is at the point that the polynomials are about
    [[nodiscard]] principal_part principal(std::size_t row, int highest) const {
        double largest = 0;
        for (std::size_t k = 0; k < columns; ++k) largest = std::max(largest, std::abs(j[k * rows + row]));
        for (int degree = highest; degree >= 0; --degree) {
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

/// A corner whose problem is read; lengths in units of the shorter side
class corner_reading {
public:
    corner_reading(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                   std::array<bool, 2> upper)
        : problem_(problem), domain_(domain), with_(with), unit_(std::min(domain.length(0), domain.length(1))) {
        for (std::size_t i = 0; i < 2; ++i)
            at_[i] = upper[i] ? domain.upper(i) : domain.lower(i), inward_[i] = upper[i] ? -1.0 : 1.0;
    }

    /// None where its equation is none that has such functions
    [[nodiscard]] std::optional<sector_problem> sector() const {
        constexpr double beside = 1e-7;  // where data and coefficients may still be 0 or jump
        constexpr int highest = 4;
        auto const inside = point(beside, 0.7 * beside);
        auto const& problem = problem_.problem;
        auto const equation = rows_of(problem.equations, problem_.equations, {.space = 2},
                                      {inside.begin(), inside.end()}, monomials(inside, highest))
                                  .principal(0, highest);
        auto slope = equation.characteristic();
        if (!slope) return std::nullopt;
        for (complex& s : *slope) s *= inward_[0];  // 1 along the first side
        complex const second = inward_[1] * (*slope)[1];
        if (second.imag() < 0) (*slope)[1] = std::conj((*slope)[1]);
        sector_problem out{equation.order, *slope, std::abs(std::arg(second)), {}};
        for (std::size_t axis : {1, 0}) {
            auto const x = axis == 0 ? point(0, beside) : point(beside, 0);
            for (std::size_t const k : conditions_on(axis)) {
                auto const rows = condition(k, axis, {beside}, monomials(x, highest));
                for (std::size_t row = 0; row < rows.rows; ++row)
                    out.sides[1 - axis].push_back(rows.principal(row, highest));
            }
        }
        return out;
    }

    [[nodiscard]] corner powers(sector_problem const& sector, double highest) const {
        corner out{at_, sector.slope, {}};
        for (complex& slope : out.slope) slope /= unit_;
        int const families = sector.order / 2;
        bool logs = false;
        for (complex const mu : exponents_of(sector, highest)) {
            bool const integer = mu == std::round(mu.real());
            auto const degree = static_cast<int>(std::round(mu.real()));
            if (integer && (logs || (degree < sector.order && takes_polynomials(degree)))) continue;
            logs = logs || integer;
            for (complex const start : {mu, std::conj(mu)}) {
                for (int d = families - 1; mu.real() - families + 1 + d <= highest; ++d)
                    for (int j = 0; j <= d; ++j)
                        add({start + static_cast<double>(d - j - families + 1), static_cast<double>(j),
                             integer ? 1 : 0},
                            out.powers);
                if (mu.imag() == 0) break;
            }
        }
        return out;
    }

private:
    generated_problem const& problem_;
    box const& domain_;
    collocation::arguments const& with_;
    std::array<double, 2> at_{}, inward_{};
    double unit_;

    /// But for what is there
    static void add(corner_power const& power, std::vector<corner_power>& to) {
        if (std::ranges::none_of(to, [&](corner_power const& other) {
                return other.logs == power.logs && std::abs(other.alpha - power.alpha) < 1e-6 &&
                       other.beta == power.beta;
            }))
            to.push_back(power);
    }
    /// At distances from the corner along both axes
    [[nodiscard]] std::array<double, 2> point(double along_0, double along_1) const {
        return {at_[0] + inward_[0] * unit_ * along_0, at_[1] + inward_[1] * unit_ * along_1};
    }
    [[nodiscard]] local_rows rows_of(lowered_residuals const& of, pointwise_functions<double> const& compiled,
                                     point_frame const& frame, std::vector<double> const& points,
                                     monomials const& functions) const {
        network_inputs inputs;
        inputs.space = std::make_shared<monomials const>(functions);
        std::vector<std::string> const names(static_cast<std::size_t>(of.residuals->size), "r");
        std::vector<std::unique_ptr<residual_part<double>>> parts;
        parts.push_back(collocation::part_of(of, compiled, names, points, frame, with_.known, inputs));
        collocated_system<double> system(network_layout(mlp({}, activation::sin).layout(functions.size(), 1)),
                                         std::move(parts));
        local_rows out{system.rows(), system.parameters(), std::vector<double>(system.rows()), {}};
        out.j.resize(out.rows * out.columns);
        system.jacobian(std::vector<double>(out.columns, 0.0), out.data, out.j);
        return out;
    }
    /// Of condition k on the side across `axis`, at distances from the corner
    [[nodiscard]] local_rows condition(std::size_t k, std::size_t axis, std::vector<double> const& distances,
                                       monomials const& functions) const {
        lowered_residuals const& of = problem_.problem.conditions[k].of;
        point_frame const frame = frame_of_condition(of, {.space = 2});
        std::vector<double> points;
        for (double const s : distances) {
            auto const x = axis == 0 ? point(0, s) : point(s, 0);
            points.insert(points.end(), x.begin(), x.end());
            for (std::size_t i = 0; frame.normal && i < 2; ++i) points.push_back(i == axis ? -inward_[i] : 0.0);
        }
        return rows_of(of, problem_.conditions[k], frame, points, functions);
    }
    /// Those that hold on the side across `axis`
    [[nodiscard]] std::vector<std::size_t> conditions_on(std::size_t axis) const {
        std::vector<std::size_t> out;
        for (std::size_t k = 0; k < problem_.problem.conditions.size(); ++k)
            if (std::ranges::any_of(problem_.problem.conditions[k].places,
                                    [&](lowered_place const& place) { return is_on(place, axis); }))
                out.push_back(k);
        return out;
    }
    [[nodiscard]] bool is_on(lowered_place const& place, std::size_t axis) const {
        if (place.how != lowered_place::kind::plane) return place.how == lowered_place::kind::boundary;
        graph::arena g = place.coordinate.arena(), of_value = place.value.arena();
        std::array const origin{0.0, 0.0};
        return static_cast<std::size_t>(g[place.coordinate.root].a) == axis &&
               tabulate(of_value, std::span(&place.value.root, 1), origin, {.space = 2}, with_.known)[0] == at_[axis];
    }

    /// Whether a polynomial of a degree takes the data of both sides as far as they are of this degree
    [[nodiscard]] bool takes_polynomials(int degree) const {
        constexpr double step = 1e-4, enough = 0.02;
        std::vector<double> columns, data, many;
        for (int k = 0; k < 16; ++k) many.push_back((k + 0.5) / 16);
        monomials const functions(at_, std::max(degree, 1));
        std::vector<std::pair<local_rows, std::vector<std::size_t>>> taken;
        double size = 0;
        std::size_t count = 0;
        for (std::size_t const axis : {0, 1})
            for (std::size_t const k : conditions_on(axis)) {
                auto const beside =
                    condition(k, axis, {step}, monomials(axis == 0 ? point(0, step) : point(step, 0), 4));
                auto const everywhere = condition(k, axis, many, functions);
                for (std::size_t residual = 0; residual < beside.rows; ++residual) {
                    int const order = beside.principal(residual, 4).order;
                    double const scale = std::pow(unit_, order);
                    for (std::size_t p = 0; p < many.size(); ++p)
                        size = std::max(size, scale * std::abs(everywhere.data[residual * many.size() + p]));
                    std::vector<double> near;
                    for (int p = 1; p <= degree - order + 1; ++p) near.push_back(p * step);
                    if (near.empty()) continue;
                    auto const rows = condition(k, axis, near, functions);
                    for (std::size_t p = 0; p < near.size(); ++p) {
                        std::size_t const row = residual * near.size() + p;
                        double const weight = std::pow(step * unit_, order);
                        data.push_back(-weight * rows.data[row]);
                        for (int d = 0; d <= degree; ++d)
                            for (int j = 0; j <= d; ++j)
                                columns.push_back(weight * rows.of_degree(row, d, j) / std::pow(step * unit_, d));
                        ++count;
                    }
                }
            }
        if (count == 0 || size == 0) return true;
        std::size_t const n = columns.size() / count;
        std::vector<double> by_columns(columns.size());
        for (std::size_t row = 0; row < count; ++row)
            for (std::size_t k = 0; k < n; ++k) by_columns[k * count + row] = columns[row * n + k];
        auto const whole = by_columns;
        auto const c = numerics::least_squares(by_columns, count, n, data, 1e-10).x;
        double left = 0;
        for (std::size_t row = 0; row < count; ++row) {
            double r = data[row];
            for (std::size_t k = 0; k < n; ++k) r -= whole[k * count + row] * c[k];
            left = std::max(left, std::abs(r));
        }
        return left <= enough * size * std::pow(step, degree);
    }
};

}  // namespace

corners corners_of(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                   double highest) {
    unknown_table const& unknowns = *problem.problem.unknowns;
    corners out;
    if (unknowns.dimension != 2 || unknowns.time || unknowns.size != 1 || unknowns.trained_count > 0 ||
        problem.problem.components != std::vector<int>{1})
        return out;
    for (bool const right : {false, true})
        for (bool const top : {false, true}) {
            corner_reading const here(problem, domain, with, {right, top});
            auto const sector = here.sector();
            if (!sector) continue;
            out.order = sector->order;
            auto found = here.powers(*sector, highest);
            if (!found.powers.empty()) out.of.push_back(std::move(found));
        }
    return out;
}

double corners::excess(std::size_t k) const {
    double lowest = order;
    for (corner_power const& power : of[k].powers) lowest = std::min(lowest, power.degree());
    return order - lowest;
}
bool corners::unbounded() const {
    for (std::size_t k = 0; k < of.size(); ++k)
        if (excess(k) > 0) return true;
    return false;
}

linear_space space_of(chebyshev_and_corners const& space, box const& domain) {
    auto const singular = std::make_shared<corner_functions const>(space.corners.of);
    linear_space out = space_of(space.polynomials, domain);
    out.feed = [space, singular](network_inputs& to, unknown_table const&, box const& on) {
        if (!to.expressions.empty())
            throw std::invalid_argument(
                "collocate: features are given, but functions of corners have no inputs to feed");
        to.space = std::make_shared<joint_space const>(space.polynomials.on(on), singular);
    };
    out.functions += singular->size();
    out.text += fmt::format(" and {} functions of {} corners", singular->size(), space.corners.of.size());
    out.random = true;
    if (!space.corners.unbounded()) return out;
    double const unit = std::min(domain.length(0), domain.length(1));
    out.grade = [corners = space.corners, unit](std::span<double const> x) {
        double weight = 1;
        for (std::size_t k = 0; k < corners.of.size(); ++k) {
            auto const& at = corners.of[k].at;
            weight *= std::pow(std::min(1.0, 3 * std::hypot(x[0] - at[0], x[1] - at[1]) / unit), corners.excess(k));
        }
        return weight;
    };
    return out;
}

linear_space space_of(with_corners const& space, box const& domain) {
    linear_space out = space_of(space.polynomials, domain);
    out.of_problem = [space](generated_problem const& problem, box const& on, collocation::arguments const& with) {
        auto corners = corners_of(problem, on, with, space.highest);
        if (corners.of.empty())
            throw std::invalid_argument(
                "with_corners: no functions of corners are known of this problem; expected one equation for one "
                "function "
                "over a rectangle, lap(u) or lap(lap(u)) in its highest derivatives, and conditions on all sides");
        return space_of(chebyshev_and_corners{space.polynomials, std::move(corners)}, on);
    };
    return out;
}

}  // namespace lamina
