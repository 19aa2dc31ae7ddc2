#include <lamina/train/in_space.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <lamina/discretise/assemble.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/rows/block_of_condition.hpp>
#include <lamina/train/even_rows.hpp>
#include <lamina/train/fast_problem.hpp>
#include <lamina/train/freedom.hpp>
#include <lamina/train/gauss_newton.hpp>
#include <lamina/train/graded_system.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/no_solution.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina::solving {

namespace {

/// What multiplies the rows of a system: the grades of a space at the points of equations and of conditions with
/// slopes, 1 at other rows
std::vector<double> grades(problem_in_space const& of, linear_space const& space,
                           residual_system<double> const& system) {
    auto const points = interior_points(of.domain, of.with.gives("points") ? of.with.points : space.points);
    std::vector<double> out(system.rows(), 1.0);
    lowered_problem const& problem = of.problem.problem;
    std::size_t const d = of.domain.dimension(), count = points.size() / d;
    auto const equations = static_cast<std::size_t>(problem.equations.residuals->size);
    for (std::size_t k = 0; space.grade && k < equations * count; ++k)
        out[k] = space.grade(std::span(points).subspan(k % count * d, d));
    for (std::size_t k = 0; space.side_grade && k < problem.conditions.size(); ++k) {
        lowered_condition const& c = problem.conditions[k];
        if (c.how != lowered_condition::kind::at_places || !has_slopes(c.of)) continue;
        point_frame const frame = frame_of_condition(c.of, {problem.unknowns->dimension, problem.unknowns->time});
        auto const x = place_points(of.domain, frame, of.with.gives("side_points") ? of.with.sides : space.sides,
                                    of.with.known, of.with.measured)(c.places);
        residual_block const& block = block_of_condition(system.blocks(), k);
        for (std::size_t n = 0; n < block.size; ++n)
            out[block.begin + n] = space.side_grade(row_of(x, n % x.shape(0)).first(d));
    }
    return out;
}

/// The theta of which the unknowns are nearest to those of `before` at the points of the equations; its trained
/// parameters
std::vector<double> nearest_to(result const& before, discretisation const& at, std::span<double const> points) {
    std::vector<double> theta(at.parameters(), 0.0);
    auto rows = at.unknown_rows(theta, points);
    auto const values = before.solution().unknowns(points);
    std::size_t const p = rows.shape(0), n = rows.shape(1);
    auto const found = numerics::least_squares(std::span(rows.data(), rows.size()), n, p, values, 0).x;
    std::ranges::copy(found, theta.begin());
    std::ranges::copy_backward(std::span(before.theta).last(theta.size() - p), theta.end());
    return theta;
}

}  // namespace

result solved_in(problem_in_space const& of, linear_space const& space, newton_steps const& steps) {
    auto at = std::make_shared<discretisation>(collocation::assemble(of.problem, of.domain, space, of.with));
    auto graded = grades(of, space, at->system());
    graded_system system(at->system(), graded);
    if (space.random && !of.with.gives_weights())
        even_rows(system, std::vector<double>(system.parameters(), 0.0));
    std::vector<double> start(system.parameters(), 0.0);
    if (!of.linear && steps.before) {
        auto nearest = nearest_to(*steps.before, *at, interior_points(of.domain, space.points));
        weighted_system weighted(system);
        std::vector<double> r(system.rows());
        double const of_zero = weighted.residual(start, r);
        if (weighted.residual(nearest, r) < of_zero) start = std::move(nearest);
    }
    fit found = lamina::solve(system, of.linear ? 1 : steps.most, std::move(start));
    if (!of.linear && steps.thorough && found.loss > 1e-4 * found.history.front().loss) {  // it may have gone astray
        std::vector<double> const from(system.parameters(), 0.0);
        auto damped = train(system, from, levenberg_marquardt{.first_rcond = 0}, {.iterations = 300, .signals = false});
        fit polished = lamina::solve(system, 30, damped.theta);
        if (polished.loss < found.loss) found = std::move(polished);
    }
    bool const determined = found.open == 0 || space.random;
    return {std::move(at), std::move(found.theta), determined, space.grade, space.side_grade, std::move(graded)};
}

evidence judged(evidence of, std::optional<double> accuracy) {
    constexpr double usual = 1e-4;
    double const asked = accuracy.value_or(usual), coarsest = std::max(asked, usual);
    bool const stagnates = of.left.of_equations > 1e-7 && of.left.of_equations > 1e5 * of.difference;
    of.alarm = of.difference > asked || of.left.of_equations > 10 * coarsest || of.left.of_conditions > coarsest ||
               stagnates;
    return of;
}

bool is_absurd(remainder const& left) {
    return left.of_equations > 0.3 || left.of_conditions > 0.1;
}

solved in_space(problem_in_space const& of, linear_space const& space) {
    if (space.of_problem) return in_space(of, space.of_problem(of.problem, of.domain, of.with));
    auto const fast = space.waves && !of.with.gives_rows() ? fast_problem::of(of) : std::nullopt;
    result out = fast ? fast->solved_in(*space.waves) : solved_in(of, space);
    std::string const name(of.problem.problem.unknowns->unknown[0].name);
    remainder const left = remainder_of(out);
    if (is_absurd(left))
        throw no_solution(
            fmt::format("solve: {} in its space is no solution: {}; there may be none, or it lies far from "
                        "0: collocate, and train from a start of your own",
                        name, told(left)),
            solved(out.at, out.theta, judged({.space = space.text, .left = left})));
    if (left.of_equations > 1e-6 || left.of_conditions > 1e-6)
        notice(fmt::format("solve: {} in its space: {}", name, told(left)));
    double const free = fast ? fast->freedom(out, *space.waves) : freedom(out);
    bool const many = !out.determined || is_one_of_many(free, left);
    if (many)
        notice(fmt::format(
            "solve: {} is one of many in its space: a condition may be missing, or the points are too few", name));
    evidence found = judged({.space = space.text, .left = left});
    found.alarm = found.alarm || many;
    return {std::move(out.at), std::move(out.theta), std::move(found)};
}

}  // namespace lamina::solving
