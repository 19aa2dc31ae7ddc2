#include <lamina/train/chosen_space.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/discretise/assemble.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/train/gauss_newton.hpp>
#include <lamina/train/levenberg_marquardt.hpp>

namespace lamina::solving {

namespace {

constexpr double enough = 1e-10, least = 1e-3, most_of_equation = 3e-2;

/// Degrees that are tried, over one and over two axes
std::vector<std::size_t> degrees(std::size_t axes) {
    if (axes == 1) return {8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};
    return {6, 8, 12, 16, 20, 24, 32, 40};
}

/// The largest difference, relative to the largest value
double distance(std::vector<double> const& a, std::vector<double> const& b) {
    double most = 0, size = 0;
    for (std::size_t k = 0; k < a.size(); ++k)
        most = std::max(most, std::abs(a[k] - b[k])), size = std::max(size, std::abs(b[k]));
    return size > 0 ? most / size : most;
}

result solved_in(generated_problem const& problem, bool linear, box const& space, chebyshev const& polynomials,
                 collocation::arguments with) {
    box const domain = collocation::domain_of(*problem.problem.unknowns, space, with);
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i < domain.dimension(); ++i)
        counts.push_back(2 * polynomials.degrees[std::min(i, polynomials.degrees.size() - 1)]);
    if (!with.gives("points")) with.points = chebyshev_points(counts);
    if (!with.gives("side_points")) with.sides = {.count = *std::ranges::max_element(counts) + 8, .clustered = true};
    auto at = std::make_shared<discretisation>(collocation::assemble(problem, domain, polynomials, std::move(with)));
    auto& system = at->system();
    fit found = lamina::solve(system);
    if (!linear) {  // Gauss-Newton from 0 may have gone astray
        std::vector<double> const from(system.parameters(), 0.0);
        auto damped = train(system, from, levenberg_marquardt{.first_rcond = 0}, {.iterations = 300});
        fit polished = lamina::solve(system, 30, damped.theta);
        if (polished.loss < found.loss) found = std::move(polished);
    }
    return {std::move(at), std::move(found.theta), found.open == 0};
}

}  // namespace

result in_space(generated_problem const& problem, bool linear, box const& space, chebyshev const& polynomials,
                collocation::arguments with) {
    result out = solved_in(problem, linear, space, polynomials, std::move(with));
    std::string const name(problem.problem.unknowns->unknown[0].name);
    if (!out.determined)
        notice(fmt::format(
            "solve: {} is one of many in its space: a condition may be missing, or the points are too few", name));
    remainder const left = remainder_of(out);
    if (left.of_equations > 0.3 || left.of_conditions > 0.1)
        throw std::runtime_error(
            fmt::format("solve: {} in its space is no solution: {}; there may be none, or it lies far from 0: "
                        "collocate, and train from a "
                        "start of your own",
                        name, told(left)));
    if (left.of_equations > 1e-6 || left.of_conditions > 1e-6)
        notice(fmt::format("solve: {} in its space: {}", name, told(left)));
    return out;
}

result in_chosen_space(generated_problem const& problem, box const& space, collocation::arguments const& with) {
    for (char const* const given : {"points", "side_points"})
        if (with.gives(given))
            throw std::invalid_argument(fmt::format(
                "solve: {} are given, but no space; name one, as in solve(p, domain, chebyshev{{40}}, {}(...))", given,
                given));
    box const domain = collocation::domain_of(*problem.problem.unknowns, space, with);
    std::size_t const axes = domain.dimension();
    std::string const name(problem.problem.unknowns->unknown[0].name);
    auto const at = interior_points(domain, random_points(2000, 1));
    std::optional<result> before, best;
    std::vector<double> values;
    double distance_of_best = INFINITY;
    std::size_t degree_of_best = 0;
    for (std::size_t const degree : degrees(axes)) {
        result now = solved_in(problem, true, space, chebyshev{degree}, with);
        if (!before && !now.determined)
            throw std::runtime_error(
                fmt::format("solve: {} is one of many: the equations and conditions leave it open; a condition is "
                            "missing, as mean({}) == 0 "
                            "or an initial value",
                            name, name));
        auto const reached = now.solution().unknowns(at);
        if (before) {
            double const here = distance(values, reached);
            if (here < distance_of_best) best = now, distance_of_best = here, degree_of_best = degree;
            if (here <= enough) break;
        }
        values = reached;
        before = std::move(now);
    }
    if (distance_of_best > least)
        throw std::runtime_error(
            fmt::format("solve: {} by polynomials still changes by {:.2g} of its size at degree {}: it is not smooth, "
                        "or oscillates faster "
                        "than they resolve; name a space, as in solve(p, domain, mlp({{40, 40}}), points(1000))",
                        name, distance_of_best, degrees(axes).back()));
    remainder const left = remainder_of(*best);
    if (left.of_equations > most_of_equation || left.of_conditions > least)
        throw std::runtime_error(
            fmt::format("solve: {} by polynomials of degree {}: {}; there may be no solution, or it has features that "
                        "polynomials do not "
                        "resolve; name a space, as in solve(p, domain, mlp({{40, 40}}), points(1000))",
                        name, degree_of_best, told(left)));
    notice(
        fmt::format("solve: {} by chebyshev{{{}}}, {} unknowns; it differs from a lower degree by {:.1e} of its size{}",
                    name, degree_of_best, best->theta.size(), distance_of_best,
                    distance_of_best > 1e-6 || left.of_equations > 1e-6 ? " and " + told(left) : ""));
    return std::move(*best);
}

void say_trained(fit const& of) {
    notice(fmt::format("solve: a network of {} parameters by levenberg_marquardt, loss {:.2g} after {} iterations ({})",
                       of.theta.size(), of.loss, of.history.empty() ? 0 : of.history.back().iteration,
                       of.stopped_because));
}

}  // namespace lamina::solving
