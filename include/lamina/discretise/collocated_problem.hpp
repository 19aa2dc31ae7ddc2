#pragma once

#include <concepts>
#include <filesystem>
#include <memory>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>
#include <lamina/discretise/solution.hpp>
#include <lamina/discretise/solution_files.hpp>
#include <lamina/sample/points_view.hpp>
#include <lamina/sample/values_at_points.hpp>

namespace lamina {

namespace collocation {

template <class... Parts>
inline constexpr bool is_value_call = false;
template <class Theta, class Points, class... Of>
inline constexpr bool is_value_call<Theta, Points, Of...> =
    std::is_convertible_v<Theta const&, std::span<double const>> && std::is_convertible_v<Points const&, points_view> &&
    sizeof...(Of) <= 1 && (Expression<Of> && ...);

}  // namespace collocation

/// A problem with its conditions on a domain, at points, for a network: its `discretisation`, for expressions of the
/// language.
template <class Problem>
class collocated_problem {
public:
    static constexpr unknown_table const& unknowns = unknowns_of<Problem>::value;

    explicit collocated_problem(discretisation at) : at_(std::make_shared<discretisation>(std::move(at))) {}

    /// The same problem at other points, for the same network, its blocks with the weights that they have now:
    /// `model.at(random_points(5000, 1))`. Throws and costs as `collocate`.
    [[nodiscard]] collocated_problem at(point_choice const& points) const {
        return collocated_problem(at_->at(points));
    }

    [[nodiscard]] residual_system<double>& system() { return at_->system(); }
    /// The same with its parts, see discretisation
    [[nodiscard]] collocated_system<double>& collocated() { return at_->collocated(); }
    /// What `train(model, ...)` evaluates: `system()`, or with `single_precision` its rows in float
    [[nodiscard]] residual_system<double>& trained_on() { return at_->trained_on(); }
    operator residual_system<double>&() { return at_->trained_on(); }
    [[nodiscard]] network_layout const& layout() const { return at_->layout(); }
    /// P
    [[nodiscard]] std::size_t parameters() const { return at_->parameters(); }
    /// How many blocks of the loss, the first ones, are equations; conditions follow.
    [[nodiscard]] std::size_t equation_blocks() const { return at_->equation_blocks(); }
    [[nodiscard]] std::vector<std::string> const& contradictions() const { return at_->contradictions(); }
    /// Where training starts, shape (P,): see discretisation
    [[nodiscard]] std::vector<double> start(std::vector<double> network) const {
        return at_->start(std::move(network));
    }

    /// J = dr/dtheta, shape (N, P), by columns as BLAS and Fortran have it: `model.jacobian(theta)(n, p)`; and J J^T
    [[nodiscard]] auto jacobian(std::span<double const> theta) { return at_->jacobian(theta); }
    [[nodiscard]] auto gram(std::span<double const> theta) { return at_->gram(theta); }

    /// Of space and, as its last axis, time
    [[nodiscard]] box const& domain() const { return at_->domain(); }
    /// The residuals of the equations at any points, shape (residuals, N). Throws as `value`.
    [[nodiscard]] xt::xtensor<double, 2> residuals(std::span<double const> theta, points_view points) const {
        return at_->values(at_->problem().equations, theta, points);
    }
    /// The mean of r^2 of each residual of the equations at random points of the domain, a quarter as many as those
    /// that they are collocated at, 1000 at most; the same every time. Throws as `value`.
    [[nodiscard]] xt::xtensor<double, 1> squares_elsewhere(std::span<double const> theta) const {
        return at_->squares_elsewhere(theta);
    }

    /// The solution with these parameters, a function: `auto const u_h = model.solution(fit.theta)`
    [[nodiscard]] solution_t<Problem> solution(std::span<double const> theta) const {
        return {at_, {theta.begin(), theta.end()}};
    }
    /// The solution in a file that `save` wrote of a model like this one. Throws std::runtime_error if it cannot be
    /// read, and std::invalid_argument, with what differs, for a file of another equation or domain, of other values of
    /// parameters, fields or coefficients, of another network or features, or of another version.
    [[nodiscard]] solution_t<Problem> load(std::filesystem::path const& path) const {
        return solution_t<Problem>(load_solution(path, at_));
    }

    /// The value in theta of a trained parameter: `model.found(fit.theta, k)`. Throws std::invalid_argument for a theta
    /// that has not P numbers.
    template <fixed_string Name, bool Trained>
    [[nodiscard]] double found(std::span<double const> theta, parameter_t<Name, Trained>) const {
        constexpr int j = unknowns.find_trained(Name.view());
        reject::is_sought<Name, Trained && j >= 0>();
        return at_->found(theta, j);
    }

    /// `model.value(fit.theta, points, grad(u))`: what the solution with theta is there, see `solution`
    [[nodiscard]] auto value(std::span<double const> theta, points_view points) const {
        return solution(theta)(points);
    }
    template <Expression Of>
    [[nodiscard]] auto value(std::span<double const> theta, points_view points, Of const& of) const {
        return solution(theta)(points, of);
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
    template <class... Values>
        requires(sizeof...(Values) > 0)
    auto start(std::vector<double> const&, Values const&...) const {
        return reject::refused_call<"model.start(theta, ...): it takes the parameters of the network alone, trained "
                                    "ones start from the values of the model; write collocate(p, domain, network, "
                                    "points, k = 0.7)",
                                    Values...>();
    }
    template <fixed_string Name, bool Trained>
    auto found(parameter_t<Name, Trained>) const {
        return reject::refused_call<"model.found(k): the parameters theta come first; write model.found(fit.theta, k)",
                                    parameter_t<Name, Trained>>();
    }

private:
    std::shared_ptr<discretisation> at_;
};

}  // namespace lamina
