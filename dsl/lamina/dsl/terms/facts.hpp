#pragma once

#include <cstdio>
#include <string>

#include <boost/hana/unpack.hpp>

#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>

namespace lamina {

/// What is known of a problem's equation before any number is: constants of its type.
struct facts {
    int dimension = 0;             ///< of space
    bool time = false;             ///< whether an unknown depends on time
    int unknowns = 0;              ///< scalar unknowns, components of vectors counted one by one
    int equations = 0;             ///< scalar equations
    int order = 0;                 ///< of the highest derivative of an unknown
    bool linear = false;           ///< affine in the unknowns and their derivatives, without a trained parameter
    bool divergence_form = false;  ///< derivatives of second and higher order stand under a div only, as written
    int partials = 0;              ///< distinct derivatives of unknowns, these among them, when written out; summed
    int channels = 0;              ///< what the network carries for each unknown, after collapsing
    int naive_channels = 0;        ///< what it would carry derivative by derivative
};

namespace surface {

/// Whether an expression depends on a position, a time or an unknown.
constexpr bool varies(graph::arena const& g, int id) {
    using graph::op;
    return graph::contains(g, id, op::position) || graph::contains(g, id, op::coordinate) ||
           graph::contains(g, id, op::unknown);
}

/// True if every derivative of the unknown of order two or more is a div of something of first order.
constexpr bool in_divergence_form(graph::arena const& g, int id, bool under_div = false, bool under_grad = false) {
    using graph::op;
    graph::node const& n = g[id];
    bool const holds_unknown = graph::contains(g, id, op::unknown);
    if (!holds_unknown) return true;
    if (n.kind == op::lap)  // div grad by definition
        return !under_div && !under_grad && in_divergence_form(g, g.child(id, 0), true, true);
    if (n.kind == op::partial && n.count > 2) return false;
    if (n.kind == op::div) {
        if (under_div || under_grad) return false;
        return in_divergence_form(g, g.child(id, 0), true, false);
    }
    bool const differentiates = n.kind == op::grad || n.kind == op::partial;
    if (differentiates && under_grad) return false;
    for (int k = 0; k < n.count; ++k)
        if (!in_divergence_form(g, g.child(id, k), under_div, under_grad || differentiates)) return false;
    // a factor in front of a div goes under it if it depends on no coordinate
    if (n.kind == op::product)
        for (int k = 0; k < n.count; ++k) {
            int const factor = g.child(id, k);
            bool const diverges = graph::contains(g, factor, op::div) || graph::contains(g, factor, op::lap);
            if (!diverges || !graph::contains(g, factor, op::unknown)) continue;
            for (int other = 0; other < n.count; ++other)
                if (other != k && varies(g, g.child(id, other))) return false;
        }
    return true;
}

}  // namespace surface

namespace surface {

/// What the equations Of of a problem with the equations E say.
template <class E, class... Of>
constexpr facts facts_of_equations() {
    using term = pointwise<joint_residual<E, Of...>>;
    unknown_table const& unknowns = unknowns_of<E>::value;
    facts out{.dimension = unknowns.dimension, .time = unknowns.time, .unknowns = unknowns.size,
              .equations = term::residuals, .order = term::plan.order, .linear = term::affine,
              .divergence_form = true, .channels = term::channels::size, .naive_channels = term::plan.naive_channels};
    graph::arena g;
    graph::id_list const written = joint_residual<E, Of...>::residual(g);
    for (int i = 0; i < written.size; ++i) {
        out.divergence_form = out.divergence_form && in_divergence_form(g, written[i]);
        out.partials += graph::jets_of(g, graph::scalarize(g, written[i]), unknowns).size;
    }
    return out;
}

}  // namespace surface

/// The facts of a problem: `constexpr facts f = facts_of(darcy);`
template <class E, class... Conditions>
constexpr facts facts_of(problem_t<E, Conditions...> const&) {
    return boost::hana::unpack(equations_of(E{}), []<class... Of>(Of const&...) {
        return surface::facts_of_equations<E, Of...>();
    });
}

/// Of anything else: refused
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> facts_of(Parts const&...) {
    return reject::needs_problem<"facts_of", Parts...>();
}

/// The facts in words, a line each
inline std::string to_text(facts const& f) {
    auto line = [](char const* what, std::string const& value) { return std::string(what) + value + "\n"; };
    std::string const system = f.unknowns == 1 && f.equations == 1
                                   ? std::string()
                                   : line("unknowns         ", std::to_string(f.unknowns)) +
                                         line("equations        ", std::to_string(f.equations));
    return line("dimension        ", std::to_string(f.dimension) + (f.time ? " and time" : "")) + system +
           line("order            ", std::to_string(f.order)) + line("linear           ", f.linear ? "yes" : "no") +
           line("divergence form  ", f.divergence_form ? "yes" : "no") +
           line("partials needed  ", std::to_string(f.partials)) +
           line("jet channels     ",
                std::to_string(f.channels) + " (" + std::to_string(f.naive_channels) + " before collapsing)");
}

inline void print(facts const& f) { std::fputs(to_text(f).c_str(), stdout); }

}  // namespace lamina
