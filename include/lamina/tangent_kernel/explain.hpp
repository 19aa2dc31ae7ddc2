#pragma once

#include <span>
#include <string>
#include <vector>

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/print/print.hpp>
#include <lamina/discretise/collocate.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/tangent_kernel/equation_scales.hpp>
#include <lamina/tangent_kernel/explanation.hpp>

namespace lamina {

namespace explaining {

/// What each block prints as: its equation or condition. Blocks are named as `collocate` names them.
template <class E, class... Conditions>
std::vector<std::string> texts_of(problem_t<E, Conditions...> const& problem, std::span<residual_block const> blocks) {
    std::vector<std::string> equations, conditions, out;
    boost::hana::for_each(equations_of(problem.equation), [&]<class Of>(Of const& equation) {
        for (int i = 0; i < residual_count<Of>; ++i) equations.push_back(to_text(equation));
    });
    boost::hana::for_each(problem.conditions, [&](auto const& c) { conditions.push_back(to_text(c)); });
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i < equations.size()) {
            out.push_back(equations[i]);
            continue;
        }
        // the last condition whose name begins the block's: components have a digit more
        std::size_t which = 0;
        for (std::size_t k = 1; k < conditions.size(); ++k)
            if (blocks[i].name.starts_with("b" + std::to_string(k + 1))) which = k;
        out.push_back(conditions[which]);
    }
    return out;
}

template <class E, class... Conditions, class Network>
explanation of_arguments(problem_t<E, Conditions...> const& problem, box const& space, Network const& network,
                         auto const& start, collocation::arguments const& with, auto const&... rest) {
    auto model = collocate(problem, space, network, rest...);
    std::vector<double> const theta = start(model);
    box const domain = collocation::domain_of(unknowns_of<E>::value, space, with);
    unknown_table const& unknowns = unknowns_of<E>::value;
    bool const on_a_line = unknowns.axes() == 1;
    auto const interior = interior_points(domain, with.points);
    explanation out = explain_flow(model.collocated(), theta, texts_of(problem, model.system().blocks()),
                                   on_a_line ? std::span<double const>(interior) : std::span<double const>(),
                                   domain.length(0));
    out.contradictions = model.contradictions();
    equation_scales scales(unknowns, domain, with.known, with.inputs);
    lowered_residuals const equations = lowered_problem_of(problem).equations;
    for (graph::node_id const residual : *equations.residuals) {
        graph::arena g = equations.arena();
        scales.add(g, residual);
    }
    out.scales = scales.scales(model.layout(), theta);
    out.points = interior.size() / static_cast<std::size_t>(unknowns.axes());
    out.points_needed = 1;
    for (axis_scale const& s : out.scales) out.points_needed *= s.points;
    return out;
}

}  // namespace explaining

/// Before any training: how stiff the gradient flow from theta is and which modes it learns when, which condition it
/// neglects, how many points and which features the equation's smallest scale needs, what an iteration costs.
///
///     print(explain(darcy, interval(-pi, pi), mlp({40, 40}, activation::sin), theta, points(512), eps = 1.0 / 8));
///
/// Arguments after theta as `collocate` has them. The claims about training hold while the tangent kernel is what it is
/// at theta: exactly for a linear equation on a linear trial space, else the better the wider the network. Scales are
/// those of the equations' coefficients and sources on sampled lines, not of the conditions' data.
/// Cost: one tangent kernel with all its modes, see `iteration_cost::kernel`. Throws as `collocate` and
/// `tangent_kernel`.
template <class E, class... Conditions, class Network, class... Arguments>
    requires(collocation::handed_in<Network>() == reject::handed::network)
explanation explain(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network,
                    std::span<double const> theta, Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    auto const start = [&](auto const&) { return std::vector<double>(theta.begin(), theta.end()); };
    return explaining::of_arguments(problem, domain, network, start, with, rest...);
}

/// The same at the start that `glorot` draws with seed 1 and these options
template <class E, class... Conditions, class Network, class... Arguments>
    requires(collocation::handed_in<Network>() == reject::handed::network)
explanation explain(problem_t<E, Conditions...> const& problem, box const& domain, Network const& network,
                    initialize_options const& options, Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    auto const start = [&](auto const& model) { return model.start(glorot(model.layout(), 1, options)); };
    return explaining::of_arguments(problem, domain, network, start, with, rest...);
}

namespace explaining {

template <class... Parts>
inline constexpr bool is_call = false;
template <class Problem, class Domain, class Network, class Start, class... Arguments>
inline constexpr bool is_call<Problem, Domain, Network, Start, Arguments...> =
    collocation::handed_in<Problem>() == reject::handed::problem &&
    collocation::handed_in<Domain>() == reject::handed::domain &&
    collocation::handed_in<Network>() == reject::handed::network &&
    (std::is_convertible_v<Start, std::span<double const>> || std::is_convertible_v<Start, initialize_options const&>);

}  // namespace explaining

/// Anything else: refused, with the order of the parts
template <class... Parts>
    requires(!explaining::is_call<Parts...>)
auto explain(Parts const&...) {
    if constexpr (reject::Refused<Parts...>) return reject::nothing{};
    else return reject::no_collocation<"explain", collocation::handed_in<Parts>()...>();
}

}  // namespace lamina
