#include <lamina/train/in_network.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <lamina/network/initialize.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/tangent_kernel/iteration_cost.hpp>
#include <lamina/train/even_rows.hpp>
#include <lamina/train/feature_scale.hpp>
#include <lamina/train/freedom.hpp>
#include <lamina/train/levenberg_marquardt.hpp>

namespace lamina::solving {

namespace {

constexpr double fewest_iterations = 300, most_iterations = 2500;
constexpr double most_flops = 3.6e12;         // a minute at 60 GFLOP/s

/// Small networks go on for long: the loss still falls, and an iteration costs little.
std::size_t iterations_of(collocated_system<double> const& system) {
    double const affordable = most_flops / cost_of(system).levenberg_marquardt;
    return static_cast<std::size_t>(std::clamp(affordable, fewest_iterations, most_iterations));
}

}  // namespace

std::vector<double> network_start(problem_in_space const& of, network_layout const& layout) {
    mlp_layout const& network = layout.networks().front();
    bool const plain = layout.networks().size() == 1 && network.encoders().empty() && network.hidden_layers() > 0;
    if (!plain || !of.with.inputs.expressions.empty()) return glorot(layout, of.seed);
    frozen_options const found = found_scale(of, one_layer_of(network));
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < of.domain.dimension(); ++i)
        lower.push_back(of.domain.lower(i)), upper.push_back(of.domain.upper(i));
    auto theta = drawn_layers(network, found, lower, upper).theta;
    std::fill(theta.begin() + static_cast<std::ptrdiff_t>(network.last_layer_begin()), theta.end(), 0.0);
    return theta;
}

result trained_in(problem_in_space const& given, collocation::layout_for const& layout) {
    collocation::arguments with = given.with;
    with.seed.reset();
    problem_in_space const of{given.problem, given.linear, given.domain, with, given.with.seed.value_or(1)};
    auto at = std::make_shared<discretisation>(collocation::assemble(of.problem, of.domain, layout, of.with));
    auto const start = at->start(network_start(of, at->layout()));
    if (!with.gives("lambda") && !with.gives("equation_weights")) even_rows(at->system(), start);
    fit const found = train(at->system(), start, levenberg_marquardt(),
                            {.iterations = iterations_of(at->collocated()), .loss = 1e-28});
    notice(fmt::format("solve: a network of {} parameters by levenberg_marquardt, loss {:.2g} after {} iterations ({})",
                       found.theta.size(), found.loss, found.history.empty() ? 0 : found.history.back().iteration,
                       found.stopped_because));
    return {std::move(at), found.theta};
}

solved in_network(problem_in_space const& of, collocation::layout_for const& layout) {
    result out = trained_in(of, layout);
    evidence judgement = judged({.space = "a trained network", .left = remainder_of(out)});
    if (is_one_of_many(freedom(out), judgement.left)) {
        notice("solve: other networks nearby leave as little: a condition may be missing, or the points are too few");
        judgement.alarm = true;
    }
    return {std::move(out.at), std::move(out.theta), std::move(judgement)};
}

}  // namespace lamina::solving
