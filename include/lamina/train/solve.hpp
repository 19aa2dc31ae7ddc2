#pragma once

#include <utility>

#include <boost/hana/unpack.hpp>

#include <lamina/discretise/collocate.hpp>
#include <lamina/discretise/corner_space.hpp>
#include <lamina/discretise/solution.hpp>
#include <lamina/train/chosen_space.hpp>
#include <lamina/train/feature_scale.hpp>
#include <lamina/train/in_network.hpp>

/// From a problem to its solution in one call.
namespace lamina {

namespace solving {

/// Whether all equations and conditions of a problem are affine in the unknowns and nothing is trained
template <class Problem>
inline constexpr bool is_linear = false;
template <class E, class... Conditions>
inline constexpr bool is_linear<problem_t<E, Conditions...>> = [] {
    using all_of_it = problem_t<E, Conditions...>;
    [[maybe_unused]] constexpr auto affine = []<class C>(std::type_identity<C>) {
        if constexpr (is_periodic_condition<C>)
            return true;
        else if constexpr (is_mean_condition<C>)
            return lowered<mean_residual<all_of_it, C>>::plan.affine;
        else
            return lowered<joint_residual<all_of_it, decltype(C::equation)>>::plan.affine;
    };
    bool const equations = boost::hana::unpack(equations_of(E{}), []<class... Of>(Of const&...) {
        return lowered<joint_residual<all_of_it, Of...>>::plan.affine;
    });
    return equations && (affine(std::type_identity<Conditions>{}) && ...);
}();

}  // namespace solving

/// The solution of a problem in a space that is chosen (chosen_space.hpp, and what it throws), which is said on
/// standard error:
///
///     auto const u_h = solve(poisson, box({0, 0}, {1, 1}));
///     auto const u_h = solve(darcy, interval(-pi, pi), eps = 1.0 / 8);
///
/// Further arguments as `collocate` has them, but for points; `random_seed{3}` for another draw of what is random.
/// Refuses problems that seek parameters besides.
template <class E, class... Conditions, class... Arguments>
requires(!solving::names_space<Arguments...>) auto solve(problem_t<E, Conditions...> const& problem, box const& domain,
                                                         Arguments const&... rest) {
    using all_of_it = problem_t<E, Conditions...>;
    constexpr unknown_table const& unknowns = unknowns_of<all_of_it>::value;
    if constexpr (!reject::has_chosen_space<unknowns.trained_count, E>()) {
        return reject::nothing{};
    } else {
        collocation::arguments with;
        (with.take(rest), ...);
        box const everywhere = collocation::domain_of(unknowns, domain, with);
        auto const generated = generated_problem_of<false>(problem);
        return solution_t<all_of_it>(
            solving::in_chosen_space({generated, solving::is_linear<all_of_it>, everywhere, with}));
    }
}

/// The solution in a linear space, `solve(p, interval(0, 1), chebyshev{40})`: by least squares at the space's own
/// points, unless others are given; of a nonlinear problem by Gauss-Newton steps from 0 and, where these lead astray,
/// after Levenberg-Marquardt. The scale of a frozen network that has none is found (feature_scale.hpp). Throws
/// std::runtime_error where that is no solution.
template <class E, class... Conditions, LinearSpace Space, class... Arguments>
auto solve(problem_t<E, Conditions...> const& problem, box const& domain, Space const& space,
           Arguments const&... rest) {
    using all_of_it = problem_t<E, Conditions...>;
    collocation::arguments with;
    (with.take(rest), ...);
    box const everywhere = collocation::domain_of(unknowns_of<all_of_it>::value, domain, with);
    auto const generated = generated_problem_of<false>(problem);
    solving::problem_in_space const of{generated, solving::is_linear<all_of_it>, everywhere, with};
    return solution_t<all_of_it>(solving::in_space(of, solving::named(of, space)));
}

/// The solution as a network, trained by Levenberg-Marquardt, at most 500 steps, from where a frozen network of the
/// same activation does best (in_network.hpp): see the loss that it reached on standard error.
template <class E, class... Conditions, NetworkSource Network, class... Arguments>
auto solve(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network,
           Arguments const&... rest) {
    using all_of_it = problem_t<E, Conditions...>;
    collocation::arguments with;
    (with.take(rest), ...);
    box const everywhere = collocation::domain_of(unknowns_of<all_of_it>::value, domain, with);
    auto const generated = generated_problem_of<false>(problem);
    return solution_t<all_of_it>(solving::in_network({generated, solving::is_linear<all_of_it>, everywhere, with},
                                                     collocation::layout_for_problem<all_of_it>(network)));
}

}  // namespace lamina
