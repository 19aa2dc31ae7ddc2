#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/dsl/reject/twoscale.hpp>
#include <lamina/dsl/twoscale/boundary_slope.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/dsl/twoscale/solvable.hpp>
#include <lamina/homogenize/boundary_slopes.hpp>
#include <lamina/homogenize/homogenized_medium.hpp>
#include <lamina/sample/chebyshev.hpp>
#include <lamina/sample/given_arguments.hpp>
#include <lamina/sample/mentioned_names.hpp>

namespace lamina {

/// The lengths of the periodic cell in y
struct period {
    std::vector<double> lengths;
    template <class... Lengths>
    explicit period(Lengths... l) : lengths{reject::number_given<"period", "period(1)">(l)...} {}
};

/// The slow point x at which a cell problem is solved, shape (D,)
struct at {
    std::vector<double> x;
    template <class... Coordinates>
    explicit at(Coordinates... c) : x{reject::number_given<"at", "at(0.5)">(c)...} {}
};

namespace cells {

template <class... Arguments>
inline constexpr bool begins_with_box = false;
template <class First, class... Rest>
inline constexpr bool begins_with_box<First, Rest...> = std::is_same_v<First, box>;

inline void expect_size(char const* what, std::size_t size, std::size_t expected) {
    if (size != expected)
        throw std::invalid_argument(std::string(what) + ": " + std::to_string(size) + " numbers, expected " +
                                    std::to_string(expected));
}

/// What the optional arguments of `solve` say, to a problem with these names. Taking one throws std::invalid_argument
/// where it was given before, and for a parameter that the problem lacks.
struct arguments {
    mentioned_names names;
    given_arguments given{"solve"};
    bindings known;
    std::vector<double> slow;
    std::optional<box> domain;
    std::size_t degree = 0;
    medium_options options;
    void take(at const& point) { given.once("at"), slow = point.x; }
    void take(box const& slow_box) { given.once("the slow box"), domain = slow_box; }
    void take(chebyshev const& space) {
        given.once("chebyshev");
        expect_size("chebyshev, the degree for all slow axes", space.degrees.size(), 1);
        degree = space.degrees[0];
    }
    void take(medium_options const& chosen) { given.once("medium_options"), options = chosen; }
    template <fixed_string Name>
    void take(binding<Name> const& b) {
        known.bind("solve", names, std::string(Name.view()), b.value);
    }
    /// Anything else: refused
    template <class Other>
    void take(Other const&) {
        reject::no_argument<"solve(two_scale, period(1), ...)",
                            "this is no argument of it; write at(0.5), interval(0, 1), chebyshev{20}, "
                            "medium_options{.tolerance = 1e-8} or k = 0.5",
                            Other>();
    }
};

template <class TwoScale>
using averaged_of = twoscale::averaged_from<typename TwoScale::source, graph::average_as::number>;

/// What the numerics need of an expansion, with the values of its literals.
template <class TwoScale>
expansion_parts parts_of(TwoScale const& expansion) {
    using source = typename TwoScale::source;
    using averaged = averaged_of<TwoScale>;
    expansion_parts out;
    out.cells.g = graph::restored(graph::stored<averaged::from>.view(),
                                  std::span(expansion.literals()).first(static_cast<std::size_t>(averaged::literals)));
    out.left = averaged::made.roots[0];
    out.right = averaged::made.roots[1];
    out.first_slot = averaged::made.first_slot;
    out.leading = source::made.leading;
    out.slow_cells = source::made.slow_cells;
    out.cells.positions = source::made.positions;
    if constexpr (TwoScale::has_measure)
        out.cells.cells.push_back({"m", source::made.roots[twoscale::measure], source::made.measure, 1});
    for (std::size_t k = 0; k < static_cast<std::size_t>(TwoScale::cells); ++k) {
        graph::node_id const unknown = source::made.unknown[k];
        out.cells.cells.push_back({std::string(out.cells.g.name_of(unknown)),
                                   source::made.roots[static_cast<std::size_t>(twoscale::first_cell) + k], unknown, 0});
    }
    for (int k = 0; k < TwoScale::requirements; ++k) out.cells.requirements.push_back(source::made.requirement[k]);
    for (int k = 0; k < averaged::made.integrands.size; ++k)
        out.cells.integrands.push_back(averaged::made.integrands[k]);
    return out;
}

template <class Problem, class... Arguments>
arguments arguments_of(period& lengths, Arguments const&... rest) {
    constexpr auto d = static_cast<std::size_t>(Problem::dimension);
    arguments with;
    boost::hana::for_each(equations_of(Problem{}.equation),
                          [&](auto const& equation) { with.names.add(lowered_expression_of(equation)); });
    (with.take(rest), ...);
    if (lengths.lengths.size() == 1) lengths.lengths.assign(d, lengths.lengths[0]);
    expect_size("period", lengths.lengths.size(), d);
    return with;
}

/// The values of the literals of an expansion, those of its averages among them
template <class TwoScale>
auto values_of(TwoScale const& expansion, std::span<double const> averages) {
    auto values = expansion.literals();
    std::size_t slot = averaged_of<TwoScale>::made.first_slot;
    for (double const average : averages) values.at(slot++) = average;
    return values;
}
template <class TwoScale>
auto values_of(TwoScale const& expansion, homogenized_medium const& medium) {
    return values_of(expansion, medium.averages());
}
template <class TwoScale>
auto values_of(TwoScale const& expansion, slow_medium const&) {
    return expansion.literals();
}
template <class Medium>
inline constexpr auto averages_of_medium =
    std::same_as<Medium, slow_medium> ? graph::average_as::function_of_x : graph::average_as::number;

/// An effective problem whose conditions are limits: see expect_no_slope
template <class Effective>
Effective with_limits(Effective const& problem) {
    boost::hana::for_each(problem.conditions, []<class Condition>(Condition const& c) {
        if constexpr (!is_mean_condition<Condition> && !is_periodic_condition<Condition>)
            if constexpr (twoscale::has_slope<decltype(c.equation)>) expect_no_slope(lowered_expression_of(c.equation));
    });
    return problem;
}

}  // namespace cells

/// Solves the cell problems of an expansion, whatever they are, by the Fourier method, checks its requirements, and
/// takes the averages of its effective equation. One length of `period` serves all axes. Parameters are bound by
/// name, `solve(two_scale, period(1), k = 2)`; where the cells depend on the slow variable its value is given,
/// `solve(two_scale, period(1), at(0.7))`, or a box of it, see below. On which grids: `resolve_cells`. Throws as
/// `solve_expansion`, and std::invalid_argument for a wrong number of
/// lengths or coordinates. Refuses, with a sentence, an expansion with an average that depends on u0 nonlinearly, and
/// cells or an effective equation that are not linear of first order in weak form (`twoscale::solvable`).
template <class Problem, fixed_string X, fixed_string Eps, class... Arguments>
    requires(!(std::same_as<Arguments, box> || ...))
homogenized_medium solve(two_scale_t<Problem, X, Eps> const& expansion, period lengths, Arguments const&... rest) {
    using two_scale = two_scale_t<Problem, X, Eps>;
    twoscale::check_solvable(expansion);
    auto with = cells::arguments_of<Problem>(lengths, rest...);
    cells::expect_size("at, the slow point", with.slow.size(),
                       two_scale::slow_cells ? static_cast<std::size_t>(two_scale::dimension) : 0);
    if constexpr (two_scale::slow_cells) with.known.positions[std::string(X.view())] = with.slow;
    auto const parts = cells::parts_of(expansion);
    return solve_expansion(parts, lengths.lengths, with.known, with.options);
}

/// The same over a box of slow points, `solve(two_scale, period(1), interval(0, 1))`: the averages as functions of x,
/// interpolated in Chebyshev points, of a degree that is found or given, `chebyshev{20}`.
template <class Problem, fixed_string X, fixed_string Eps, class... Arguments>
    requires((std::same_as<Arguments, box> || ...))
slow_medium solve(two_scale_t<Problem, X, Eps> const& expansion, period lengths, Arguments const&... rest) {
    twoscale::check_solvable(expansion);
    auto const with = cells::arguments_of<Problem>(lengths, rest...);
    cells::expect_size("the slow box", with.domain->dimension(), static_cast<std::size_t>(Problem::dimension));
    auto const parts = cells::parts_of(expansion);
    return solve_expansion(parts, lengths.lengths, *with.domain, with.degree, with.known,
                           with.options);
}

/// Without a period in its place: refused
template <class E, class... Conditions, fixed_string X, fixed_string Eps, class... Arguments>
    requires(!(std::same_as<Arguments, period> || ...))
auto solve(two_scale_t<problem_t<E, Conditions...>, X, Eps> const&, Arguments const&...) {
    return reject::no_period<E>();
}

/// Of a problem without its domain: refused
template <class E, class... Conditions, class... Arguments>
    requires(!cells::begins_with_box<Arguments...>)
auto solve(problem_t<E, Conditions...> const&, Arguments const&...) {
    return reject::unsolved_problem<(Expression<Arguments> || ...), E>();
}

/// The effective problem with its averages as numbers and the conditions of the original one: an ordinary problem.
/// Averages that depend on the slow variable are not numbers: give the medium of a box.
template <class Problem, fixed_string X, fixed_string Eps>
    requires(!two_scale_t<Problem, X, Eps>::slow_averages)
auto effective_problem(two_scale_t<Problem, X, Eps> const& expansion, homogenized_medium const& medium) {
    return cells::with_limits(
        expansion.template averaged<graph::average_as::number>(cells::values_of(expansion, medium)));
}

/// The same with averages that were found elsewhere, by networks: the means of `average<0>()`, `average<1>()`, ... over
/// the cell, shape (averages,). Throws std::invalid_argument for another number of them.
template <class Problem, fixed_string X, fixed_string Eps>
    requires(!two_scale_t<Problem, X, Eps>::slow_averages)
auto effective_problem(two_scale_t<Problem, X, Eps> const& expansion, std::span<double const> averages) {
    cells::expect_size("averages", averages.size(),
                       static_cast<std::size_t>(two_scale_t<Problem, X, Eps>::averages));
    return cells::with_limits(
        expansion.template averaged<graph::average_as::number>(cells::values_of(expansion, averages)));
}

/// The same with averages that depend on the slow variable, as fields average_0(x), ...: their values are bound when
/// the problem is collocated, `collocate(effective_problem(two_scale, medium), ..., medium.averages())`, or
/// `field_values{"average_0", f}` with any other function f.
template <class Problem, fixed_string X, fixed_string Eps>
auto effective_problem(two_scale_t<Problem, X, Eps> const& expansion) {
    return cells::with_limits(expansion.template averaged<graph::average_as::function_of_x>(expansion.literals()));
}
template <class Problem, fixed_string X, fixed_string Eps>
auto effective_problem(two_scale_t<Problem, X, Eps> const& expansion, slow_medium const&) {
    return effective_problem(expansion);
}

}  // namespace lamina
