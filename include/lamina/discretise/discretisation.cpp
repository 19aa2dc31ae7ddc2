#include <lamina/discretise/discretisation.hpp>

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/interpret/values.hpp>
#include <lamina/rows/chosen_variables.hpp>

namespace lamina {

namespace {

/// Values (variables, N), (tables, N), (constants,) at the points of a plan, as leaves of its nodes
class plan_leaves {
public:
    plan_leaves(graph::arena const& g, std::span<double const> jets, std::span<double const> trained,
                prepared_term const& ready)
        : g_(g), jets_(jets), trained_(trained), ready_(ready) {}

    interpret::leaf<double> operator()(int id) const {
        auto const a = static_cast<std::size_t>(g_[id].a);
        std::size_t const count = jets_.size() / ready_.points;
        switch (g_[id].kind) {
            case graph::op::constant: return ready_.constants[a];
            case graph::op::table: return row(ready_.tables, a);
            case graph::op::channel:
                if (a >= count) return trained_[a - count];
                return row(jets_, a);
            default: throw std::logic_error("lamina: a plan with a leaf of its own");
        }
    }

private:
    graph::arena const& g_;
    std::span<double const> jets_, trained_;
    prepared_term const& ready_;

    [[nodiscard]] interpret::leaf<double> row(std::span<double const> rows, std::size_t k) const {
        return [at = rows.data() + k * ready_.points](interpret::block where, double const* const*, double* out) {
            std::copy_n(at + where.first, where.count, out);
        };
    }
};

}  // namespace

discretisation::discretisation(unknown_table const& unknowns, std::unique_ptr<collocated_system<double>> system,
                               bindings known, network_inputs inputs)
    : unknowns_(&unknowns), system_(std::move(system)), known_(std::move(known)), inputs_(std::move(inputs)) {}

discretisation::discretisation(discretisation&&) noexcept = default;
discretisation::~discretisation() = default;

std::vector<double> discretisation::start(std::vector<double> network) const {
    if (network.size() != layout().parameters())
        throw std::invalid_argument(fmt::format("start: {} parameters, expected the {} of the network", network.size(),
                                                layout().parameters()));
    for (int j = 0; j < unknowns_->trained_count; ++j) {
        std::string const name(unknowns_->trained[static_cast<std::size_t>(j)]);
        auto const found = known_.parameters.find(name);
        if (found == known_.parameters.end())
            throw std::invalid_argument(
                fmt::format("trained parameter {} has no value to start from: pass {} = value", name, name));
        network.push_back(found->second);
    }
    return network;
}

double discretisation::found(std::span<double const> theta, int j) const {
    if (theta.size() != parameters())
        throw std::invalid_argument(fmt::format("found: theta has {} numbers, expected the {} parameters of the model",
                                                theta.size(), parameters()));
    return theta[layout().parameters() + static_cast<std::size_t>(j)];
}

std::vector<double> discretisation::values(lowered_residuals const& of, std::span<double const> theta,
                                           points_view points) const {
    std::span<double const> const where = points.of(static_cast<std::size_t>(unknowns_->axes()), "value");
    if (where.empty()) throw std::invalid_argument("value: there are no points, expected at least one");
    graph::term_plan const& plan = *of.plan;
    graph::arena g = of.arena();
    point_frame const frame{unknowns_->dimension, unknowns_->time};
    prepared_term const ready = prepare(g, *of.residuals, plan, *unknowns_, where, frame, known_, inputs_);

    std::vector<std::size_t> jets(static_cast<std::size_t>(plan.unknowns * plan.channel_count));
    std::iota(jets.begin(), jets.end(), std::size_t{0});
    auto const [functions, constants] = choose_variables(plan, jets);
    std::vector<std::unique_ptr<residual_part<double>>> parts;
    parts.push_back(std::make_unique<residual_part<double>>(
        functions, std::vector<std::string>(jets.size(), "value"),
        point_data{ready.points, ready.inputs, ready.jets, ready.weights}, constants));
    collocated_system<double> at(system_->layout(), std::move(parts));
    std::vector<double> of_jets(at.rows());
    at.residual(theta, of_jets);

    auto const trained = theta.subspan(layout().parameters());
    auto out = interpret::values<double>(g, {g, plan.residuals}, ready.points, plan_leaves(g, of_jets, trained, ready));
    for (std::size_t k = 0; k < out.size(); ++k) {
        if (std::isfinite(out[k])) continue;
        std::size_t const point = k % ready.points;
        std::vector<double> u;
        for (std::size_t c = 0; c < jets.size(); ++c) u.push_back(of_jets[c * ready.points + point]);
        u.insert(u.end(), trained.begin(), trained.end());
        throw std::invalid_argument("in value: " + ready.reading->why_value(k / ready.points, point, u));
    }
    return out;
}

}  // namespace lamina
