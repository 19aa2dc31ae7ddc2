#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <lamina/dsl/terms/separate_unknowns.hpp>
#include <lamina/discretise/assemble.hpp>
#include <lamina/discretise/collocated_problem.hpp>
#include <lamina/discretise/separate_spaces.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/network/separate.hpp>

namespace lamina {

namespace collocation {

/// A network of one output for each scalar unknown of E, or one network for each unknown
template <class E, network_choice Network>
network_layout layout_of(Network const& network, std::size_t inputs) {
    return network.layout(inputs, static_cast<std::size_t>(unknowns_of<E>::value.size));
}
template <class E, class... Networks>
network_layout layout_of(separate_networks<Networks...> const& networks, std::size_t inputs) {
    return networks.layout(inputs, outputs_of_networks<E, sizeof...(Networks)>());
}

/// Of a network or of `separate` ones for a problem; refers to it
template <class Problem, class Network>
layout_for layout_for_problem(Network const& network) {
    return [&network]<class E, class... Conditions>(std::type_identity<problem_t<E, Conditions...>>) -> layout_for {
        return [&network](std::size_t inputs) { return layout_of<E>(network, inputs); };
    }(std::type_identity<Problem>{});
}

/// Whether the choice of types is among the arguments of `collocate`
template <class Choice, class... Arguments>
inline constexpr bool asks_for = (std::is_same_v<Arguments, Choice> || ...);

template <bool Curved, bool InFloat, class E, class... Conditions, class Network>
auto assembled(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network, arguments with) {
    using all_of_it = problem_t<E, Conditions...>;
    return collocated_problem<all_of_it>(assemble(generated_problem_of<Curved, InFloat>(problem), domain,
                                                  layout_for_problem<all_of_it>(network), std::move(with)));
}

}  // namespace collocation

/// The problem at points of the domain, for an `mlp` or `improved_mlp` with one output for each scalar unknown, or for
/// the networks of `separate`, one for each unknown:
///
///     auto model = collocate(darcy, interval(-pi, pi), mlp({40, 40}, activation::sin), points(1024),
///                            eps = 1.0 / 32, lambda{2});
///
/// Further arguments, in any order: points (those of points.hpp), `side_points{n}`, `lambda{w, ...}`,
/// `equation_weights{w, ...}`, `features(...)`, parameters by name, `during{begin, end}` for problems in time,
/// `field_values{name, f}`, `measurements{name, points, values}`, `second_derivatives` for `hessian_times` of the
/// system, `single_precision` for training in float. Blocks of the residual: the equation by the name of its unknown
/// (of systems, and of one that is called as conditions are, "r1", "r2", ...), then the conditions "b", "b2", ...; the
/// components of vectors are "u[0]", "u[1]", ..., the rows of periodic conditions "b[0]", ... for each component, each
/// axis, and each derivative from the value on. A condition `mean(f) == c` is on the average over the domain, in time
/// too, by the quadrature weights that belong to the points (quadrature.hpp), those for periodic functions where f is
/// one; the loss averages over its points equally. Throws std::invalid_argument for an argument that is given twice or
/// that nothing in the problem uses (a name of a parameter, field or measurement that the problem lacks, with the
/// nearest that it has), a domain of another dimension, an unbound parameter, a wrong number of weights, one that is
/// negative or not finite, a value that is not finite (with its point), and a coefficient that is not coercive (see
/// coercivity.hpp). Conditions that contradict each other are told once on standard error, unless the points of the
/// sides are clustered and so leave the corners out, and by the model (see contradictions.hpp). Cost: one evaluation of
/// every table at every point.
template <class E, class... Conditions, NetworkSource Network, class... Arguments>
auto collocate(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network,
               Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    box const everywhere = collocation::domain_of(unknowns_of<E>::value, domain, with);
    constexpr bool curved = collocation::asks_for<second_derivatives_t, Arguments...>;
    constexpr bool in_float = collocation::asks_for<single_precision_t, Arguments...>;
    return collocation::assembled<curved, in_float>(problem, everywhere, network, std::move(with));
}

/// The same in a linear space, `chebyshev{degree}` or `frozen(mlp({600}, activation::sin))`: theta are its coefficients
/// (of the constant last), and for a linear equation the residual is affine in all of them: `solve` finds them by least
/// squares. Without points the space's own are taken: two to three rows a function, crowded at the sides.
template <class E, class... Conditions, LinearSpace Space, class... Arguments>
auto collocate(problem_t<E, Conditions...> const& problem, box const& domain, Space const& space,
               Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    box const everywhere = collocation::domain_of(unknowns_of<E>::value, domain, with);
    constexpr bool curved = collocation::asks_for<second_derivatives_t, Arguments...>;
    return collocated_problem<problem_t<E, Conditions...>>(collocation::assemble(
        generated_problem_of<curved>(problem), everywhere, space_of(space, everywhere), std::move(with)));
}

namespace collocation {

/// What a part of a call is, as a sentence needs it
template <class T>
constexpr reject::handed handed_in() {
    if constexpr (requires { T::condition_count; }) return reject::handed::problem;
    else if constexpr (std::is_convertible_v<T const&, box const&>) return reject::handed::domain;
    else if constexpr (NetworkSource<T> || LinearSpace<T>)
        return reject::handed::network;
    else if constexpr (Equation<T>) return reject::handed::equation;
    else return reject::handed::other;
}

}  // namespace collocation

/// Anything else: refused, with the order of the parts
template <class... Parts>
auto collocate(Parts const&...) {
    if constexpr (reject::Refused<Parts...>) return reject::nothing{};
    else return reject::no_collocation<"collocate", collocation::handed_in<Parts>()...>();
}

}  // namespace lamina
