#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>
#include <lamina/discretise/discretisation.hpp>
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

    explicit collocated_problem(discretisation at) : at_(std::move(at)) {}

    [[nodiscard]] collocated_system<double>& system() { return at_.system(); }
    operator residual_system<double>&() { return at_.system(); }
    [[nodiscard]] network_layout const& layout() const { return at_.layout(); }
    /// P
    [[nodiscard]] std::size_t parameters() const { return at_.parameters(); }
    [[nodiscard]] std::vector<std::string> const& contradictions() const { return at_.contradictions(); }
    [[nodiscard]] std::vector<double> start(std::vector<double> network) const { return at_.start(std::move(network)); }

    /// The value in theta of a trained parameter: `model.found(fit.theta, k)`. Throws std::invalid_argument for a theta
    /// that has not P numbers.
    template <fixed_string Name, bool Trained>
    [[nodiscard]] double found(std::span<double const> theta, parameter_t<Name, Trained>) const {
        constexpr int j = unknowns.find_trained(Name.view());
        reject::is_sought<Name, Trained && j >= 0>();
        return at_.found(theta, j);
    }

    /// The first unknown at points of shape (N, D), or (N, D + 1) with time last: of a scalar a std::vector, shape
    /// (N,), of a vector of m components an xt::xtensor, shape (N, m). Throws std::invalid_argument for points or a
    /// theta of another size, no points, a coordinate that is not finite and, with the point and the subterm, for a value
    /// that is not.
    [[nodiscard]] auto value(std::span<double const> theta, points_view points) const {
        using first = value_residual<Problem>;
        return values_at_points<first::form>(at_.values(lowered_residuals_of(first{}), theta, points));
    }
    /// An expression in the unknowns and their derivatives at points, `model.value(fit.theta, points, grad(u))`, in one
    /// pass: of a scalar a std::vector, shape (N,), of an m-vector an xt::xtensor, shape (N, m), of an m x n matrix
    /// shape (N, m, n). Throws as above. Refuses an unknown that the problem has not.
    template <Expression Of>
    [[nodiscard]] auto value(std::span<double const> theta, points_view points, Of const& of) const {
        if constexpr (has_unknowns_of<Problem, Of>())
            return values_at_points<Of::form>(
                at_.values(lowered_residuals_of(value_of<Problem, Of>(of)), theta, points));
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
    discretisation at_;
};

}  // namespace lamina
