#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <lamina/discretise/norm.hpp>
#include <lamina/discretise/solved.hpp>
#include <lamina/dsl/reject/solving.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/dsl/terms/own_names.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/sample/points_view.hpp>
#include <lamina/sample/values_at_points.hpp>

namespace lamina {

/// The solution of a problem: a discretisation with its parameters theta, shape (P,). A function, of points and of
/// expressions in the unknowns:
///
///     u_h(points)                    the first unknown, of `first_order(p)` that of p, at points of shape (N, D), or
///     (N, D + 1) with time last: of a
///                                    scalar shape (N,), of m components shape (N, m)
///     u_h(points, grad(u))           any expression in the unknowns: shape (N,), (N, m) or (N, m, n); the limit u0 of
///                                    an effective problem answers to the name of u
///     norm(u_h, h1)                  of the first unknown, or norm(u_h, l2, curl(v)) of an expression
///     error(u_h, exact, l2)          the norm of the first unknown minus an expression of position and time
///     plot("u.png", u_h)             and write_vtk, save; `field_values{"w", u_h}` in another problem
///
/// Copies share the discretisation: one caller at a time. Evaluation throws std::invalid_argument for points of another
/// number of columns, no points, a coordinate that is not finite and, with the point and the subterm, for a value that
/// is not. Cost: one pass of the network forward.
template <class Problem>
class solution_t {
public:
    static constexpr unknown_table const& unknowns = unknowns_of<Problem>::value;

    /// Throws std::invalid_argument for a theta that has not P numbers.
    explicit solution_t(solved of) : of_(std::move(of)) {}
    solution_t(std::shared_ptr<discretisation const> at, std::vector<double> theta)
        : of_(std::move(at), std::move(theta)) {}

    [[nodiscard]] auto operator()(points_view points) const {
        using first = value_residual<Problem>;
        return values_at_points<first::form>(of_.values(lowered_residuals_of(first{}), points));
    }
    template <Expression Of>
    [[nodiscard]] auto operator()(points_view points, Of const& of) const {
        auto const own = in_names_of<Problem>(of);
        using expression = std::remove_const_t<decltype(own)>;
        if constexpr (has_unknowns_of<Problem, expression>())
            return values_at_points<Of::form>(
                of_.values(lowered_residuals_of(value_of<Problem, expression>(own)), points));
        else
            return reject::nothing{};
    }
    /// The value that was found of a trained parameter: `u_h(k)`
    template <fixed_string Name, bool Trained>
    [[nodiscard]] double operator()(parameter_t<Name, Trained>) const {
        constexpr int j = unknowns.find_trained(Name.view());
        reject::is_sought<Name, Trained && j >= 0>();
        return of_.at().found(of_.theta(), j);
    }
    /// Other calls: refused
    template <class First, class... More>
        requires(!std::convertible_to<First const&, points_view>)
    auto operator()(First const&, More const&...) const {
        return reject::no_argument<"u_h",
                                   "points come first, numbers of shape (N, D), then an expression; write "
                                   "u_h(linear_points(0, 1, 101)) or u_h(std::vector{0.3, 0.7}, grad(u))",
                                   First, More...>();
    }

    /// As a field of another problem, `field_values{"w", u_h}`: the first unknown, a scalar; or any scalar expression,
    /// `field_values{"w", u_h.field(v[0])}`
    operator bindings::field() const requires(value_residual<Problem>::form.is_scalar()) {
        return of_.field(lowered_residuals_of(value_residual<Problem>{}));
    }
    template <Expression Of>
    [[nodiscard]] auto field(Of const& of) const {
        auto const own = in_names_of<Problem>(of);
        using expression = std::remove_const_t<decltype(own)>;
        if constexpr (!Of::form.is_scalar())
            return reject::no_field<Of>();
        else if constexpr (has_unknowns_of<Problem, expression>())
            return of_.field(lowered_residuals_of(value_of<Problem, expression>(own)));
        else
            return reject::nothing{};
    }

    /// Of space and, as its last axis, time
    [[nodiscard]] box const& domain() const { return of_.domain(); }

    /// Of the leading unknown
    [[nodiscard]] static std::string name() { return std::string(leading_unknown<Problem>); }
    [[nodiscard]] std::span<double const> theta() const { return of_.theta(); }
    /// How far it can be trusted, where `solve` found it
    [[nodiscard]] lamina::evidence const& evidence() const { return of_.evidence(); }
    /// Without its type
    [[nodiscard]] solved const& untyped() const { return of_; }

private:
    solved of_;
};

namespace norms {

/// `rounding`: what the values may be off by
template <Norm Kind>
double of(box const& domain, function const& v, Kind, double rounding = 0) {
    if constexpr (std::same_as<Kind, maximum_t>)
        return largest(domain, v, rounding);
    else
        return root_of_squares(domain, v, rounding);
}

/// What a Source says of a solution at points, for the h1 norm with its gradient
template <Norm Kind, class Source>
lowered_residuals residuals_for(Source const& source) {
    if constexpr (std::same_as<Kind, h1_t>)
        return lowered_residuals_of(with_gradient<Source>(source));
    else
        return lowered_residuals_of(source);
}
template <Norm Kind, class Source>
function values_for(solved const& at, Source const& source) {
    return [at, all = residuals_for<Kind>(source)](points_view points) { return at.values(all, points); };
}

}  // namespace norms

/// The norm of the first unknown, or of an expression in the unknowns, over the domain, in time too. Throws
/// std::invalid_argument where it varies too fast for a million points (norm.hpp).
template <class Problem, Norm Kind>
double norm(solution_t<Problem> const& u, Kind kind) {
    return norms::of(u.domain(), norms::values_for<Kind>(u.untyped(), value_residual<Problem>{}), kind);
}
template <class Problem, Norm Kind, Expression Of>
double norm(solution_t<Problem> const& u, Kind kind, Of const& e) {
    auto const own = in_names_of<Problem>(e);
    using expression = std::remove_const_t<decltype(own)>;
    if constexpr (has_unknowns_of<Problem, expression>()) {
        value_of<Problem, expression> const source(own);
        return norms::of(u.domain(), norms::values_for<Kind>(u.untyped(), source), kind,
                         u.untyped().rounding(norms::residuals_for<Kind>(source)));
    } else {
        return 0;
    }
}

/// Norms by a number or a text: refused
template <class Problem, class Kind, class... Of>
    requires(!Norm<Kind>)
auto norm(solution_t<Problem> const&, Kind const&, Of const&...) {
    return reject::refused_call<"norm(u_h, ...): which norm comes second, by its name: l2, h1 or maximum; write "
                                "norm(u_h, l2), or norm(u_h, l2, grad(u)) of an expression",
                                Kind>();
}

/// The norm of the first unknown minus an expression of its shape in position and time, which may contain parameters
/// that the problem has; differences within rounding count as they are
template <class Problem, Operand Exact, Norm Kind>
double error(solution_t<Problem> const& u, Exact const& exact, Kind kind) {
    using expression = expression_of<Exact>;
    if constexpr (expression::form == value_residual<Problem>::form) {
        difference_to<Problem, expression> const source(as_expression(exact));
        return norms::of(u.domain(), norms::values_for<Kind>(u.untyped(), source), kind,
                         u.untyped().rounding(norms::residuals_for<Kind>(source)));
    } else {
        return reject::no_error<expression, value_residual<Problem>>();
    }
}
/// The norm of the difference of the first unknowns of two problems on one domain
template <class Problem, class Other, Norm Kind>
double error(solution_t<Problem> const& u, solution_t<Other> const& v, Kind kind) {
    using first = value_residual<Problem>;
    using second = value_residual<Other>;
    if constexpr (first::form == second::form) {
        auto const of_u = norms::values_for<Kind>(u.untyped(), first{});
        auto const of_v = norms::values_for<Kind>(v.untyped(), second{});
        auto const difference = [&](points_view points) {
            return xt::xtensor<double, 2>(of_u(points) - of_v(points));
        };
        return norms::of(u.domain(), difference, kind, u.untyped().rounding(norms::residuals_for<Kind>(first{})));
    } else {
        return reject::no_difference<first, second>();
    }
}

/// By a number or a text, or with values of parameters: refused
template <class Problem, class Exact, class Kind, class... More>
    requires(!Norm<Kind> || sizeof...(More) > 0)
auto error(solution_t<Problem> const&, Exact const&, Kind const&, More const&...) {
    if constexpr (Norm<Kind>)
        return reject::refused_call<"error(u_h, exact, l2, ...): nothing comes behind the norm; a solution has the "
                                    "values of its parameters with it",
                                    More...>();
    else
        return reject::refused_call<"error(u_h, exact, ...): which norm comes third, by its name: l2, h1 or maximum; "
                                    "write error(u_h, exact, l2)",
                                    Kind>();
}

}  // namespace lamina
