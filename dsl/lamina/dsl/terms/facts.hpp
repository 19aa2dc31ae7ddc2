#pragma once

#include <cstdio>
#include <string>

#include <boost/hana/unpack.hpp>

#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/dsl/weak/first_order_form.hpp>

namespace lamina {

/// What is known of a problem's equation before any number is: constants of its type.
struct facts {
    int dimension = 0;             ///< of space
    bool time = false;             ///< whether an unknown depends on time
    int unknowns = 0;              ///< scalar unknowns, components of vectors counted one by one
    int equations = 0;             ///< scalar equations
    int order = 0;                 ///< of the highest derivative of an unknown
    bool linear = false;           ///< affine in the unknowns and their derivatives, without a trained parameter
    bool divergence_form = false;  ///< F0 - div F1 with functions of first order, as written (`first_order_form`)
    int partials = 0;              ///< distinct derivatives of unknowns, these among them, when written out; summed
    int channels = 0;              ///< what the network carries for each unknown, after collapsing
    int naive_channels = 0;        ///< what it would carry derivative by derivative
};

namespace surface {

/// What the equations Of of a problem with the equations E say.
template <class E, class... Of>
constexpr facts facts_of_equations() {
    using term = pointwise<joint_residual<E, Of...>>;
    unknown_table const& unknowns = unknowns_of<E>::value;
    facts out{.dimension = unknowns.dimension,
              .time = unknowns.time,
              .unknowns = unknowns.size,
              .equations = term::residuals,
              .order = term::plan.order,
              .linear = term::affine,
              .divergence_form = true,
              .channels = term::plan.channel_count,
              .naive_channels = term::plan.naive_channels};
    graph::arena g;
    graph::id_list const written = joint_residual<E, Of...>::residual(g);
    for (int i = 0; i < written.size; ++i) {
        out.divergence_form = out.divergence_form && graph::first_order_form_of(g, written[i]).exists();
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
