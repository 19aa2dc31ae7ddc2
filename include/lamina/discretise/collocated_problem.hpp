#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>
#include <lamina/dsl/reject/solving.hpp>
#include <lamina/rows/collocated_system.hpp>
#include <lamina/discretise/prepare.hpp>
#include <lamina/rows/residual_part.hpp>
#include <lamina/rows/term_functions.hpp>
#include <lamina/sample/points_view.hpp>
#include <lamina/sample/values_at_points.hpp>

namespace lamina {

namespace collocation {

/// The residuals of Source at points of shape (N, frame.size()), as a part of a system; one name for each of them.
/// `mean_weights`, shape (N,): of the points in a mean. Curved: with second derivatives.
template <bool Curved, class Source>
std::unique_ptr<residual_part<double>> part_of(Source const& source, std::vector<std::string> names,
                                               std::span<double const> points, point_frame const& frame,
                                               bindings const& known, network_inputs const& inputs, double weight = 1.0,
                                               combination how = combination::each,
                                               std::span<double const> mean_weights = {}) {
    graph::arena g;
    prepared_term const ready = prepare(g, source.lower(g), Source::unknowns, points, frame, known, inputs);
    auto part = std::make_unique<residual_part<double>>(
        functions_of<pointwise<Source>, double, Curved>(), std::move(names),
        point_data{ready.points, ready.inputs, ready.jets, ready.weights, ready.tables, mean_weights},
        ready.constants, how, weight);
    part->reading = ready.reading;
    return part;
}

}  // namespace collocation

namespace collocation {

template <class... Parts>
inline constexpr bool is_value_call = false;
template <class Theta, class Points, class... Of>
inline constexpr bool is_value_call<Theta, Points, Of...> =
    std::is_convertible_v<Theta const&, std::span<double const>> && std::is_convertible_v<Points const&, points_view> &&
    sizeof...(Of) <= 1 && (Expression<Of> && ...);

}  // namespace collocation

/// A problem with its conditions on a domain, at points, for a network: the residual system of
/// `residual_system.hpp`, with the network evaluated anywhere. theta is the network's parameters, then the trained
/// parameters.
template <class Problem>
class collocated_problem {
public:
    static constexpr unknown_table const& unknowns = unknowns_of<Problem>::value;

    collocated_problem(std::unique_ptr<collocated_system<double>> system, bindings known, network_inputs inputs)
        : system_(std::move(system)), known_(std::move(known)), inputs_(std::move(inputs)) {}

    [[nodiscard]] collocated_system<double>& system() { return *system_; }
    operator residual_system<double>&() { return *system_; }
    [[nodiscard]] network_layout const& layout() const { return system_->layout(); }
    /// P
    [[nodiscard]] std::size_t parameters() const { return system_->parameters(); }

    /// What the conditions ask for that cannot be had together, a sentence each: see contradictions.hpp
    [[nodiscard]] std::vector<std::string> const& contradictions() const { return system_->contradictions(); }

    /// Where training starts: the network's parameters followed by the bound values of the trained parameters.
    /// Throws std::invalid_argument for a network of another size.
    [[nodiscard]] std::vector<double> start(std::vector<double> network) const {
        if (network.size() != layout().parameters())
            throw std::invalid_argument("start: " + std::to_string(network.size()) + " parameters, expected the " +
                                        std::to_string(layout().parameters()) + " of the network");
        for (int j = 0; j < unknowns.trained_count; ++j) {
            std::string const name(unknowns.trained[static_cast<std::size_t>(j)]);
            auto const found = known_.parameters.find(name);
            if (found == known_.parameters.end())
                throw std::invalid_argument("trained parameter " + name + " has no value to start from: pass " + name +
                                            " = value");
            network.push_back(found->second);
        }
        return network;
    }

    /// The value in theta of a trained parameter: `model.found(fit.theta, k)`. Throws std::invalid_argument for a theta
    /// that has not P numbers.
    template <fixed_string Name, bool Trained>
    [[nodiscard]] double found(std::span<double const> theta, parameter_t<Name, Trained>) const {
        constexpr int j = unknowns.find_trained(Name.view());
        reject::is_sought<Name, Trained && j >= 0>();
        if (theta.size() != parameters())
            throw std::invalid_argument("found: theta has " + std::to_string(theta.size()) + " numbers, expected the " +
                                        std::to_string(parameters()) + " parameters of the model");
        return theta[layout().parameters() + static_cast<std::size_t>(j)];
    }

    /// The first unknown at points of shape (N, D), or (N, D + 1) with time last: of a scalar a std::vector, shape
    /// (N,), of a vector of m components an xt::xtensor, shape (N, m). Throws std::invalid_argument for points or a
    /// theta of another size, no points, a coordinate that is not finite and, with the point and the subterm, for a value
    /// that is not.
    [[nodiscard]] auto value(std::span<double const> theta, points_view points) const {
        using first = value_residual<Problem>;
        return values_at_points<first::form>(at_points(first{}, theta, points));
    }
    /// An expression in the unknowns and their derivatives at points, `model.value(fit.theta, points, grad(u))`, in one
    /// pass: of a scalar a std::vector, shape (N,), of an m-vector an xt::xtensor, shape (N, m), of an m x n matrix
    /// shape (N, m, n). Throws as above. Refuses an unknown that the problem has not.
    template <Expression Of>
    [[nodiscard]] auto value(std::span<double const> theta, points_view points, Of const& of) const {
        if constexpr (has_unknowns_of<Problem, Of>())
            return values_at_points<Of::form>(at_points(value_of<Problem, Of>(of), theta, points));
        else
            return reject::nothing{};
    }

    /// Other calls: refused
    template <class... Parts>
        requires(!collocation::is_value_call<Parts...>)
    auto value(Parts const&...) const {
        return reject::no_argument<"model.value",
                                   "the parameters theta come first, then points, then an expression; write "
                                   "model.value(fit.theta, points, grad(u))",
                                   Parts...>();
    }
    template <fixed_string Name, bool Trained>
    auto found(parameter_t<Name, Trained>) const {
        return reject::refused_call<"model.found(k): the parameters theta come first; write model.found(fit.theta, k)",
                                    parameter_t<Name, Trained>>();
    }

private:
    std::unique_ptr<collocated_system<double>> system_;
    bindings known_;
    network_inputs inputs_;

    template <class Source>
    [[nodiscard]] std::vector<double> at_points(Source const& source, std::span<double const> theta,
                                                points_view points) const {
        std::span<double const> const where = points.of(static_cast<std::size_t>(unknowns.axes()), "value");
        if (where.empty()) throw std::invalid_argument("value: there are no points, expected at least one");
        std::vector<std::unique_ptr<residual_part<double>>> parts;
        parts.push_back(collocation::part_of<false>(
            source, std::vector<std::string>(Source::residuals, "value"), where, {unknowns.dimension, unknowns.time},
            known_, inputs_));
        collocated_system<double> at(system_->layout(), std::move(parts));
        std::vector<double> out(at.rows());
        at.residual(theta, out);
        if (!std::ranges::all_of(out, [](double v) { return std::isfinite(v); }))
            throw std::invalid_argument(at.why_not_finite(theta, out));
        return out;
    }
};

}  // namespace lamina
