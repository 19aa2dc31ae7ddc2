#pragma once

#include <array>
#include <string_view>

#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/dsl/twoscale/expansion.hpp>

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
    first_cell,
    measure = first_cell + graph::two_scale_expansion::max_correctors,
    count
};

/// The derivation with the values of the literals, as an arena and its roots.
struct derivation {
    graph::arena from;
    std::array<int, root::count> roots{};
    std::array<int, graph::two_scale_expansion::max_correctors> direction{};
    std::array<int, graph::two_scale_expansion::max_correctors> unknown{};
    graph::scales positions{};
    int leading = -1;  ///< u0
    int measure = -1;  ///< m, or -1 where it is 1
    int parts = 0;       ///< cell problems
    int components = 0;  ///< of the unknown, 0 if it is a scalar
    int requirements = 0;
    graph::id_list requirement{};
    bool slow_cells = false;
    graph::refusal why = graph::refusal::none;
};

/// Terms with u0 stay on the left, the others go to the right.
constexpr void split_sides(graph::arena& g, int residual, int u0, int& left, int& right) {
    graph::id_list with, without;
    graph::id_list const terms = graph::terms_of(g, residual);
    for (int k = 0; k < terms.size; ++k)
        (graph::expanding::holds(g, terms[k], u0) ? with : without).push(terms[k]);
    left = graph::sum(g, with);
    right = graph::negative(g, without.size > 0 ? graph::sum(g, without) : graph::zero(g, g[residual].form));
}

template <class E>
constexpr derivation derive(E const& equation, std::string_view eps) {
    derivation out;
    graph::arena& g = out.from;
    g.whole_tensors = true;
    int const residual = equation.lower(g);
    graph::two_scale_expansion const found = graph::expand_two_scale(g, residual, g.name(eps));
    out.why = found.why;
    if (out.why != graph::refusal::none) return out;
    out.roots[order_minus_2] = found.order[0];
    out.roots[order_minus_1] = found.order[1];
    out.roots[order_0] = found.order[2];
    out.roots[corrector] = found.corrector;
    split_sides(g, found.effective, found.leading, out.roots[effective_left], out.roots[effective_right]);
    for (int k = 0; k < found.parts; ++k) {
        graph::corrector_part const& part = found.part[static_cast<std::size_t>(k)];
        if (part.as >= 0) continue;
        auto const cell = static_cast<std::size_t>(out.parts++);
        out.roots[static_cast<std::size_t>(first_cell) + cell] = part.cell;
        out.direction[cell] = part.direction;
        out.unknown[cell] = part.corrector;
    }
    out.components = g[found.leading].form.rows;
    out.measure = found.measure;
    if (found.measure >= 0) out.roots[measure] = found.measure_cell;
    out.requirement = found.requirements;
    out.requirements = found.requirements.size;
    out.slow_cells = found.slow_cells;
    out.positions = found.positions;
    out.leading = found.leading;
    return out;
}

/// The effective equation with every average replaced by a literal or by a field average_k(x); all nodes of the
/// derivation keep their ids.
struct averaged_equation {
    graph::arena from;
    std::array<int, 2> roots{};     ///< left, right
    graph::id_list integrands{};    ///< whose averages they are
    int first_slot = 0;             ///< the literal of the first average
    bool separable = true;          ///< every average is a number
};

template <class Source, graph::average_as As>
struct averaged_from {
    static constexpr averaged_equation made = [] {
        averaged_equation out{.from = Source::made.from};
        out.first_slot = out.from.value_count;
        graph::average_substitution replaced(out.from, Source::made.positions, Source::made.leading, As);
        out.roots = {replaced(Source::made.roots[effective_left]), replaced(Source::made.roots[effective_right])};
        out.integrands = replaced.integrands;
        out.separable = replaced.separable;
        return out;
    }();
    static constexpr graph::arena const& from = made.from;
    static constexpr auto roots = made.roots;
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

/// The name of the corrector of direction j in D dimensions; j = -1: the reaction's, j = -2 - k: that of source k. Of a
/// vector that of mode D k + j.
template <int Direction, int D, bool IsVector>
constexpr auto corrector_name() {
    if constexpr (IsVector) {
        constexpr std::string_view text = graph::mode_name(Direction, D);
        constexpr char characters[5]{text[0], text[1], text[2], text[3]};
        return fixed_string(characters);
    } else if constexpr (Direction == -1) return fixed_string("N");
    else if constexpr (Direction == -2) return fixed_string("S");
    else if constexpr (Direction < -2) {
        constexpr std::string_view text = graph::source_names[static_cast<std::size_t>(-2 - Direction)];
        constexpr char characters[4]{text[0], text[1], text[2]};
        return fixed_string(characters);
    }
    else if constexpr (D == 1) return fixed_string("chi");
    else if constexpr (Direction == 0) return fixed_string("chi_0");
    else if constexpr (Direction == 1) return fixed_string("chi_1");
    else return fixed_string("chi_2");
}

}  // namespace lamina::twoscale
