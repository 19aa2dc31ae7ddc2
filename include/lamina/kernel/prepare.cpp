#include <lamina/kernel/prepare.hpp>

#include <lamina/sample/declared.hpp>

namespace lamina {

namespace {

/// The channels of every function of a trial space: derivatives by the space, weights as tabulated.
void trial_jets(trial_space const& space, graph::term_plan const& plan, std::span<double const> points,
                prepared_term& out) {
    std::size_t const count = out.points, channels = static_cast<std::size_t>(plan.channel_count);
    out.jets.assign(space.size() * channels * count, 0.0);
    for (std::size_t c = 0; c < channels; ++c) {
        graph::planned_channel const& channel = plan.channel[c];
        for (int k = 0; k < channel.size; ++k) {
            auto const& part = channel.part[static_cast<std::size_t>(k)];
            std::array<int, 3> times{};
            for (int j = 0; j < part.alpha.order; ++j)
                ++times[static_cast<std::size_t>(part.alpha.direction[static_cast<std::size_t>(j)])];
            std::vector<double> const values = space.derivative(points, times);
            for (std::size_t f = 0; f < space.size(); ++f)
                for (std::size_t p = 0; p < count; ++p) {
                    double const weight =
                        part.weight < 0 ? 1.0 : out.weights[static_cast<std::size_t>(part.weight) * count + p];
                    out.jets[(f * channels + c) * count + p] += part.multiplicity * weight * values[f * count + p];
                }
        }
    }
}

}  // namespace

prepared_term prepare(graph::arena& g, int residual, std::span<double const> points, bindings const& known,
                      network_inputs const& inputs) {
    graph::term_plan const plan = graph::plan_term(g, residual);
    int const d = plan.dimension;
    check_declared(g, residual, points, d, {}, known);
    prepared_term out;
    out.points = points.size() / static_cast<std::size_t>(d);
    auto at_points = [&](graph::id_list const& roots) {
        return tabulate(g, std::span(roots.at.data(), static_cast<std::size_t>(roots.size)), points, d, known);
    };
    out.weights = at_points(plan.weights);
    out.tables = at_points(plan.tables);
    std::vector<double> const anywhere(static_cast<std::size_t>(d), 0.0);
    out.constants = tabulate(
        g, std::span(plan.constants.at.data(), static_cast<std::size_t>(plan.constants.size)), anywhere, d, known);

    if (inputs.space) {
        out.inputs = inputs.space->size();
        trial_jets(*inputs.space, plan, points, out);
        return out;
    }

    // The jets of the inputs: each channel applied to each input, symbolically.
    graph::id_list features = inputs.expressions ? inputs.expressions(g) : graph::id_list{};
    int space = -1;
    for (int id = 0; id < g.size && space < 0; ++id)
        if (g[id].kind == graph::op::coordinate || g[id].kind == graph::op::position) space = g[id].name;
    auto x = [&](int i) { return graph::coordinate(g, space, i, d); };
    if (!inputs.expressions)
        for (int i = 0; i < d; ++i) features.push(x(i));
    out.inputs = static_cast<std::size_t>(features.size);
    for (int f = 0; f < features.size; ++f)
        for (int c = 0; c < plan.channel_count; ++c) {
            graph::planned_channel const& channel = plan.channel[static_cast<std::size_t>(c)];
            graph::id_list terms;
            for (int k = 0; k < channel.size; ++k) {
                auto const& part = channel.part[static_cast<std::size_t>(k)];
                int derivative = graph::scalarize(g, features[f]);
                for (int j = 0; j < part.alpha.order; ++j)
                    derivative = graph::derivative(g, derivative, x(part.alpha.direction[static_cast<std::size_t>(j)]));
                if (part.weight >= 0) derivative = graph::product(g, plan.weights[part.weight], derivative);
                terms.push(graph::product(g, graph::number(g, part.multiplicity), derivative));
            }
            graph::id_list one;
            one.push(graph::sum(g, terms));
            std::vector<double> const values = at_points(one);
            out.jets.insert(out.jets.end(), values.begin(), values.end());
        }
    return out;
}

}  // namespace lamina
