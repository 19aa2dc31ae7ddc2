#include <lamina/train/chosen_space.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/discretise/assemble.hpp>
#include <lamina/discretise/solved.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/train/gauss_newton.hpp>

namespace lamina::solving {

namespace {

constexpr double enough = 1e-10, least = 1e-3;

/// Degrees that are tried, over one and over two axes
std::vector<std::size_t> degrees(std::size_t axes) {
    if (axes == 1) return {8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};
    return {6, 8, 12, 16, 20, 24, 32, 40};
}

/// All unknowns at points, shape (unknowns, N)
std::vector<double> values_of(result const& of, std::vector<double> const& points, std::size_t axes) {
    solved const u(of.at, of.theta);
    std::vector<double> out;
    std::vector<int> const times(axes, 0);
    for (int k = 0; k < of.at->unknowns().size; ++k) {
        auto const one = u.derivative(k, points_view(points, axes), times);
        out.insert(out.end(), one.begin(), one.end());
    }
    return out;
}

/// The largest difference, relative to the largest value
double distance(std::vector<double> const& a, std::vector<double> const& b) {
    double most = 0, size = 0;
    for (std::size_t k = 0; k < a.size(); ++k)
        most = std::max(most, std::abs(a[k] - b[k])), size = std::max(size, std::abs(b[k]));
    return size > 0 ? most / size : most;
}

}  // namespace

result in_space(generated_problem const& problem, box const& space, chebyshev const& polynomials,
                collocation::arguments with) {
    unknown_table const& unknowns = *problem.problem.unknowns;
    box const domain = collocation::domain_of(unknowns, space, with);
    with.inputs.space = polynomials.on(domain);
    std::size_t most = 0;
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i < domain.dimension(); ++i) {
        counts.push_back(2 * polynomials.degrees[std::min(i, polynomials.degrees.size() - 1)]);
        most = std::max(most, counts.back());
    }
    if (!with.gives("points")) with.points = chebyshev_points(counts);
    if (!with.gives("side_points")) with.sides = {.count = most + 8, .clustered = true};
    auto const layout = [&](std::size_t inputs) {
        return network_layout(mlp({}, activation::sin).layout(inputs, static_cast<std::size_t>(unknowns.size)));
    };
    auto at = std::make_shared<discretisation>(collocation::assemble(problem, domain, layout, std::move(with)));
    auto theta = lamina::solve(at->system()).theta;
    return {std::move(at), std::move(theta)};
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
        result now = in_space(problem, space, chebyshev{degree}, with);
        auto const reached = values_of(now, at, axes);
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
    notice(
        fmt::format("solve: {} by chebyshev{{{}}}, {} unknowns; it differs from a lower degree by {:.1e} of its size",
                    name, degree_of_best, best->theta.size(), distance_of_best));
    return std::move(*best);
}

void say_trained(fit const& of) {
    notice(fmt::format("solve: a network of {} parameters by levenberg_marquardt, loss {:.2g} after {} iterations ({})",
                       of.theta.size(), of.loss, of.history.empty() ? 0 : of.history.back().iteration,
                       of.stopped_because));
}

}  // namespace lamina::solving
