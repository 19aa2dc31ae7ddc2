#include <lamina/discretise/hidden_jets.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/parallel/memory_limit.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/jet_passes.hpp>
#include <lamina/passes/point_set.hpp>

namespace lamina {

xt::xtensor<double, 3> jets_of(hidden_layers const& layers, jet_rule const& rule, prepared_term const& term) {
    if (layers.layout.inputs() != term.inputs)
        throw std::invalid_argument(
            fmt::format("frozen: the layers read {} inputs, there are {}", layers.layout.inputs(), term.inputs));
    network_layout const layout(layers.layout);
    jet_passes<double> const passes(rule);
    panel_shape const shape = passes.shape();
    point_set<double> const set({term.points, term.inputs, term.jets, term.weights, {}, {}}, shape, rule.weights(), 0,
                                combination::each);
    std::size_t const count = term.points, channels = rule.channels(), functions = layers.functions();
    expect_memory(fmt::format("frozen: {} channels of {} functions at {} points", channels, functions, count),
                  {static_cast<double>(functions), static_cast<double>(channels), static_cast<double>(count)});
    auto jets = xt::xtensor<double, 3>::from_shape({functions, channels, count});
    std::size_t const before = layers.layout.layers()[layers.layout.hidden_layers() - 1].units_before;
    std::vector<jet_workspace<double>> work(default_pool().size());
    for (auto& w : work) w.reserve(layout, shape.row(), 0, 1);
    default_pool().run(set.panels(), [&](std::size_t panel, std::size_t thread) {
        point_block<double> const block{set, panel, 1};
        passes.forward(layout, layers.theta.data(), block, work[thread]);
        double const* const last = work[thread].saved.data() + before * shape.row();
        for (std::size_t f = 0; f < functions; ++f)
            for (std::size_t group = 0; group < shape.groups; ++group) {
                std::size_t const first = set.first_point(panel, group), valid = set.valid_lanes(panel, group);
                for (std::size_t c = 0; c < channels; ++c) {
                    double const* const from = last + f * shape.row() + (group * channels + c) * shape.lanes;
                    std::copy_n(from, valid, jets.data() + (f * channels + c) * count + first);
                }
            }
    });
    return jets;
}

}  // namespace lamina
