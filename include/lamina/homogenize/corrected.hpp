#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <lamina/discretise/given_functions.hpp>
#include <lamina/discretise/solution.hpp>
#include <lamina/dsl/twoscale/dirichlet.hpp>
#include <lamina/homogenize/homogenized.hpp>
#include <lamina/homogenize/two_scale_functions.hpp>
#include <lamina/train/solve.hpp>

namespace lamina {

namespace twoscale {

/// The unknown of an expansion in the name that the user gave it, and an equation that holds it: what a two-scale
/// solution is a solution of. The equation that was expanded differentiates coefficients, which may jump.
template <class TwoScale>
struct unknown_of;
template <class E, class... Conditions, fixed_string X, fixed_string Eps>
struct unknown_of<two_scale_t<problem_t<E, Conditions...>, X, Eps>> {
    static constexpr unknown_table const& table = unknowns_of<E>::value;
    static constexpr fixed_string name = [] {
        constexpr std::string_view text = table.unknown[0].name;
        std::array<char, text.size() + 1> characters{};
        std::ranges::copy(text, characters.begin());
        return fixed_string(characters);
    }();
    using two_scale = two_scale_t<problem_t<E, Conditions...>, X, Eps>;
    using position = position_t<E::dimension, X>;
    using type = std::conditional_t<table.time, unknown_t<name, two_scale::components, position, time_axis_t>,
                                    unknown_t<name, two_scale::components, position>>;
    using problem = problem_t<std::remove_const_t<decltype(type{} == two_scale::zero())>>;
};

/// The terms of eps u1 with the correctors of a medium
template <class TwoScale, class Medium>
oscillating_part oscillating_part_of(TwoScale const& expansion, solved const& u0, Medium const& medium, double eps) {
    using source = typename TwoScale::source;
    constexpr derivation const& made = source::made;
    oscillating_part out{
        .u0 = u0, .terms = {}, .g = cells::parts_of(expansion).cells.g, .known = medium.known(), .eps = eps};
    for (int k = 0; k < made.terms; ++k) {
        corrector_term const& term = made.term[static_cast<std::size_t>(k)];
        graph::node_id const unknown = made.unknown[static_cast<std::size_t>(term.cell)];
        std::string const name(source::from.name_of(unknown));
        two_scale_term one{term.factor, term.slow, {}};
        if constexpr (TwoScale::components == 0) one.corrector.emplace_back(medium.corrector(name));
        for (int i = 0; i < TwoScale::components; ++i)
            one.corrector.emplace_back(medium.corrector(name + "[" + std::to_string(i) + "]"));
        out.terms.push_back(std::move(one));
    }
    return out;
}

/// The effective problem up to the order eps: the share of the boundary, and what oscillating sources add to the mean
template <class Problem, fixed_string X, fixed_string Eps, class Medium>
auto first_order_problem(two_scale_t<Problem, X, Eps> const& expansion, Medium const& medium) {
    auto const leading = effective_problem(expansion, medium);
    if constexpr (two_scale_t<Problem, X, Eps>::has_mean_source)
        return of_first_order(leading,
                              parameter<Eps> * expansion.template mean_source<cells::averages_of_medium<Medium>>(
                                                   cells::values_of(expansion, medium)));
    else
        return of_first_order(leading);
}

/// The solution of an effective problem on the domain of another, time its last axis if it depends on it
template <class Effective>
solved solved_on(Effective const& problem, box const& domain, bindings const& known) {
    constexpr auto space = static_cast<std::size_t>(unknowns_of<Effective>::value.dimension);
    if constexpr (!unknowns_of<Effective>::value.time) {
        return solve(problem, domain, known).untyped();
    } else {
        std::vector<double> lower, upper;
        for (std::size_t i = 0; i < space; ++i) lower.push_back(domain.lower(i)), upper.push_back(domain.upper(i));
        return solve(problem, box(lower, upper), during{domain.lower(space), domain.upper(space)}, known).untyped();
    }
}

}  // namespace twoscale

/// The two-scale solution u0 + eps u1 + eps b of an expansion, for a value of eps, from the solution of its effective
/// problem and its medium, that of a box where averages or correctors depend on the slow variable:
///
///     auto const medium = solve(two_scale, period(2 * pi));
///     auto const u_0 = solve(effective_problem(two_scale, medium), interval(-pi, pi));
///     auto const u_2 = corrected(two_scale, u_0, medium, eps = 1.0 / 8);
///
/// A function like any solution, in the name that the user gave the unknown, with derivatives up to the third (of u1 in
/// layers and pixels, where coefficients jump, up to the first). u1 is `two_scale.corrector()`, of vectors too, with
/// correctors of (x, x / eps) and of sources. b is the share of the boundary, which u1 misses by O(eps), and what
/// sources f(x, x / eps) of a scalar equation add to the mean (graph::mean_source): u0 + eps b solves the effective
/// problem with data less eps u1 and that source. In one dimension the share is exact; in more the data oscillate, and
/// the space that `solve` chooses has to resolve them. Data at the time at which it starts stay as they are. Of second
/// order in the maximum norm in one dimension, but with drifts b(x / eps) and reactions r(x / eps) / eps, which add to
/// the mean as well what no corrector here gives: of first.
///
/// Refuses, with a sentence, conditions other than u == g and periodic ones, and the medium of one slow point for
/// correctors that depend on it. Throws std::invalid_argument for an eps that is not positive and a box of slow points
/// that does not hold the domain, and no_solution where the share is not found: of data that oscillate on the boundary
/// where they are not resolved, and where u1 is not 0 on it when time begins. Cost: one solution of the effective
/// problem.
template <class Problem, fixed_string X, fixed_string Eps, class Effective, class Medium>
requires(std::same_as<Medium, homogenized_medium> ||
         std::same_as<Medium, slow_medium>) auto corrected(two_scale_t<Problem, X, Eps> const& expansion,
                                                           solution_t<Effective> const& u0, Medium const& medium,
                                                           binding<Eps> const& eps) {
    using two_scale = two_scale_t<Problem, X, Eps>;
    constexpr bool fits = !two_scale::varies || std::same_as<Medium, slow_medium>;
    if constexpr (!reject::corrected_solution<fits, twoscale::all_give_values<Effective>, X>()) {
        return reject::nothing{};
    } else {
        expect_scale(eps.value);
        if constexpr (std::same_as<Medium, slow_medium>) expect_inside(medium.domain(), u0.domain());
        auto const rest = std::make_shared<oscillating_part const>(
            twoscale::oscillating_part_of(expansion, u0.untyped(), medium, eps.value));
        bindings known = u0.untyped().at().known();
        known.fields.merge(fields_of(rest).fields);
        known.parameters.insert(medium.known().parameters.begin(), medium.known().parameters.end());
        known.parameters[std::string(Eps.view())] = eps.value;
        auto mean = [&] {
            try {
                return twoscale::solved_on(twoscale::first_order_problem(expansion, medium), u0.domain(), known);
            } catch (no_solution const& why) {
                refuse_share(*rest, why);
            }
        }();
        using own = typename twoscale::unknown_of<two_scale>::problem;
        return solution_t<own>(solution_of_functions(lowered_problem_of(own{}), u0.domain(),
                                                     std::make_shared<two_scale_functions const>(std::move(mean), rest),
                                                     std::move(known)));
    }
}

}  // namespace lamina
