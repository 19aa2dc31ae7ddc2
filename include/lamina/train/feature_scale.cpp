#include <lamina/train/feature_scale.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/discretise/assemble.hpp>
#include <lamina/tangent_kernel/equation_scales.hpp>

namespace lamina::solving {

namespace {

constexpr std::size_t fewest_features = 250, most_features = 1000, steps = 8, points_looked_at = 1000;

/// About the width of the spectrum of a solution: less than the highest wave that the problem has, and a wave or so
/// where it has none
std::vector<double> first_guess(problem_in_space const& of) {
    lowered_problem const& problem = of.problem.problem;
    equation_scales waves(*problem.unknowns, of.domain, of.with.known, of.with.inputs);
    auto const add = [&](lowered_residuals const& residuals) {
        graph::arena g = residuals.arena();
        for (graph::node_id const residual : *residuals.residuals) waves.add(g, residual);
    };
    add(problem.equations);
    std::vector<double> out;
    for (std::size_t i = 0; i < of.domain.dimension(); ++i)
        out.push_back(std::max(0.6 * waves.waves(i).highest, 2.5 / of.domain.length(i)));
    return out;
}

/// What random features of a scale leave of a problem
class trial {
public:
    trial(problem_in_space const& of, std::function<mlp_layout(std::size_t)> const& layout)
        : of_(of), layout_(layout) {}

    std::size_t functions = fewest_features, inputs_a_unit = 0;

    double operator()(std::vector<double> const& scale) const {
        auto const layers = [&](std::size_t) { return layout_(functions); };
        try {
            auto const space = space_of(layers, options(scale), of_.domain);
            auto const found = solved_in(of_, space, {.most = steps, .thorough = false});
            remainder const left = remainder_of(found, points_looked_at);
            return std::max(left.of_equations, left.of_conditions);
        } catch (std::runtime_error const&) {  // a nonlinear equation left what it is defined for
            return INFINITY;
        }
    }

    [[nodiscard]] frozen_options options(std::vector<double> const& scale) const {
        return {.scale = scale, .inputs_a_unit = inputs_a_unit, .seed = of_.seed};
    }

private:
    problem_in_space const& of_;
    std::function<mlp_layout(std::size_t)> const& layout_;
};

/// Goes along `axes` by a factor while it leaves less
void go(std::vector<double>& scale, double& left, std::vector<std::size_t> const& axes, double factor,
        trial const& leaves) {
    for (double const by : {factor, 1 / factor}) {
        bool moved = false;
        for (int step = 0; step < 6; ++step) {
            std::vector<double> next = scale;
            for (std::size_t const i : axes) next[i] *= by;
            double const now = leaves(next);
            if (!(now < left)) break;
            scale = next, left = now, moved = true;
        }
        if (moved) return;
    }
}

}  // namespace

frozen_options found_scale(problem_in_space const& given,
                           std::function<mlp_layout(std::size_t functions)> const& layout) {
    collocation::arguments with;  // not the points, nor the weights, that are given for another space
    with.known = given.with.known, with.inputs = given.with.inputs;
    problem_in_space const of{given.problem, given.linear, given.domain, with, given.seed};
    trial leaves(of, layout);
    std::vector<double> scale = first_guess(of);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < scale.size(); ++i) all.push_back(i);
    double left = leaves(scale);
    if (all.size() > 2)
        for (std::size_t const few : {1, 2}) {
            trial sparse = leaves;
            sparse.inputs_a_unit = few;
            double const now = sparse(scale);
            if (now < left) left = now, leaves.inputs_a_unit = few;
        }
    for (;;) {
        for (double const factor : {2.0, std::numbers::sqrt2}) {
            go(scale, left, all, factor, leaves);
            for (std::size_t i = 0; all.size() > 1 && i < all.size(); ++i) go(scale, left, {i}, factor, leaves);
        }
        if (left < 0.1 || 2 * leaves.functions > most_features) break;
        leaves.functions *= 2;
        double const by_more = leaves(scale);
        if (by_more > left / 2) break;  // other scales of so many would not do either
        left = by_more;
    }
    return leaves.options(scale);
}

std::function<mlp_layout(std::size_t)> one_layer_of(mlp_layout const& network) {
    return [inputs = network.inputs(), activation = network.activation()](std::size_t functions) {
        return mlp_layout(inputs, std::vector{functions}, 1).activated_by(activation);
    };
}

std::string told(frozen_options const& of) {
    std::vector<std::string> each;
    for (double const s : of.scale) each.push_back(fmt::format("{:.3g}", s));
    std::string const out = fmt::format("{}", fmt::join(each, ", "));
    std::size_t const few = of.inputs_a_unit;
    return few == 0 ? out : fmt::format("{}, each of {} variable{}", out, few, few == 1 ? "" : "s");
}

}  // namespace lamina::solving
