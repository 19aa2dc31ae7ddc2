#include <lamina/discretise/discretisation.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <xtensor/xbuilder.hpp>

#include <lamina/discretise/jets_as_rows.hpp>
#include <lamina/interpret/values.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/sample/place_points.hpp>

namespace lamina {

namespace {

/// Functions of a trial space stand for all points of a block at once.
constexpr std::size_t points_of_block = 1 << 9;

/// Values (variables, N), (tables, N), (constants,) at the points of a plan, as leaves of its nodes
class plan_leaves {
public:
    plan_leaves(graph::arena const& g, std::span<double const> jets, std::span<double const> trained,
                prepared_term const& ready)
        : g_(g), jets_(jets), trained_(trained), ready_(ready) {}

    interpret::leaf<double> operator()(graph::node_id id) const {
        auto const a = static_cast<std::size_t>(g_[id].a);
        std::size_t const count = jets_.size() / ready_.points;
        switch (g_[id].kind) {
            case graph::op::constant:
                return ready_.constants[a];
            case graph::op::table:
                return row(ready_.tables, a);
            case graph::op::channel:
                if (a >= count) return trained_[a - count];
                return row(jets_, a);
            default:
                throw std::logic_error("lamina: a plan with a leaf of its own");
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

/// What output layers make of all their inputs, those that one does not read times 0: shape (outputs, inputs), and
/// constants, shape (outputs,)
std::pair<xt::xtensor<double, 2>, std::vector<double>> coefficients_of(network_layout const& layout,
                                                                       std::span<double const> theta) {
    xt::xtensor<double, 2> of_inputs({layout.outputs(), layout.inputs()}, 0.0);
    std::vector<double> constants;
    double* to = of_inputs.data();
    for (mlp_layout const& network : layout.networks()) {
        dense_layer const layer = network.layers().front();
        for (std::size_t k = 0; k < layer.outputs; ++k, to += layout.inputs())
            std::ranges::copy(theta.subspan(layer.weights + k * layer.inputs, layer.inputs),
                              to + network.first_input());
        auto const biases = theta.subspan(layer.biases, layer.outputs);
        constants.insert(constants.end(), biases.begin(), biases.end());
    }
    return {std::move(of_inputs), std::move(constants)};
}

}  // namespace

discretisation::discretisation(lowered_problem problem, box domain, std::unique_ptr<collocated_system<double>> system,
                               bindings known, network_inputs inputs)
    : problem_(std::move(problem)),
      domain_(std::move(domain)),
      system_(std::move(system)),
      rows_(system_.get()),
      known_(std::move(known)),
      inputs_(std::move(inputs)) {}

discretisation::discretisation(discretisation&&) noexcept = default;
discretisation::~discretisation() = default;

network_layout const& discretisation::layout() const { return system_->layout(); }
std::size_t discretisation::equation_blocks() const { return system_->part(0).blocks.size(); }

xt::xtensor<double, 2, xt::layout_type::column_major> discretisation::jacobian(std::span<double const> theta) {
    std::vector<double> r(system_->rows());
    xt::xtensor<double, 2, xt::layout_type::column_major> out(std::array<std::size_t, 2>{r.size(), parameters()});
    system_->jacobian(theta, r, std::span(out.data(), out.size()));
    return out;
}
xt::xtensor<double, 2> discretisation::gram(std::span<double const> theta) {
    xt::xtensor<double, 2> out(std::array<std::size_t, 2>{system_->rows(), system_->rows()});
    system_->gram(theta, std::span(out.data(), out.size()));
    return out;
}

discretisation discretisation::at(point_choice const& points) const {
    discretisation out = make_(points);
    auto const blocks = system_->blocks();
    for (std::size_t i = 0; i < blocks.size(); ++i) out.system_->set_lambda(i, blocks[i].lambda);
    return out;
}

std::vector<double> discretisation::start(std::vector<double> network) const {
    if (network.size() != layout().parameters())
        throw std::invalid_argument(
            fmt::format("start: {} parameters, expected the {} of the network", network.size(), layout().parameters()));
    for (int j = 0; j < unknowns().trained_count; ++j) {
        std::string const name(unknowns().trained[static_cast<std::size_t>(j)]);
        auto const found = known_.parameters.find(name);
        if (found == known_.parameters.end())
            throw std::invalid_argument(
                fmt::format("trained parameter {} has no value to start from: pass {} = value", name, name));
        network.push_back(found->second);
    }
    return network;
}

void discretisation::expect_parameters(std::span<double const> theta, char const* who) const {
    if (theta.size() != parameters())
        throw std::invalid_argument(fmt::format("{}: theta has {} numbers, expected the {} parameters of the model",
                                                who, theta.size(), parameters()));
}

double discretisation::found(std::span<double const> theta, int j) const {
    expect_parameters(theta, "found");
    return theta[layout().parameters() + static_cast<std::size_t>(j)];
}

xt::xtensor<double, 2> discretisation::values(lowered_residuals const& of, std::span<double const> theta,
                                           points_view points) const {
    graph::arena g = of.arena();
    point_frame const plain{unknowns().dimension, unknowns().time};
    return values(g, *of.residuals, *of.plan, theta, points, frame_of_condition(of, plain));
}

xt::xtensor<double, 2> discretisation::values(graph::arena& g, graph::id_list const& roots,
                                              graph::term_plan const& plan, std::span<double const> theta,
                                              points_view points) const {
    return values(g, roots, plan, theta, points, {unknowns().dimension, unknowns().time});
}

xt::xtensor<double, 2> discretisation::values(graph::arena& g, graph::id_list const& roots,
                                              graph::term_plan const& plan, std::span<double const> theta,
                                              points_view points, point_frame const& frame) const {
    expect_parameters(theta, "value");
    std::span<double const> const where = points.of(frame.size(), "value");
    if (where.empty()) throw std::invalid_argument("value: there are no points, expected at least one");
    std::size_t const count = where.size() / frame.size(), rows = static_cast<std::size_t>(roots.size);
    if (count <= points_of_block) return values_of_block(g, roots, plan, theta, where, frame);
    xt::xtensor<double, 2> out(std::array<std::size_t, 2>{rows, count});
    auto const fresh = std::make_unique<graph::arena>(g);  // evaluation adds nodes
    for (std::size_t first = 0; first < count; first += points_of_block) {
        std::size_t const size = std::min(points_of_block, count - first);
        g = *fresh;
        auto const part = values_of_block(g, roots, plan, theta,
                                          where.subspan(first * frame.size(), size * frame.size()), frame);
        for (std::size_t r = 0; r < rows; ++r) std::ranges::copy(row_of(part, r), row_of(out, r).data() + first);
    }
    return out;
}

xt::xtensor<double, 2> discretisation::unknown_rows(std::span<double const> theta, points_view points) const {
    graph::arena g;
    graph::id_list roots;
    for (int k = 0; k < unknowns().size; ++k) roots.push(graph::scalar_unknown(g, unknowns(), k));
    graph::term_plan const plan = graph::plan_term(g, roots, unknowns());
    point_frame const frame{unknowns().dimension, unknowns().time};
    auto const where = points.of(static_cast<std::size_t>(unknowns().axes()), "unknown_rows");
    prepared_term const ready = prepare(g, roots, plan, unknowns(), where, frame, known_, inputs_);
    collocated_system<double> at = jets_as_rows(layout(), plan, ready);
    std::vector<double> r(at.rows());
    xt::xtensor<double, 2> j(std::array<std::size_t, 2>{at.parameters(), at.rows()});
    at.jacobian(theta.first(at.parameters()), r, std::span(j.data(), j.size()));
    return j;
}

xt::xtensor<double, 2> discretisation::values_of_block(graph::arena& g, graph::id_list const& roots,
                                                       graph::term_plan const& plan, std::span<double const> theta,
                                                       std::span<double const> where,
                                                       point_frame const& frame) const {
    prepared_term const ready = inputs_.space ? prepare_coefficients(g, roots, plan, unknowns(), where, frame, known_)
                                              : prepare(g, roots, plan, unknowns(), where, frame, known_, inputs_);
    xt::xtensor<double, 3> of_jets;
    if (inputs_.space) {
        auto const [coefficients, constants] = coefficients_of(layout(), theta);
        of_jets = jets_in_space(inputs_, coefficients, constants, plan, where, frame, ready);
    } else {
        of_jets.resize(
            {static_cast<std::size_t>(plan.unknowns), static_cast<std::size_t>(plan.channel_count), ready.points});
        jets_as_rows(layout(), plan, ready).residual(theta, of_jets);
    }

    auto const trained = theta.subspan(layout().parameters());
    auto out = interpret::values<double>(g, {g, plan.residuals}, ready.points, plan_leaves(g, of_jets, trained, ready));
    for (std::size_t k = 0; k < out.shape(0); ++k)
        for (std::size_t p = 0; p < out.shape(1); ++p) {
            if (std::isfinite(out(k, p))) continue;
            std::vector<double> u;
            for (std::size_t i = 0; i < of_jets.shape(0); ++i)
                for (std::size_t c = 0; c < of_jets.shape(1); ++c) u.push_back(of_jets(i, c, p));
            u.insert(u.end(), trained.begin(), trained.end());
            throw std::invalid_argument("in value: " + ready.reading->why_value(k, p, u));
        }
    return out;
}

xt::xtensor<double, 1> discretisation::squares_elsewhere(std::span<double const> theta) const {
    constexpr std::size_t most = 1000, seed = 0x656c7365;
    std::size_t const count = std::min(most, (system_->blocks().front().size + 3) / 4);
    auto const r = values(problem_.equations, theta, interior_points(domain_, random_points(count, seed)));
    xt::xtensor<double, 1> out = xt::zeros<double>({r.shape()[0]});
    for (std::size_t k = 0; k < r.size(); ++k)
        out.data()[k / count] += r.data()[k] * r.data()[k] / static_cast<double>(count);
    return out;
}

}  // namespace lamina
