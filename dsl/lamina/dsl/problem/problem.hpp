#pragma once

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <lamina/dsl/problem/condition.hpp>

namespace lamina {

/// An equation with the conditions that make its solution unique. `lower` puts the residual of the equation
/// first, then of each condition, in order.
template <class E, class... Conditions>
struct problem_t {
    static constexpr int dimension = E::dimension;
    static constexpr int condition_count = static_cast<int>(sizeof...(Conditions));
    E equation{};
    boost::hana::tuple<Conditions...> conditions{};
};

/// `problem(equation, condition...)`. Refuses an equation without an unknown, a condition on an unknown that the
/// equation lacks, and a condition in another dimension.
template <Equation E, Condition... Conditions>
constexpr auto problem(E const& equation, Conditions const&... conditions) {
    if constexpr (reject::problem_parts<E, Conditions...>())
        return problem_t<E, Conditions...>{equation, boost::hana::tuple<Conditions...>(conditions...)};
    else
        return reject::nothing{};
}

}  // namespace lamina
