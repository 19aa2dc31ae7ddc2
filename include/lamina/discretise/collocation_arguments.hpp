#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/hana/unpack.hpp>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/discretise/prepare.hpp>
#include <lamina/sample/features.hpp>
#include <lamina/sample/given_arguments.hpp>
#include <lamina/sample/mentioned_names.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

/// Arguments of `collocate` by name
/// Weights of the conditions in the loss: one for all, `lambda{10}`, or one for each in the order of the problem,
/// `lambda{1, 100}`; default 1. No less than 0. Those of equations are `equation_weights`.
struct lambda {
    std::vector<double> values;
    template <class... Weights>
    explicit lambda(Weights... w) : values{reject::number_given<"lambda", "lambda{10}">(w)...} {}
};
/// Weights of the equations in the loss: one for all, or one for each of a system, `equation_weights{1, 10}`; the
/// components of a vector equation have its weight. Default 1. No less than 0.
struct equation_weights {
    std::vector<double> values;
    template <class... Weights>
    explicit equation_weights(Weights... w)
        : values{reject::number_given<"equation_weights", "equation_weights{1, 10}">(w)...} {}
};
/// The time in which a problem with `time_axis` is solved: begin <= t <= end
struct during {
    double begin, end;
};
/// The run-time values of a `field<"name">(x)` in the equation
struct field_values {
    std::string name;
    bindings::field values;
};
/// How a network is made periodic by Leung, Lin and Zhang (2022, 4.1): where a condition is periodic its values alone
/// are to agree, on the sides and at points up to `layers` times `step` beyond and within each of them, a period apart,
/// as a block of its own. Without this argument derivatives agree too, on the sides. Of networks that are trained;
/// inputs that are periodic themselves, `features(sin(x), cos(x))`, leave nothing to be asked for.
struct oversampled {
    std::size_t layers;  ///< 0: on the sides
    double step;
};
/// Of what `solve` draws at random: another seed, another draw
struct random_seed {
    std::uint64_t value;
};
/// How near `solve` comes, 0 < value <= 1e-3: it ends where two solutions in spaces that follow each other differ by no
/// more than this part of their size, and the alarm rings where none do. `accuracy{}`: as near as it comes, 1e-10 where
/// that is not too long.
struct accuracy {
    double value = 0;
};
/// Asks for `hessian_times` of the system, exact second derivatives of its loss. They have to be asked for, as their
/// code costs compile time, about a sixth of the whole program's.
struct second_derivatives_t {};
inline constexpr second_derivatives_t second_derivatives{};
/// Asks for a network that is trained in float: what `train` evaluates (of `minibatch` and `fresh_points` too, and what
/// monitors see as `now.system`) are residuals, gradients and Jacobians in float, at theta rounded to float. In double
/// are theta, methods and what these compute of it, Gram matrices too, the solution and its values, `residuals`, the
/// loss at points that are not trained on, and `model.system()`, for what is looked at besides: at the same points with
/// the same weights as what is trained on, whichever of the two they are given to. A residual below 1e-7 of its largest
/// term is rounding, and a loss jitters with the rounding of theta, by 1e-4 of itself and more once it is small:
/// methods that ask for less loss at every step (`lbfgs`, `levenberg_marquardt`, `gauss_newton_cg`) end there, far from
/// a minimum; a model in double goes on from their theta. It has to be asked for, as its code costs compile time, and
/// memory. Of networks that `collocate` makes: linear spaces refuse it, and so does `solve`.
struct single_precision_t {};
inline constexpr single_precision_t single_precision{};

namespace collocation {

/// What the optional arguments of `collocate` say. Taking one throws std::invalid_argument where it was given before.
struct arguments {
    point_choice points;
    side_points sides;
    std::vector<double> condition_weights{1.0}, equation_weights{1.0};  ///< one for all, or one for each
    std::optional<during> time;
    std::optional<lamina::oversampled> oversampled;
    std::vector<measurements> measured;
    bindings known;
    network_inputs inputs;
    std::optional<std::uint64_t> seed;  ///< of `solve`; `collocate` refuses these two
    std::optional<double> accuracy;

    // Whatever every program would compile is compiled once.
    arguments();
    arguments(arguments const&);
    arguments(arguments&&) noexcept;
    ~arguments();

    void take(point_choice const& choice);
    void take(side_points const& choice);
    void take(lambda const& choice);
    void take(lamina::equation_weights const& choice);
    void take(during const& choice);
    void take(lamina::oversampled const& choice);
    void take(measurements const& m);
    void take(second_derivatives_t);  // choices of types: see collocate.hpp
    void take(single_precision_t);
    void take(field_values const& f);
    void take(random_seed const& choice);
    void take(lamina::accuracy const& choice);
    /// Those that lamina makes: not all of them need be in the problem
    void take(bindings const& b);
    template <fixed_string Name>
    void take(binding<Name> const& b) {
        take_parameter(Name.view(), b.value);
    }
    /// Anything else: refused
    template <class Other>
    void take(Other const&) {
        reject::collocation_argument<Other>();
    }
    template <class... Inputs>
    void take(features_t<Inputs...> const& f) {
        boost::hana::unpack(f.inputs, [&](auto const&... input) { take_features({lowered_expression_of(input)...}); });
    }

    /// Whether one was given: "points", "side_points", ...
    [[nodiscard]] bool gives(std::string const& what) const { return given_.has(what); }
    /// Whether weights are, and points or weights: then rows are as they are asked for
    [[nodiscard]] bool gives_weights() const { return gives("lambda") || gives("equation_weights"); }
    [[nodiscard]] bool gives_rows() const { return gives("points") || gives_weights(); }
    /// Throw std::invalid_argument for an argument that nothing in the problem, with this many conditions, uses;
    /// measurements apart, since those that are missing come first.
    void expect_used(mentioned_names const& by_problem, std::size_t conditions) const;
    void expect_measured(mentioned_names const& by_problem) const;

private:
    given_arguments given_{"collocate"};
    std::vector<std::string> named_parameters_, named_fields_;
    mentioned_names of_features_;

    void take_parameter(std::string_view name, double value);
    void take_features(std::vector<lowered_expression> inputs);
};

}  // namespace collocation

}  // namespace lamina
