#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/discretise/linear_space.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/train/solve.hpp>

namespace lamina {

/// How rich the space is that an expansion proposes
struct expansion_choice {
    double tolerance = 1e-12;  ///< of one axis: what of a cell's flux is left out, relative to its largest coefficient,
    std::size_t further = 6;   ///< and the degrees that each multiple of the fast wave has besides
    int order = 5;             ///< of two axes: of the expansion, 1 to 7,
    std::size_t degree = 20;   ///< and of the polynomials that it dresses
};

namespace solving {

/// Throws std::invalid_argument where the expansion of a problem proposes none.
linear_space proposed_space(problem_in_space const& of, expansion_choice const& choice);

}  // namespace solving

/// The space that the two-scale expansion of a problem gives away, with its number of functions, their points and a
/// text, for what `solve` has besides the problem and its space:
///
///     auto const two_scale = homogenize(darcy, x / eps);
///     auto const space = proposed_space(two_scale, interval(-pi, pi), eps = 1e-3);     // space.functions, space.text
///     auto const u_h = solve(darcy, interval(-pi, pi), space, eps = 1e-3);
///
/// over one axis slow polynomials times fast waves by the cell rule (fast_problem.hpp), over two axes polynomials
/// dressed in the medium (oscillating_problem.hpp). Neither functions nor points resolve eps: their number does not
/// grow as eps falls. Further arguments as `solve` has them, and an `expansion_choice`. Throws std::invalid_argument
/// where it proposes none. Cost: that of the cells, in two dimensions of the correctors and layers up to the order.
template <class E, class... Conditions, fixed_string X, fixed_string Eps, class... Arguments>
linear_space proposed_space(two_scale_t<problem_t<E, Conditions...>, X, Eps> const& two_scale, box const& domain,
                            Arguments const&... rest) {
    using problem = problem_t<E, Conditions...>;
    expansion_choice choice;
    collocation::arguments with;
    auto const take = [&]<class Argument>(Argument const& one) {
        if constexpr (std::is_same_v<Argument, expansion_choice>)
            choice = one;
        else
            with.take(one);
    };
    (take(rest), ...);
    box const everywhere = collocation::domain_of(unknowns_of<problem>::value, domain, with);
    auto const generated = generated_problem_of<false>(two_scale.problem());
    return solving::proposed_space({generated, solving::is_linear<problem>, everywhere, with}, choice);
}

}  // namespace lamina
