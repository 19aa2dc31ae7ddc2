#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include <boost/hana/unpack.hpp>

#include <lamina/dsl/reject/positions.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/rows/term_functions.hpp>

namespace lamina {

/// A problem with what is compiled of it: all that depends on its type.
struct generated_problem {
    lowered_problem problem;
    pointwise_functions<double> equations;                ///< of all of them, jointly
    std::vector<pointwise_functions<double>> conditions;  ///< of each, empty for a periodic one
};

namespace generated {

template <bool Curved, class Problem, class Where, class Of>
pointwise_functions<double> functions_of_condition(std::type_identity<condition_t<Where, Of>>) {
    return compiled<pointwise<joint_residual<Problem, Of>>, double, Curved>();
}
template <bool Curved, class Problem, Period Where, class U>
pointwise_functions<double> functions_of_condition(std::type_identity<condition_t<Where, U>>) {
    return {};
}
template <bool Curved, class Problem, class Of, class At, class R>
pointwise_functions<double> functions_of_condition(std::type_identity<equation_t<mean_t<Of, At>, R>>) {
    return compiled<pointwise<mean_residual<Problem, equation_t<mean_t<Of, At>, R>>>, double, Curved>();
}

template <bool Curved, class E, class... Conditions>
generated_problem of(std::type_identity<problem_t<E, Conditions...>>, lowered_problem problem) {
    using all_of_it = problem_t<E, Conditions...>;
    generated_problem out{std::move(problem), {}, {}};
    boost::hana::unpack(equations_of(E{}), [&]<class... Of>(Of const&...) {
        out.equations = compiled<pointwise<joint_residual<all_of_it, Of...>>, double, Curved>();
    });
    (out.conditions.push_back(functions_of_condition<Curved, all_of_it>(std::type_identity<Conditions>{})), ...);
    return out;
}

}  // namespace generated

/// Curved: with second derivatives. Of a problem that is lowered already, or to be
template <bool Curved, class Problem>
generated_problem generated_problem_of(lowered_problem const& problem) {
    return generated::of<Curved>(std::type_identity<Problem>{}, problem);
}
template <bool Curved, class E, class... Conditions>
generated_problem generated_problem_of(problem_t<E, Conditions...> const& problem) {
    constexpr bool fits = boost::hana::unpack(
        equations_of(E{}), []<class... Of>(Of const&...) { return (reject::at_one_position<Of>() && ...); });
    if constexpr (fits)
        return generated_problem_of<Curved, problem_t<E, Conditions...>>(lowered_problem_of(problem));
    else
        return {};
}

}  // namespace lamina
