#include <lamina/discretise/prepare.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

#include <lamina/discretise/hidden_jets.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/sample/declared.hpp>

namespace lamina {

namespace {

/// The channels of `rows` functions, whose derivatives `derivative` gives at the points, shape (rows, N), weights as
/// tabulated: shape (rows, channels, N)
template <class Derivative>
xt::xtensor<double, 3> channels_of(std::size_t rows, graph::term_plan const& plan, std::span<double const> points,
                                   point_frame const& frame, prepared_term const& ready, Derivative const& derivative) {
    std::size_t const count = ready.points, channels = static_cast<std::size_t>(plan.channel_count);
    xt::xtensor<double, 3> out({rows, channels, count}, 0.0);
    std::vector<double> where;
    for (std::size_t p = 0; p < count; ++p)
        where.insert(where.end(), points.begin() + static_cast<std::ptrdiff_t>(p * frame.size()),
                     points.begin() + static_cast<std::ptrdiff_t>(p * frame.size() + frame.axes()));
    for (std::size_t c = 0; c < channels; ++c) {
        graph::planned_channel const& channel = plan.channel[c];
        for (int k = 0; k < channel.size; ++k) {
            auto const& part = channel.part[static_cast<std::size_t>(k)];
            std::array<int, max_axes> times{};
            bool along_axes = true;
            for (int j = 0; j < part.alpha.order; ++j) {
                auto const direction = static_cast<std::size_t>(part.alpha.direction[static_cast<std::size_t>(j)]);
                ++times[direction];
                along_axes = along_axes && direction < frame.axes();
            }
            if (!along_axes) continue;  // 0 along what the functions do not depend on
            xt::xtensor<double, 2> const values = derivative(where, times);
            std::span<double const> weights;
            if (part.weight >= 0) weights = row_of(ready.weights, static_cast<std::size_t>(part.weight));
            for (std::size_t f = 0; f < rows; ++f) {
                double const* const value = row_of(values, f).data();
                double* const to = out.data() + (f * channels + c) * count;
                for (std::size_t p = 0; p < count; ++p)
                    to[p] += part.multiplicity * (weights.empty() ? 1.0 : weights[p]) * value[p];
            }
        }
    }
    return out;
}

}  // namespace

graph::id_list network_inputs::nodes(graph::arena& g, unknown_table const& unknowns) const {
    graph::id_list out;
    if (expressions.empty())
        for (int i = 0; i < unknowns.axes(); ++i) out.push(graph::axis(g, unknowns, i));
    for (lowered_expression const& input : expressions) {
        auto const from = std::make_unique<graph::arena>(input.arena());
        graph::node_id const id = graph::transfer(*from, g, input.literals)(input.root);
        int const size = g[id].form.is_scalar() ? 1 : g[id].form.rows;
        for (int i = 0; i < size; ++i) out.push(graph::component(g, id, i));
    }
    return out;
}

prepared_term prepare_coefficients(graph::arena& g, graph::id_list const& residuals, graph::term_plan const& plan,
                                   unknown_table const& unknowns, std::span<double const> points,
                                   point_frame const& frame, bindings const& known) {
    for (int i = 0; i < residuals.size; ++i) check_declared(g, residuals[i], points, frame, {}, known);
    prepared_term out;
    out.points = points.size() / frame.size();
    auto at_points = [&](graph::id_list const& roots) {
        return tabulate(g, std::span(roots.at, static_cast<std::size_t>(roots.size)), points, frame, known);
    };
    out.weights = at_points(plan.weights);
    out.tables = at_points(plan.tables);
    std::vector<double> const anywhere(frame.size(), 0.0);
    auto const constants = tabulate(g, std::span(plan.constants.at, static_cast<std::size_t>(plan.constants.size)),
                                    anywhere, frame, known);
    out.constants.assign(constants.begin(), constants.end());
    out.reading = std::make_shared<term_reading>(g, plan, unknowns, points, frame, known);
    return out;
}

xt::xtensor<double, 3> jets_in_space(network_inputs const& inputs, std::span<double const> coefficients,
                                     std::span<double const> constants, graph::term_plan const& plan,
                                     std::span<double const> points, point_frame const& frame,
                                     prepared_term const& ready) {
    auto const derivative = [&](std::span<double const> where, std::array<int, max_axes> const& times) {
        auto out = inputs.space->combined(coefficients, where, times);
        for (std::size_t f = 0; f < constants.size() && times == std::array<int, max_axes>{}; ++f)
            for (double& v : row_of(out, f)) v += constants[f];
        if (inputs.given) out += inputs.given->derivative(where, times);
        return out;
    };
    return channels_of(constants.size(), plan, points, frame, ready, derivative);
}

prepared_term prepare(graph::arena& g, graph::id_list const& residuals, graph::term_plan const& plan,
                      unknown_table const& unknowns, std::span<double const> points, point_frame const& frame,
                      bindings const& known, network_inputs const& inputs) {
    prepared_term out = prepare_coefficients(g, residuals, plan, unknowns, points, frame, known);
    auto const jets_of = [&](trial_space const& functions) {
        return channels_of(functions.size(), plan, points, frame, out,
                           [&](std::span<double const> where, std::array<int, max_axes> const& times) {
                               return functions.derivative(where, times);
                           });
    };
    if (inputs.given) out.given = jets_of(*inputs.given);
    if (inputs.space) {
        out.inputs = inputs.space->size();
        expect_memory("collocate: " + std::to_string(plan.channel_count) + " channels of " +
                          std::to_string(out.inputs) + " functions at " + std::to_string(out.points) + " points",
                      {static_cast<double>(out.inputs), static_cast<double>(plan.channel_count),
                       static_cast<double>(out.points)});
        out.jets = jets_of(*inputs.space);
        return out;
    }

    // The jets of the inputs: each channel applied to each input, symbolically.
    auto at_points = [&](graph::id_list const& roots) {
        return tabulate(g, std::span(roots.at, static_cast<std::size_t>(roots.size)), points, frame, known);
    };
    graph::id_list const features = inputs.nodes(g, unknowns);
    for (int f = 0; f < features.size; ++f)
        if (graph::planning::varies(g, features[f]))
            throw std::invalid_argument("features: number " + std::to_string(f) +
                                        " contains a trained parameter, expected functions of position and time only");
    out.inputs = static_cast<std::size_t>(features.size);
    out.jets.resize({out.inputs, static_cast<std::size_t>(plan.channel_count), out.points});
    double* jet = out.jets.data();
    for (int f = 0; f < features.size; ++f)
        for (int c = 0; c < plan.channel_count; ++c) {
            graph::planned_channel const& channel = plan.channel[static_cast<std::size_t>(c)];
            graph::id_list terms;
            for (int k = 0; k < channel.size; ++k) {
                auto const& part = channel.part[static_cast<std::size_t>(k)];
                graph::node_id derivative = graph::scalarize(g, features[f]);
                for (int j = 0; j < part.alpha.order; ++j)
                    derivative = graph::derivative(
                        g, derivative, graph::axis(g, unknowns, part.alpha.direction[static_cast<std::size_t>(j)]));
                if (part.weight >= 0) derivative = graph::product(g, plan.weights[part.weight], derivative);
                terms.push(graph::product(g, graph::number(g, part.multiplicity), derivative));
            }
            jet = std::ranges::copy(at_points(graph::ids(graph::sum(g, terms))), jet).out;
        }
    if (inputs.hidden.empty()) return out;
    std::vector<xt::xtensor<double, 3>> of_layers;
    std::size_t functions = 0;
    for (auto const& layers : inputs.hidden) {
        of_layers.push_back(lamina::jets_of(*layers, jet_rule(plan.channels()), out));
        functions += layers->functions();
    }
    if (of_layers.size() == 1) {
        out.jets = std::move(of_layers.front());
    } else {
        out.jets.resize({functions, static_cast<std::size_t>(plan.channel_count), out.points});
        double* to = out.jets.data();
        for (auto const& jets : of_layers) to = std::ranges::copy(jets, to).out;
    }
    out.inputs = functions;
    return out;
}

prepared_term prepare(lowered_residuals const& of, std::span<double const> points, point_frame const& frame,
                      bindings const& known, network_inputs const& inputs) {
    graph::arena g = of.arena();
    return prepare(g, *of.residuals, *of.plan, *of.unknowns, points, frame, known, inputs);
}

}  // namespace lamina
