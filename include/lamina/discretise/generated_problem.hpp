#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/hana/unpack.hpp>

#include <lamina/dsl/reject/positions.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/rows/pointwise_functions.hpp>

namespace lamina {

/// What is compiled of a problem
template <class Real>
struct problem_functions {
    pointwise_functions<Real> equations;                ///< of all of them, jointly
    std::vector<pointwise_functions<Real>> conditions;  ///< of each, empty for a periodic one
};

/// A problem with what is compiled of it: all that depends on its type.
struct generated_problem : problem_functions<double> {
    lowered_problem problem;
    std::optional<problem_functions<float>> in_float;  ///< where `single_precision` asks for them
};

namespace generated {

template <class Real, bool Curved, class Problem, class Where, class Of>
pointwise_functions<Real> functions_of_condition(std::type_identity<condition_t<Where, Of>>) {
    return compiled<pointwise<joint_residual<Problem, Of>>, Real, Curved>();
}
template <class Real, bool Curved, class Problem, Period Where, class U>
pointwise_functions<Real> functions_of_condition(std::type_identity<condition_t<Where, U>>) {
    return {};
}
template <class Real, bool Curved, class Problem, class Of, class At, class R>
pointwise_functions<Real> functions_of_condition(std::type_identity<equation_t<mean_t<Of, At>, R>>) {
    return compiled<pointwise<mean_residual<Problem, equation_t<mean_t<Of, At>, R>>>, Real, Curved>();
}

template <class Real, bool Curved, class E, class... Conditions>
problem_functions<Real> functions_in(std::type_identity<problem_t<E, Conditions...>>) {
    using all_of_it = problem_t<E, Conditions...>;
    problem_functions<Real> out;
    boost::hana::unpack(equations_of(E{}), [&]<class... Of>(Of const&...) {
        out.equations = compiled<pointwise<joint_residual<all_of_it, Of...>>, Real, Curved>();
    });
    (out.conditions.push_back(functions_of_condition<Real, Curved, all_of_it>(std::type_identity<Conditions>{})), ...);
    return out;
}

}  // namespace generated

/// Curved: with second derivatives; InFloat: in single precision too. Of a problem that is lowered already, or to be
template <bool Curved, bool InFloat, class Problem>
generated_problem generated_problem_of(lowered_problem problem) {
    std::type_identity<Problem> const of;
    generated_problem out{generated::functions_in<double, Curved>(of), std::move(problem), {}};
    if constexpr (InFloat) out.in_float = generated::functions_in<float, Curved>(of);
    return out;
}
template <bool Curved, class Problem>
generated_problem generated_problem_of(lowered_problem const& problem) {
    return generated_problem_of<Curved, false, Problem>(problem);
}
template <bool Curved, bool InFloat = false, class E, class... Conditions>
generated_problem generated_problem_of(problem_t<E, Conditions...> const& problem) {
    constexpr bool fits = boost::hana::unpack(
        equations_of(E{}), []<class... Of>(Of const&...) { return (reject::at_one_position<Of>() && ...); });
    if constexpr (fits)
        return generated_problem_of<Curved, InFloat, problem_t<E, Conditions...>>(lowered_problem_of(problem));
    else
        return {};
}

}  // namespace lamina
