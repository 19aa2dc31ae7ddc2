#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/hana/for_each.hpp>

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
/// Asks for `hessian_times` of the system, exact second derivatives of its loss. They have to be asked for, as their
/// code costs compile time, about a sixth of the whole program's.
struct second_derivatives_t {};
inline constexpr second_derivatives_t second_derivatives{};

namespace collocation {

/// What the optional arguments of `collocate` say. Taking one throws std::invalid_argument where it was given before.
struct arguments {
    point_choice points = lamina::points(256);
    side_points sides;
    std::vector<double> condition_weights{1.0}, equation_weights{1.0};  ///< one for all, or one for each
    std::optional<during> time;
    std::vector<measurements> measured;
    bindings known;
    network_inputs inputs;

    void take(point_choice const& choice) { given_.once("points"), points = choice; }
    void take(side_points const& choice) { given_.once("side_points"), sides = choice; }
    void take(lambda const& choice) { given_.once("lambda"), condition_weights = choice.values; }
    void take(lamina::equation_weights const& choice) {
        given_.once("equation_weights"), equation_weights = choice.values;
    }
    void take(during const& choice);
    void take(measurements const& m) { given_.once("measurements of " + m.name), measured.push_back(m); }
    void take(second_derivatives_t) { given_.once("second_derivatives"); }  // a choice of types: see collocate.hpp
    void take(field_values const& f) {
        given_.once("a value of " + f.name), named_fields_.push_back(f.name), known.fields[f.name] = f.values;
    }
    /// Those that lamina makes: not all of them need be in the problem
    void take(bindings const& b) {
        for (auto const& [name, value] : b.parameters)
            given_.once("a value of " + name), known.parameters[name] = value;
        for (auto const& [name, value] : b.fields) given_.once("a value of " + name), known.fields[name] = value;
    }
    template <fixed_string Name>
    void take(binding<Name> const& b) {
        std::string const name(Name.view());
        given_.once("a value of " + name), named_parameters_.push_back(name), known.parameters[name] = b.value;
    }
    /// Anything else: refused
    template <class Other>
    void take(Other const&) {
        reject::collocation_argument<Other>();
    }
    template <class... Inputs>
    void take(features_t<Inputs...> const& f) {
        given_.once("features");
        boost::hana::for_each(f.inputs, [&](auto const& input) { of_features_.add(input); });
        inputs.expressions = [f](graph::arena& g) {
            graph::id_list out;
            boost::hana::for_each(f.inputs, [&](auto const& input) {
                int const id = input.lower(g);
                int const size = g[id].form.is_scalar() ? 1 : g[id].form.rows;
                for (int i = 0; i < size; ++i) out.push(graph::component(g, id, i));
            });
            return out;
        };
    }

    /// Throw std::invalid_argument for an argument that nothing in the problem, with this many conditions, uses;
    /// measurements apart, since those that are missing come first.
    void expect_used(mentioned_names const& by_problem, std::size_t conditions) const;
    void expect_measured(mentioned_names const& by_problem) const;

private:
    given_arguments given_{"collocate"};
    std::vector<std::string> named_parameters_, named_fields_;
    mentioned_names of_features_;
};

}  // namespace collocation

}  // namespace lamina
