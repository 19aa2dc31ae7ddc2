#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/hana/for_each.hpp>
#include <boost/hana/unpack.hpp>

#include <lamina/dsl/terms/periods.hpp>
#include <lamina/dsl/terms/separate_unknowns.hpp>
#include <lamina/discretise/coercivity.hpp>
#include <lamina/discretise/collocated_problem.hpp>
#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/network/separate.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/sample/chebyshev.hpp>
#include <lamina/sample/contradictions.hpp>
#include <lamina/sample/quadrature.hpp>

namespace lamina {

namespace collocation {

/// Collects the parts of a problem: residuals that hold at the same points are one part. Curved: with second derivatives.
template <class Problem, bool Curved>
class assembly {
public:
    static constexpr unknown_table const& unknowns = unknowns_of<Problem>::value;
    std::vector<std::unique_ptr<residual_part<double>>> parts;

    assembly(box const& domain, arguments const& with)
        : domain_(domain), with_(with), interior_(interior_points(domain, with.points)) {}

    /// All equations, each with its name and weight
    template <class... Of>
    void add_equations(std::vector<std::string> const& names, std::vector<double> const& weights,
                       Of const&... equation) {
        add_joint(names, interior_, plain_, weights, equation...);
        if constexpr (sizeof...(Of) == 1 && (residual_count<Of> + ...) == 1 && !unknowns.time) {
            graph::arena g;
            (expect_coercive(g, equation.lower(g), unknowns.dimension, interior_, with_.known), ...);
        }
    }

    template <class Where, class Of>
    void add_condition(condition_t<Where, Of> const& c, std::string const& name, double weight) {
        point_frame const frame = frame_of_condition(c.equation, plain_);
        auto const at = place_points(domain_, frame, with_.sides, with_.known, with_.measured)(c.place);
        add_joint({name}, at, frame, {weight}, c.equation);
    }
    template <Period Where, class U>
    void add_condition(condition_t<Where, U> const&, std::string const& name, double weight) {
        std::size_t const first = parts.size();
        constexpr std::size_t size = U::form.is_scalar() ? 1 : U::form.rows;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            auto axes_of = [&]<std::size_t Component>(std::integral_constant<std::size_t, Component>) {
                [&]<std::size_t... A>(std::index_sequence<A...>) {
                    (add_periodic<Where, U, static_cast<int>(Component), static_cast<int>(A)>(name, weight, first),
                     ...);
                }(std::make_index_sequence<static_cast<std::size_t>(unknowns.dimension)>{});
            };
            (axes_of(std::integral_constant<std::size_t, I>{}), ...);
        }(std::make_index_sequence<size>{});
    }
    template <class Of, class At, class R>
    void add_condition(equation_t<mean_t<Of, At>, R> const& c, std::string const& name, double weight) {
        std::vector<bool> periodic(domain_.dimension(), false);
        for (int i = 0; i < unknowns.dimension; ++i)
            periodic[static_cast<std::size_t>(i)] = periodic_function<Problem, Of>::along(i);
        auto const over = quadrature_points(domain_, with_.points, periodic);
        parts.push_back(part_of<Curved>(mean_residual<Problem, equation_t<mean_t<Of, At>, R>>(c), {name}, over.points,
                                       plain_, with_.known, with_.inputs, weight, combination::mean, over.weights));
    }

private:
    box const& domain_;
    arguments const& with_;
    std::vector<double> interior_;
    point_frame plain_{unknowns.dimension, unknowns.time};

    /// Names of blocks are unique: block(i, j) of the tangent kernel finds them by name.
    static std::string numbered(std::string const& name, std::size_t k) { return name + "[" + std::to_string(k) + "]"; }

    /// Equations or a condition, with their names and weights: each component is a block.
    template <class... Of>
    void add_joint(std::vector<std::string> const& names, std::span<double const> points, point_frame const& frame,
                   std::vector<double> const& weights, Of const&... of) {
        std::vector<std::string> blocks;
        std::vector<double> lambdas;
        std::size_t k = 0;
        auto const add = [&](std::size_t components) {
            for (std::size_t i = 0; i < components; ++i) {
                blocks.push_back(components == 1 ? names[k] : numbered(names[k], i));
                lambdas.push_back(weights[k]);
            }
            ++k;
        };
        (add(static_cast<std::size_t>(residual_count<Of>)), ...);
        parts.push_back(part_of<Curved>(joint_residual<Problem, Of...>(of...), blocks, points, frame, with_.known,
                                              with_.inputs));
        for (std::size_t i = 0; i < lambdas.size(); ++i) parts.back()->blocks[i].lambda = lambdas[i];
    }

    template <Period Where, class U, int I, int Axis>
    void add_periodic(std::string const& name, double weight, std::size_t first) {
        if constexpr (Where::repeats(Axis)) {
            constexpr auto order = static_cast<std::size_t>(order_in_space<Problem>(Axis));
            auto const pairs = face_pairs(domain_, Axis, with_.sides);
            [&]<std::size_t... K>(std::index_sequence<K...>) {
                (parts.push_back(part_of<Curved>(periodic_residual<Problem, U, I, Axis, static_cast<int>(K)>{},
                                                {numbered(name, parts.size() - first)}, pairs, plain_, with_.known,
                                                with_.inputs, weight, combination::difference)),
                 ...);
            }(std::make_index_sequence<order>{});
        }
    }
};

/// The box of space and, for problems in time, of time
template <class E>
box domain_of(box const& space, arguments const& with) {
    constexpr unknown_table const& unknowns = unknowns_of<E>::value;
    if (space.dimension() != static_cast<std::size_t>(unknowns.dimension))
        throw std::invalid_argument("collocate: the domain has dimension " + std::to_string(space.dimension()) +
                                    ", the equation " + std::to_string(unknowns.dimension));
    if (unknowns.time != with.time.has_value())
        throw std::invalid_argument(unknowns.time
                                        ? "collocate: the problem depends on time, pass during{begin, end}"
                                        : "collocate: during{...} given, the problem does not depend on time");
    if (!unknowns.time) return space;
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < space.dimension(); ++i)
        lower.push_back(space.lower(i)), upper.push_back(space.upper(i));
    lower.push_back(with.time->begin), upper.push_back(with.time->end);
    return {lower, upper};
}

/// A network of one output for each scalar unknown of E, or one network for each unknown
template <class E, network_choice Network>
network_layout layout_of(Network const& network, std::size_t inputs) {
    return network.layout(inputs, static_cast<std::size_t>(unknowns_of<E>::value.size));
}
template <class E, class... Networks>
network_layout layout_of(separate_networks<Networks...> const& networks, std::size_t inputs) {
    return networks.layout(inputs, outputs_of_networks<E, sizeof...(Networks)>());
}

/// The weight of each of `count` equations or conditions, from one for all or one for each
inline std::vector<double> weight_of_each(char const* argument, std::vector<double> const& weights, std::size_t count,
                                          char const* of) {
    if (weights.size() == 1) return std::vector<double>(count, weights.front());
    if (weights.size() == count) return weights;
    throw std::invalid_argument(std::string(argument) + ": " + std::to_string(weights.size()) + " weights for " +
                                std::to_string(count) + " " + of + ", expected one for all or one for each");
}

/// Whether they are among the arguments of `collocate`
template <class... Arguments>
inline constexpr bool asks_for_second_derivatives = (std::is_same_v<Arguments, second_derivatives_t> || ...);

template <bool Curved, class E, class... Conditions, class Network>
auto assemble(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network, arguments with) {
    using all_of_it = problem_t<E, Conditions...>;
    mentioned_names const names(problem);
    with.expect_used(names, sizeof...(Conditions));
    auto const weights = weight_of_each("lambda", with.condition_weights, sizeof...(Conditions), "conditions");
    assembly<all_of_it, Curved> all(domain, with);
    std::size_t conditions = 0;
    boost::hana::unpack(equations_of(problem.equation), [&](auto const&... equation) {
        auto const each =
            weight_of_each("equation_weights", with.equation_weights, sizeof...(equation), "equations");
        std::vector<std::string> names;
        for (std::size_t i = 0; i < sizeof...(equation); ++i)
            names.push_back(is_system<E> ? "r" + std::to_string(i + 1)
                                         : std::string(unknowns_of<E>::value.unknown[0].name));
        all.add_equations(names, each, equation...);
    });
    boost::hana::for_each(problem.conditions, [&](auto const& condition) {
        double const weight = weights[conditions];
        std::string const name = name_of_condition(conditions++);
        all.add_condition(condition, name, weight);
    });
    with.expect_measured(names);
    auto contradicting = contradictions_of(problem, domain, with.known);
    for (std::string const& sentence : contradicting)
        if (!with.sides.clustered) notice(sentence);
    std::size_t const inputs = all.parts.front()->points().inputs();
    auto system = std::make_unique<collocated_system<double>>(layout_of<E>(network, inputs), std::move(all.parts));
    system->set_contradictions(std::move(contradicting));
    return collocated_problem<all_of_it>(std::move(system), std::move(with.known), std::move(with.inputs));
}

}  // namespace collocation

/// The problem at points of the domain, for an `mlp` or `improved_mlp` with one output for each scalar unknown, or for
/// the networks of `separate`, one for each unknown:
///
///     auto model = collocate(darcy, interval(-pi, pi), mlp({40, 40}, activation::sin), points(1024),
///                            eps = 1.0 / 32, lambda{2});
///
/// Further arguments, in any order: points (those of points.hpp), `side_points{n}`, `lambda{w, ...}`, `equation_weights{w, ...}`,
/// `features(...)`, parameters by name, `during{begin, end}` for problems in time, `field_values{name, f}`,
/// `measurements{name, points, values}`, `second_derivatives` for `hessian_times` of the system.
/// Blocks of the residual: the equation by the name of its unknown (of systems "r1", "r2", ...), then the conditions
/// "b", "b2", ...; the components of vectors are "u[0]", "u[1]", ..., the rows of periodic conditions "b[0]", ... for
/// each component, each axis, and each derivative from the value on.
/// A condition `mean(f) == c` is on the average over the domain, in time too, by the quadrature weights that belong to
/// the points (quadrature.hpp), those for periodic functions where f is one; the loss averages over its points equally.
/// Throws std::invalid_argument for an argument that is given twice or that nothing in the problem uses (a name of a
/// parameter, field or measurement that the problem lacks, with the nearest that it has), a domain of another
/// dimension, an unbound parameter, a wrong number of weights, one that is negative or not finite, a value that is not
/// finite (with its point), and a coefficient that is not coercive (see coercivity.hpp). Conditions that contradict
/// each other are told once on standard error, unless the points of the sides are clustered and so leave the corners
/// out, and by the model (see contradictions.hpp). Cost: one evaluation of every table at every point.
template <class E, class... Conditions, NetworkSource Network, class... Arguments>
auto collocate(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network,
               Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    box const everywhere = collocation::domain_of<E>(domain, with);
    constexpr bool curved = collocation::asks_for_second_derivatives<Arguments...>;
    return collocation::assemble<curved>(problem, everywhere, network, std::move(with));
}

/// The same for a linear trial space, `chebyshev{degree}`: theta are its coefficients (the constant last), and for
/// a linear equation the residual is affine in all of them: `solve` finds them by least squares.
template <class E, class... Conditions, class... Arguments>
auto collocate(problem_t<E, Conditions...> const& problem, box const& domain, chebyshev const& space,
               Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    box const everywhere = collocation::domain_of<E>(domain, with);
    with.inputs.space = space.on(everywhere);
    constexpr bool curved = collocation::asks_for_second_derivatives<Arguments...>;
    return collocation::assemble<curved>(problem, everywhere, mlp({}, activation::sin), std::move(with));
}

namespace collocation {

/// What a part of a call is, as a sentence needs it
template <class T>
constexpr reject::handed handed_in() {
    if constexpr (requires { T::condition_count; }) return reject::handed::problem;
    else if constexpr (std::is_convertible_v<T const&, box const&>) return reject::handed::domain;
    else if constexpr (NetworkSource<T> || std::is_same_v<T, chebyshev>)
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
