#include <lamina/train/remainder.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <xtensor/xview.hpp>

#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/freedom.hpp>

namespace lamina::solving {

namespace {

using numerics::mean_square;

constexpr double vanishing = 1e-5;

/// The largest root mean square that a condition leaves at some 4,096 points of its places, where features of its data
/// may be that its rows do not see, relative to the size of the solution or, of a slope, to the largest there or in the
/// data, as slopes may be unbounded in corners; not where a slab begins with what one before left
double left_of_conditions(result const& of, double size) {
    discretisation& at = *of.at;
    point_frame const plain{at.unknowns().dimension, at.unknowns().time};
    std::size_t const axes = at.domain().dimension();
    if (axes < 2) return 0;
    side_points const fine{.count = axes == 2 ? std::size_t{4096} : std::size_t{64}, .clustered = true};  // no corners
    bool const goes_on = std::ranges::any_of(of.offset, [](double v) { return v != 0; });
    double out = 0;
    for (lowered_condition const& c : at.problem().conditions) {
        if (c.how != lowered_condition::kind::at_places) continue;
        point_frame const frame = frame_of_condition(c.of, plain);
        if (frame.observed) continue;
        bool const graded = of.side_grade && has_slopes(c.of);
        place_points const laid(at.domain(), frame, fine, at.known(), {});
        for (lowered_place const& place : c.places) {
            if (place.how == lowered_place::kind::measured || (place.moved_to && goes_on)) continue;
            auto const points = laid(place);
            auto left = at.values(c.of, of.theta, points);
            double most = size;
            if (frame.normal) {
                auto const data = at.values(c.of, std::vector<double>(of.theta.size(), 0.0), points);
                for (std::size_t k = 0; k < left.size(); ++k)
                    most = std::max({most, std::abs(data.data()[k]), std::abs(left.data()[k] - data.data()[k])});
            }
            for (std::size_t p = 0; graded && p < points.shape(0); ++p)
                xt::col(left, static_cast<std::ptrdiff_t>(p)) *= of.side_grade(row_of(points, p).first(axes));
            for (std::size_t k = 0; k < left.shape(0); ++k)
                if (double const rest = std::sqrt(mean_square(row_of(left, k))); rest > 0)
                    out = std::max(out, most > 0 ? rest / most : 1);
        }
    }
    return out;
}

}  // namespace

remainder remainder_of(result const& of, std::size_t wanted) {
    discretisation& at = *of.at;
    unknown_table const& unknowns = at.unknowns();
    lowered_residuals const& equations = at.problem().equations;
    std::size_t const axes = at.domain().dimension(), count = wanted > 0                            ? wanted
                                                              : axes == 1 && of.theta.size() <= 600 ? 16384
                                                                                                    : 4096;
    auto const points = interior_points(at.domain(), lamina::points(count));
    remainder out;
    double size = 0;
    for (double const v : of.solution().unknowns(points)) size = std::max(size, std::abs(v));
    // Terms may vanish, as those of -lap(u) == 0 do for u = x: rounding errors are no remainder.
    residual_system<double>& system = at.system();
    std::vector<double> r(system.rows()), data(system.rows()), j(system.rows() * system.parameters());
    system.jacobian(of.theta, r, j);
    auto const sizes_of = sizes_of_equations(system, j, static_cast<std::size_t>(equations.residuals->size));
    std::vector<double> grade(count, 1.0);
    for (std::size_t k = 0; of.grade && k < count; ++k) grade[k] = of.grade(std::span(points).subspan(k * axes, axes));
    std::size_t equation = 0;
    for (graph::node_id const residual : *equations.residuals) {
        graph::arena g = equations.arena();
        graph::node_id const written = graph::scalarize(g, residual);
        graph::id_list roots = graph::terms_of(g, written);
        auto const terms = static_cast<std::size_t>(roots.size);
        roots.push(written);
        graph::term_plan const plan = graph::plan_term(g, roots, unknowns);
        auto values = at.values(g, roots, plan, of.theta, points);
        std::vector<double> sizes(count, 0.0);
        for (std::size_t k = 0; k < values.shape(0); ++k)
            for (std::size_t p = 0; p < count; ++p) {
                values(k, p) *= grade[p];
                if (k < terms) sizes[p] += std::abs(values(k, p));
            }
        double const least = vanishing * size * sizes_of[equation++];
        double const whole = std::max(mean_square(sizes), least * least), left = mean_square(row_of(values, terms));
        if (whole > 0) out.of_equations = std::max(out.of_equations, std::sqrt(left / whole));
    }
    system.residual(std::vector<double>(of.theta.size(), 0.0), data);
    for (std::size_t k = 0; k < of.offset.size(); ++k) r[k] += of.offset[k], data[k] += of.offset[k];
    for (std::size_t k = 0; k < of.grades.size(); ++k) r[k] *= of.grades[k];
    constexpr double seen = 1e-3;  // what is less the rows see too
    if (double const left = wanted == 0 ? left_of_conditions(of, size) : 0; left > seen) out.of_conditions = left;
    auto const blocks = system.blocks().subspan(static_cast<std::size_t>(equations.residuals->size));
    for (residual_block const& block : blocks) {
        double const left = mean_square(std::span(r).subspan(block.begin, block.size));
        double most = size;
        for (double const v : std::span(data).subspan(block.begin, block.size)) most = std::max(most, std::abs(v));
        if (most > 0) out.of_conditions = std::max(out.of_conditions, std::sqrt(left) / most);
    }
    return out;
}

std::string told(remainder const& left) {
    return fmt::format("it leaves {:.1e} of its equations and {:.1e} of its conditions", left.of_equations,
                       left.of_conditions);
}

}  // namespace lamina::solving
