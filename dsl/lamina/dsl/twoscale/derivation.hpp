#pragma once

#include <array>
#include <string_view>

#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/dsl/twoscale/expansion.hpp>
#include <lamina/dsl/twoscale/mean_source.hpp>

/// An expansion as a compile-time constant, of which each part is an expression.
namespace lamina::twoscale {

/// Where the derived expressions stand among the roots.
enum root {
    order_minus_2,
    order_minus_1,
    order_0,
    corrector,
    effective_left,
    effective_right,
    mean_source,
    first_cell,
    measure = first_cell + graph::separated_order::max_parts,
    count
};

/// A term slow * corrector of u1
struct corrector_term {
    graph::slow_factor factor{};
    graph::node_id slow = graph::node_id::none;  ///< the factor, a node
    int cell = 0;                                ///< whose unknown the corrector is
};

/// The derivation with the values of the literals, as an arena and its roots.
struct derivation {
    graph::arena from;
    std::array<graph::node_id, root::count> roots{};
    std::array<graph::slow_factor, graph::separated_order::max_parts> factor{};  ///< of each cell problem
    std::array<graph::node_id, graph::separated_order::max_parts> unknown{};
    std::array<corrector_term, graph::separated_order::max_parts> term{};  ///< of u1
    int terms = 0;
    graph::scales positions{};
    graph::node_id leading = graph::node_id::none;  ///< u0
    graph::node_id measure = graph::node_id::none;  ///< m, none where it is 1
    int parts = 0;                                  ///< cell problems
    int components = 0;                             ///< of the unknown, 0 if it is a scalar
    int requirements = 0;
    graph::id_list requirement{};
    bool slow_cells = false;
    graph::refusal why = graph::refusal::none;
};

/// Terms with u0 stay on the left, the others go to the right.
constexpr void split_sides(graph::arena& g, graph::node_id residual, graph::node_id u0, graph::node_id& left,
                           graph::node_id& right) {
    graph::id_list with, without;
    graph::id_list const terms = graph::terms_of(g, residual);
    for (int k = 0; k < terms.size; ++k)
        (graph::holds(g, terms[k], u0) ? with : without).push(terms[k]);
    left = graph::sum(g, with);
    right = graph::negative(g, without.size > 0 ? graph::sum(g, without) : graph::zero(g, g[residual].form));
}

template <class E>
constexpr derivation derive(E const& equation, std::string_view eps) {
    derivation out;
    graph::arena& g = out.from;
    g.whole_tensors = true;
    graph::node_id const residual = equation.lower(g);
    graph::two_scale_expansion const expansion = graph::expand_two_scale(g, residual, g.name(eps));
    out.why = expansion.why;
    if (out.why != graph::refusal::none) return out;
    for (int k = 0; k < 3; ++k) out.roots[static_cast<std::size_t>(order_minus_2 + k)] = expansion.orders.of.at(k - 2);
    out.positions = expansion.orders.positions;
    out.leading = expansion.orders.u0;
    out.components = expansion.orders.form.rows;
    out.slow_cells = expansion.separated.arguments.size > 1;
    out.measure = expansion.measure.m;
    if (out.measure != graph::node_id::none) out.roots[measure] = expansion.measure.cell;
    graph::correctors const& found = expansion.found;
    out.roots[corrector] = found.u1;
    out.parts = found.cells;
    for (std::size_t k = 0; k < static_cast<std::size_t>(found.cells); ++k) {
        out.roots[first_cell + k] = found.cell[k].cell;
        out.factor[k] = found.cell[k].factor;
        out.unknown[k] = found.cell[k].corrector;
    }
    out.roots[mean_source] = graph::mean_source(g, expansion.orders, expansion.separated, expansion.measure, found);
    out.terms = expansion.separated.parts;
    for (std::size_t k = 0; k < static_cast<std::size_t>(out.terms); ++k) {
        graph::slow_and_fast const& part = expansion.separated.part[k];
        out.term[k] = {part.factor, part.slow, found.solved_by[k]};
    }
    out.requirement = found.requirements;
    out.requirements = found.requirements.size;
    split_sides(g, expansion.effective.root, out.leading, out.roots[effective_left], out.roots[effective_right]);
    return out;
}

/// The effective equation with every average replaced by a literal or by a field average_k(x); all nodes of the
/// derivation keep their ids.
struct averaged_equation {
    graph::arena from;
    std::array<graph::node_id, 3> roots{};  ///< left, right, `mean_source`
    graph::id_list integrands{};            ///< whose averages they are
    int first_slot = 0;                     ///< the literal of the first average
    bool separable = true;                  ///< every average is a number
};

template <class Source, graph::average_as As>
struct averaged_from {
    static constexpr averaged_equation made = [] {
        averaged_equation out{.from = Source::made.from};
        out.first_slot = out.from.value_count;
        graph::average_substitution replaced(out.from, Source::made.positions, Source::made.leading, As);
        out.roots = {replaced(Source::made.roots[effective_left]), replaced(Source::made.roots[effective_right]),
                     replaced(Source::made.roots[mean_source])};
        out.integrands = replaced.integrands;
        out.separable = replaced.separable;
        return out;
    }();
    static constexpr graph::arena const& from = made.from;
    static constexpr auto roots = made.roots;
    static constexpr int literals = made.from.value_count;
};

/// The derivation of equation type E, once.
template <class E, fixed_string Eps>
struct derived_from {
    static constexpr derivation made = derive(E{}, Eps.view());
    static constexpr graph::arena const& from = made.from;
    static constexpr auto roots = made.roots;
};

/// The solvability requirements of a derivation, as a source of derived expressions.
template <class Source>
struct requirements_of {
    static constexpr graph::arena const& from = Source::from;
    static constexpr auto roots = Source::made.requirement.at;
};

/// The functions of y whose averages an effective equation has, as a source of derived expressions.
template <class Source>
struct integrands_of {
    using averaged = averaged_from<Source, graph::average_as::number>;
    static constexpr graph::arena const& from = averaged::from;
    static constexpr auto roots = averaged::made.integrands.at;
};

/// The name of the corrector of a slow factor in D dimensions, as a constant of the language
template <graph::slow_factor Of, int D, bool IsVector>
constexpr auto corrector_name() {
    constexpr std::string_view text = graph::name_of(Of, D, IsVector);
    std::array<char, text.size() + 1> characters{};
    for (std::size_t k = 0; k < text.size(); ++k) characters[k] = text[k];
    return fixed_string(characters);
}

}  // namespace lamina::twoscale
