#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>

#include <boost/hana/unpack.hpp>

#include <lamina/discretise/collocate.hpp>
#include <lamina/discretise/corner_space.hpp>
#include <lamina/discretise/linear_space.hpp>
#include <lamina/discretise/solution.hpp>
#include <lamina/network/separate.hpp>
#include <lamina/train/chosen_space.hpp>
#include <lamina/train/feature_scale.hpp>
#include <lamina/train/in_network.hpp>
#include <lamina/train/no_solution.hpp>
#include <lamina/train/slabs.hpp>

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

/// Whether it names a space, a network or slabs of time
template <class T>
inline constexpr bool names_space = NetworkSource<T> || LinearSpace<T> || std::same_as<T, time_slabs>;

/// Where the first such argument stands; their number where there is none
template <class... Arguments>
inline constexpr std::size_t place_of_space = [] {
    std::array<bool, sizeof...(Arguments)> const names{names_space<Arguments>...};
    return static_cast<std::size_t>(std::ranges::find(names, true) - names.begin());
}();

template <class Argument>
void take_unless_space(collocation::arguments& with, Argument const& one) {
    if constexpr (std::same_as<Argument, single_precision_t>)
        reject::refused_call<
            "solve(..., single_precision): what solve finds is in double; write "
            "train(collocate(p, domain, mlp({40, 40}), points(1000), single_precision), theta, adam{})",
            Argument>();
    else if constexpr (!names_space<Argument>) with.take(one);
}

/// In the space, the slabs or the network that is named
template <class Problem, class Space>
solved solved_as_named(problem_in_space const& of, Space const& space) {
    if constexpr (std::same_as<Space, time_slabs>)
        return in_slabs(of, space);
    else if constexpr (NetworkSource<Space>)
        return in_network(of, collocation::layout_for_problem<Problem>(space));
    else
        return in_space(of, named(of, space));
}

}  // namespace solving

/// The solution of a problem, a function (solution.hpp), in a space that is chosen (chosen_space.hpp), which is said on
/// standard error, or in one that is named:
///
///     auto const u_h = solve(poisson, box({0, 0}, {1, 1}));
///     auto const u_h = solve(darcy, interval(-pi, pi), eps = 1.0 / 8);
///     auto const u_h = solve(poisson, box({0, 0}, {1, 1}), chebyshev{40});
///     auto const u_h = solve(burgers, interval(-1, 1), during{0, 1}, time_slabs{.functions = 400});
///     auto const u_h = solve(poisson, box({0, 0}, {1, 1}), mlp({40, 40}, activation::sin), points(1000));
///
/// In a linear space by least squares at the space's own points, unless others are given; of a nonlinear problem by
/// Gauss-Newton steps from 0 and, where these lead astray, after Levenberg-Marquardt. The scale of a frozen network
/// that has none is found (feature_scale.hpp). A network is trained by Levenberg-Marquardt, at most 300 steps, a
/// small one up to 2,500, from where a frozen one of the same activation does best (in_network.hpp). Further arguments,
/// in any order, as `collocate` has them, points only beside a space or a network; `random_seed{3}` for another draw of
/// what is random, `accuracy{1e-4}` where that is enough: the search for a space, and the passages through time, end
/// earlier.
/// Throws no_solution where what was found cannot be one; what can be doubted is in `evidence()`. Without a space it
/// refuses problems that seek parameters besides.
template <class E, class... Conditions, class... Arguments>
auto solve(problem_t<E, Conditions...> const& problem, box const& domain, Arguments const&... rest) {
    using all_of_it = problem_t<E, Conditions...>;
    constexpr unknown_table const& unknowns = unknowns_of<all_of_it>::value;
    constexpr int spaces = (0 + ... + static_cast<int>(solving::names_space<Arguments>));
    if constexpr (!reject::names_one_space<spaces, unknowns.trained_count, E>()) {
        return reject::nothing{};
    } else {
        collocation::arguments with;
        (solving::take_unless_space(with, rest), ...);
        box const everywhere = collocation::domain_of(unknowns, domain, with);
        auto const generated = generated_problem_of<false>(problem);
        solving::problem_in_space const of{generated, solving::is_linear<all_of_it>, everywhere, with};
        if constexpr (spaces == 0)
            return solution_t<all_of_it>(solving::in_chosen_space(of));
        else
            return solution_t<all_of_it>(solving::solved_as_named<all_of_it>(
                of, std::get<solving::place_of_space<Arguments...>>(std::tie(rest...))));
    }
}

/// Of a problem that was refused: nothing, so that its sentence is the first error
template <class... Arguments>
reject::nothing solve(reject::nothing, Arguments const&...) {
    return {};
}

}  // namespace lamina
