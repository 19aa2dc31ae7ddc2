#pragma once

#include <utility>
#include <vector>

#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/homogenize/cell_flux.hpp>
#include <lamina/homogenize/effective_medium.hpp>

namespace lamina {

/// The lengths of the periodic cell in y
struct period {
    std::vector<double> lengths;
    template <class... Lengths>
    explicit period(Lengths... l) : lengths{static_cast<double>(l)...} {}
};

/// Solves the cell problems of `homogenize(-div(a(x / eps) * grad(u)) == f, x / eps)`, scalar or tensor a, by the
/// Fourier method: the effective tensor and the correctors. One length of `period` serves all axes.
/// Parameters in the coefficient are bound by name: `solve(two_scale, period(1), k = 2)`. Throws as `solve_cells`.
/// Expansions with cells that depend on x, or with a reaction corrector, do not compile here: only their symbolic
/// side exists.
template <class Problem, fixed_string X, fixed_string Eps, fixed_string... Names>
    requires(!two_scale_t<Problem, X, Eps>::slow_cells &&
             two_scale_t<Problem, X, Eps>::cells == two_scale_t<Problem, X, Eps>::dimension &&
             two_scale_t<Problem, X, Eps>::requirements == 0)
effective_medium solve(two_scale_t<Problem, X, Eps> const& expansion, period lengths, binding<Names> const&... values) {
    bindings known;
    ((known.parameters[std::string(Names.view())] = values.value), ...);
    constexpr auto d = static_cast<std::size_t>(two_scale_t<Problem, X, Eps>::dimension);
    if (lengths.lengths.size() == 1) lengths.lengths.assign(d, lengths.lengths[0]);
    if (lengths.lengths.size() != d)
        throw std::invalid_argument("period: " + std::to_string(lengths.lengths.size()) + " lengths, expected 1 or " +
                                    std::to_string(d));
    auto const cell = expansion.template cell<0>();
    coefficient_at const coefficient = [&](std::span<double const> y) {
        graph::arena g;
        return cell_tensor(g, cell.equation.lower(g), y, known);
    };
    return solve_cells(coefficient, lengths.lengths);
}

/// -div(A* grad u0) == f with the conditions of the original problem, A* constant: an ordinary problem, whose tensor
/// entries are the literals that the cell problems gave.
template <class E, class... Conditions, fixed_string X, fixed_string Eps>
auto effective_problem(two_scale_t<problem_t<E, Conditions...>, X, Eps> const& expansion,
                       effective_medium const& medium) {
    constexpr int d = E::dimension;
    constexpr unknown_t<"u0", position_t<d, X>> u0;
    auto const symbolic = expansion.effective();
    auto const equation = [&] {
        if constexpr (d == 1) return -div(medium(0, 0) * grad(u0)) == symbolic.equation.right;
        else if constexpr (d == 2)
            return -div(matrix(row(medium(0, 0), medium(0, 1)), row(medium(1, 0), medium(1, 1))) * grad(u0)) ==
                   symbolic.equation.right;
        else
            return -div(matrix(row(medium(0, 0), medium(0, 1), medium(0, 2)), row(medium(1, 0), medium(1, 1), medium(1, 2)),
                               row(medium(2, 0), medium(2, 1), medium(2, 2))) *
                        grad(u0)) == symbolic.equation.right;
    }();
    return boost::hana::unpack(symbolic.conditions,
                               [&](auto const&... conditions) { return problem(equation, conditions...); });
}

}  // namespace lamina
