#pragma once

#include <boost/hana/flatten.hpp>
#include <boost/hana/transform.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

#include <lamina/dsl/expr/derived.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/reject/forms.hpp>
#include <lamina/dsl/weak/flux_equation.hpp>

/// Other forms of one equation: the same solution, another loss.
namespace lamina {

namespace forms {

/// Left and right sides of what was derived, equation by equation
struct derivation {
    graph::arena from;
    std::array<graph::node_id, 4> roots{};
    graph::form_refusal why = graph::form_refusal::none;
};

/// Divided by a, and by what else multiplies the divergence unless the unknown is in it
template <class E>
constexpr derivation divide_by_coefficient(E const& equation) {
    derivation out;
    graph::arena& g = out.from;
    graph::node_id const l = equation.left.lower(g), r = equation.right.lower(g);
    graph::flux_equation const found = graph::find_flux(g, l, r, false);
    graph::gradient_flux const& flux = found.flux;
    out.why = found.why;
    if (out.why == graph::form_refusal::none && flux.tensor) out.why = graph::form_refusal::tensor;
    if (out.why != graph::form_refusal::none) return out;

    auto const& [front, whole, position, dimension, written] = flux.term;
    graph::node_id const a = graph::product(g, flux.coefficient);
    graph::id_list divisor, kept;
    divisor.push(a);
    for (int k = 0; k < front.size; ++k) {
        bool const stays = graph::is_number(g, front[k]) || graph::contains(g, front[k], graph::op::unknown);
        (stays ? kept : divisor).push(front[k]);
    }
    graph::node_id const by = graph::product(g, divisor), factor = graph::product(g, kept);
    for (std::size_t s = 0; s < 2; ++s) {
        graph::id_list terms;
        if (static_cast<int>(s) == found.side) {
            graph::node_id const slope = graph::gradient(g, position, dimension, flux.unknown);
            terms.push(graph::product(g, factor, graph::divergence(g, position, dimension, slope)));
            if (graph::depends_on(g, a, position)) {
                graph::node_id const of_a = graph::quotient(g, graph::gradient(g, position, dimension, a), a);
                terms.push(graph::product(g, factor, graph::dot(g, of_a, slope)));
            }
        }
        terms.push(graph::quotient(g, found.rest[s], by));
        out.roots[s] = graph::sum(g, terms);
    }
    return out;
}

/// q == a * grad(u), and the equation with div(q)
template <class E>
constexpr derivation name_the_flux(E const& equation, std::string_view name) {
    derivation out;
    graph::arena& g = out.from;
    graph::node_id const l = equation.left.lower(g), r = equation.right.lower(g);
    for (graph::node_id id{}; g.has(id); ++id)
        if (g[id].kind == graph::op::unknown && g.name_of(id) == name) {
            out.why = graph::form_refusal::name_taken;
            return out;
        }
    graph::flux_equation const found = graph::find_flux(g, l, r, true);
    out.why = found.why;
    if (out.why != graph::form_refusal::none) return out;

    auto const& [front, flux, position, dimension, written] = found.flux.term;
    graph::node_id const q = g.add({.kind = graph::op::unknown, .name = g.name(name), .form = {dimension, 0}},
                        g.children(found.flux.unknown));
    out.roots[0] = q;
    out.roots[1] = flux;
    graph::id_list outflow = front;
    outflow.push(graph::divergence(g, position, dimension, q));
    for (std::size_t s = 0; s < 2; ++s) {
        bool const here = static_cast<int>(s) == found.side;
        out.roots[2 + s] = here ? graph::sum(g, graph::product(g, outflow), found.rest[s]) : found.rest[s];
    }
    return out;
}

/// The derivations of equation type E, each once.
template <class E>
struct divided {
    static constexpr derivation made = divide_by_coefficient(E{});
    static constexpr graph::arena const& from = made.from;
    static constexpr auto roots = made.roots;
};
template <class E, fixed_string Flux>
struct split {
    static constexpr derivation made = name_the_flux(E{}, Flux.view());
    static constexpr graph::arena const& from = made.from;
    static constexpr auto roots = made.roots;
};

/// Equation number K of a derivation
template <class Source, int K>
constexpr auto equation_of(std::array<double, 128> const& values) {
    return derived_t<Source, 2 * K>(values) == derived_t<Source, 2 * K + 1>(values);
}

/// A condition with what it asks of the flux: where u is periodic, its flux is.
template <fixed_string Flux, class Condition>
constexpr auto with_flux(Condition const& c) {
    return boost::hana::tuple<Condition>(c);
}
template <fixed_string Flux, Period Where, fixed_string Name, class... Arguments>
constexpr auto with_flux(condition_t<Where, unknown_t<Name, 0, Arguments...>> const& c) {
    using flux = condition_t<Where, unknown_t<Flux, common_dimension<Arguments...>, Arguments...>>;
    return boost::hana::make_tuple(c, flux{c.place, {}});
}

}  // namespace forms

/// The equation divided by a: -div(a * grad(u)) + c(u) == f becomes
///     -lap(u) - dot(grad(a) / a, grad(u)) + c(u) / a == f / a,
/// with the conditions as they are. What multiplies the divergence besides a number is divided out too. Refuses, with
/// a sentence, a system, an equation without such a term or with several, and an a that is a matrix.
template <class E, class... Conditions>
constexpr auto non_divergence(problem_t<E, Conditions...> const& problem) {
    if constexpr (is_system<E>) {
        reject::has_form<"non_divergence", graph::form_refusal::several_equations, E>();
        return reject::nothing{};
    } else if constexpr (!reject::has_form<"non_divergence", forms::divided<E>::made.why, E>()) {
        return reject::nothing{};
    } else {
        auto const equation = forms::equation_of<forms::divided<E>, 0>(surface::literals_of(problem.equation));
        return problem_t<std::remove_cv_t<decltype(equation)>, Conditions...>{equation, problem.conditions};
    }
}

/// The first-order system of u and its flux, a vector unknown: -div(a * grad(u)) + c(u) == f becomes
///     q == a * grad(u),   -div(q) + c(u) == f
/// with the conditions as they are, and q periodic where u is; a scalar or a matrix, -lap(u) as a = 1. The flux is
/// called q, or as in `first_order<"sigma">(problem)`. Refuses, with a sentence, a system, an equation without such a
/// term or with several, and a name that is taken.
template <fixed_string Flux = "q", class E, class... Conditions>
constexpr auto first_order(problem_t<E, Conditions...> const& problem) {
    if constexpr (is_system<E>) {
        reject::has_form<"first_order", graph::form_refusal::several_equations, E>();
        return reject::nothing{};
    } else if constexpr (!reject::has_form<"first_order", forms::split<E, Flux>::made.why, E>()) {
        return reject::nothing{};
    } else {
        auto const values = surface::literals_of(problem.equation);
        auto const flux = forms::equation_of<forms::split<E, Flux>, 0>(values);
        auto const balance = forms::equation_of<forms::split<E, Flux>, 1>(values);
        using system = system_t<std::remove_cv_t<decltype(flux)>, std::remove_cv_t<decltype(balance)>>;
        auto const conditions = boost::hana::flatten(boost::hana::transform(
            problem.conditions, [](auto const& c) { return forms::with_flux<Flux>(c); }));
        return boost::hana::unpack(conditions, [&]<class... C>(C const&... c) {
            return problem_t<system, C...>{system{{flux, balance}}, boost::hana::tuple<C...>(c...)};
        });
    }
}

/// Of anything but a problem: refused
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> non_divergence(Parts const&...) {
    return reject::needs_problem<"non_divergence", Parts...>();
}
template <fixed_string Flux = "q", class... Parts>
constexpr reject::refusal_of_call<Parts...> first_order(Parts const&...) {
    return reject::needs_problem<"first_order", Parts...>();
}

}  // namespace lamina
