#include <lamina/tangent_kernel/equation_scales.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

constexpr std::size_t samples = 8192;

/// Where the lines lie across the other axes, as fractions of the sides: not in the middle, where odd functions vanish
constexpr std::array<double, 3> across{0.419, 0.137, 0.781};

}  // namespace

equation_scales::equation_scales(unknown_table const& unknowns, box const& domain, bindings const& known,
                                 network_inputs const& inputs)
    : unknowns_(&unknowns), domain_(&domain), known_(&known), inputs_(&inputs),
      frame_{unknowns.dimension, unknowns.time}, waves_(frame_.axes()) {}

point_list equation_scales::line(std::size_t axis, std::size_t number) const {
    point_list out(samples, frame_.axes());
    for (std::size_t p = 0; p < samples; ++p)
        for (std::size_t i = 0; i < frame_.axes(); ++i) {
            double const at = i == axis ? (static_cast<double>(p) + 0.5) / static_cast<double>(samples)
                                        : across[(number + i) % across.size()];
            out(p, i) = domain_->lower(i) + at * domain_->length(i);
        }
    return out;
}

void equation_scales::add(graph::arena& g, graph::node_id residual) {
    graph::term_plan const plan = graph::plan_term(g, residual, *unknowns_);
    for (std::size_t axis = 0; axis < frame_.axes(); ++axis)
        for (std::size_t number = 0; number < lines(); ++number) {
            point_list const points = line(axis, number);
            for (graph::id_list const* roots : {&plan.tables, &plan.weights}) {
                auto const count = static_cast<std::size_t>(roots->size);
                auto const values = tabulate(g, std::span(roots->at, count), points, frame_, *known_);
                for (std::size_t k = 0; k < count; ++k)
                    waves_[axis] = united(waves_[axis], waves_of(row_of(values, k), domain_->length(axis)));
            }
        }
}

std::string equation_scales::name(std::size_t axis) const {
    if (axis == static_cast<std::size_t>(unknowns_->dimension)) return "t";
    std::string const position(unknowns_->position);
    return unknowns_->dimension == 1 ? position : fmt::format("{}[{}]", position, axis);
}

std::string equation_scales::argument(std::size_t axis) const {
    double const carrier = waves_[axis].carrier;
    if (carrier == 0) return "";
    // a wave number is known up to the spacing of the lines
    double const spacing = 2 * std::numbers::pi / domain_->length(axis);
    for (auto const& [parameter, value] : known_->parameters) {
        if (!(value > 0)) continue;
        if (std::abs(carrier - 1 / value) <= spacing) return name(axis) + " / " + parameter;
        if (std::abs(carrier - 2 * std::numbers::pi / value) <= spacing)
            return "2 * pi * " + name(axis) + " / " + parameter;
    }
    return fmt::format("{:.4g} * {}", carrier, name(axis));
}

double equation_scales::first_layer(std::size_t axis, network_layout const& layout,
                                    std::span<double const> theta) const {
    graph::arena g;
    graph::id_list const inputs = inputs_->nodes(g, *unknowns_);
    std::vector<graph::node_id> roots;
    for (int k = 0; k < inputs.size; ++k) roots.push_back(graph::scalarize(g, inputs[k]));
    double const spacing = domain_->length(axis) / static_cast<double>(samples);
    double most = 0;
    for (std::size_t number = 0; number < lines(); ++number) {
        auto const h = tabulate(g, roots, line(axis, number), frame_, *known_);
        for (mlp_layout const& network : layout.networks()) {
            if (network.hidden_layers() == 0) continue;
            for (dense_layer const& layer : network.input_layers())
                for (std::size_t u = 0; u < layer.outputs; ++u)
                    for (std::size_t p = 0; p + 1 < samples; ++p) {
                        double difference = 0;
                        for (std::size_t k = 0; k < layer.inputs; ++k)
                            difference += theta[layer.weights + u * layer.inputs + k] * (h(k, p + 1) - h(k, p));
                        most = std::max(most, std::abs(difference) / spacing);
                    }
        }
    }
    return most;
}

std::vector<axis_scale> equation_scales::scales(network_layout const& layout, std::span<double const> theta) const {
    double widest = 0;  // bound on a weight of a first layer as `glorot` draws it
    for (mlp_layout const& network : layout.networks()) {
        dense_layer const& layer = network.layers().front();
        widest = std::max(widest, std::sqrt(6.0 / static_cast<double>(layer.inputs + layer.outputs)));
    }
    std::string const inputs = std::string(unknowns_->position) + (unknowns_->time ? ", t" : "");
    std::vector<axis_scale> out;
    for (std::size_t i = 0; i < frame_.axes(); ++i) {
        double const length = domain_->length(i), carrier = waves_[i].carrier;
        double const points = std::ceil(waves_[i].highest * length / std::numbers::pi - 1e-9);
        out.push_back({name(i), inputs, length, waves_[i], static_cast<std::size_t>(std::max(points, 1.0)), argument(i),
                       first_layer(i, layout, theta), std::max(carrier / widest, 1.0)});
    }
    return out;
}

}  // namespace lamina
