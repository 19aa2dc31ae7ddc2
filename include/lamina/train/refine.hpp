#pragma once

#include <lamina/train/solve.hpp>

namespace lamina {

namespace solving {

/// Arguments of `collocate` for what is added to a solution: its parameters and fields, and what it is. Throws
/// std::invalid_argument where it has trained parameters.
collocation::arguments beside(solved const& so_far);
/// The same space, solved at no fewer points than the solution was: those would take what it leaves between its own
/// points for something smooth
linear_space resolving(linear_space space, solved const& so_far);
/// What was found beside a solution in a space, named in words; or where it leaves more of the problem at points that
/// were not solved at, which is said, `so_far`
solved refined(solved const& so_far, result found, std::string const& added);

}  // namespace solving

/// A second stage: u_h + w, with w in a linear space or a network that solves what u_h leaves of its problem,
///
///     auto const better = refine(u_h, frozen(mlp({300}, activation::sin)));
///     auto const best = refine(better, mlp({20, 20}, activation::sin), points(400));
///
/// of a linear problem the same equation for what u_h leaves of the right-hand side, so that w is as small as that and
/// what is lost to rounding is lost of w; of a nonlinear one by Newton's method for w. The scale of a frozen network or
/// of a trained one's start is found from what is left, as in `solve`, which has the rest: arguments, what is thrown
/// and said. Where u_h + w leaves more of the problem than u_h, that is said and u_h returned. Repeatable: each stage
/// keeps those before, and evaluates them.
template <class Problem, LinearSpace Space, class... Arguments>
solution_t<Problem> refine(solution_t<Problem> const& u_h, Space const& space, Arguments const&... rest) {
    auto with = solving::beside(u_h.untyped());
    (with.take(rest), ...);
    auto const generated = generated_problem_of<false, Problem>(u_h.untyped().at().problem());
    solving::problem_in_space const of{generated, solving::is_linear<Problem>, u_h.domain(), with};
    linear_space const added = solving::resolving(solving::named(of, space), u_h.untyped());
    return solution_t<Problem>(solving::refined(u_h.untyped(), solving::solved_in(of, added), added.text));
}
template <class Problem, NetworkSource Network, class... Arguments>
solution_t<Problem> refine(solution_t<Problem> const& u_h, Network const& network, Arguments const&... rest) {
    auto with = solving::beside(u_h.untyped());
    (with.take(rest), ...);
    auto const generated = generated_problem_of<false, Problem>(u_h.untyped().at().problem());
    auto found = solving::trained_in({generated, solving::is_linear<Problem>, u_h.domain(), with},
                                     collocation::layout_for_problem<Problem>(network));
    return solution_t<Problem>(solving::refined(u_h.untyped(), std::move(found), "a trained network"));
}

}  // namespace lamina
