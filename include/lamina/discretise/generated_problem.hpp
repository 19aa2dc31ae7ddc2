#pragma once

#include <vector>

#include <boost/hana/for_each.hpp>
#include <boost/hana/unpack.hpp>

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
pointwise_functions<double> functions_of_condition(condition_t<Where, Of> const&) {
    return compiled<pointwise<joint_residual<Problem, Of>>, double, Curved>();
}
template <bool Curved, class Problem, Period Where, class U>
pointwise_functions<double> functions_of_condition(condition_t<Where, U> const&) {
    return {};
}
template <bool Curved, class Problem, class Of, class At, class R>
pointwise_functions<double> functions_of_condition(equation_t<mean_t<Of, At>, R> const&) {
    return compiled<pointwise<mean_residual<Problem, equation_t<mean_t<Of, At>, R>>>, double, Curved>();
}

}  // namespace generated

/// Curved: with second derivatives.
template <bool Curved, class E, class... Conditions>
generated_problem generated_problem_of(problem_t<E, Conditions...> const& problem) {
    using all_of_it = problem_t<E, Conditions...>;
    generated_problem out{lowered_problem_of(problem), {}, {}};
    boost::hana::unpack(equations_of(problem.equation), [&]<class... Of>(Of const&...) {
        out.equations = compiled<pointwise<joint_residual<all_of_it, Of...>>, double, Curved>();
    });
    boost::hana::for_each(problem.conditions, [&](auto const& condition) {
        out.conditions.push_back(generated::functions_of_condition<Curved, all_of_it>(condition));
    });
    return out;
}

}  // namespace lamina
