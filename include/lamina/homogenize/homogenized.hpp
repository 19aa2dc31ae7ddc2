#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/homogenize/cell_flux.hpp>
#include <lamina/homogenize/cell_grid.hpp>
#include <lamina/homogenize/effective_medium.hpp>
#include <lamina/sample/declared.hpp>

namespace lamina {

/// The lengths of the periodic cell in y
struct period {
    std::vector<double> lengths;
    template <class... Lengths>
    explicit period(Lengths... l) : lengths{static_cast<double>(l)...} {}
};

/// The slow point x at which a cell problem is solved, shape (D,)
struct at {
    std::vector<double> x;
    template <class... Coordinates>
    explicit at(Coordinates... c) : x{static_cast<double>(c)...} {}
};

namespace cells {

/// What the optional arguments of `solve` say.
struct arguments {
    bindings known;
    std::vector<double> slow;
    std::optional<medium_options> options;  ///< none: `cell_grid`
    void take(medium_options const& o) { options = o; }
    void take(at const& point) { slow = point.x; }
    template <fixed_string Name>
    void take(binding<Name> const& b) {
        known.parameters[std::string(Name.view())] = b.value;
    }
};

inline void expect_size(char const* what, std::size_t size, std::size_t expected) {
    if (size != expected)
        throw std::invalid_argument(std::string(what) + ": " + std::to_string(size) + " numbers, expected " +
                                    std::to_string(expected));
}

}  // namespace cells

/// Solves the cell problems of `homogenize(-div(a(x / eps) * grad(u)) == f, x / eps)`, scalar or tensor a, by the
/// Fourier method: the effective tensor and the correctors. One length of `period` serves all axes.
/// Parameters in the coefficient are bound by name, `solve(two_scale, period(1), k = 2)`; for a(x, x / eps) the slow
/// point is given, `solve(two_scale, period(1), at(0.7))`. Grid and derivatives are those of `cell_grid` unless a
/// `medium_options` is given. Throws as `solve_cells` and `check_declared`, and std::invalid_argument for a
/// wrong number of lengths or coordinates. Expansions with a reaction corrector do not compile here.
template <class Problem, fixed_string X, fixed_string Eps, class... Arguments>
    requires(two_scale_t<Problem, X, Eps>::cells == two_scale_t<Problem, X, Eps>::dimension &&
             two_scale_t<Problem, X, Eps>::direction(0) >= 0 && two_scale_t<Problem, X, Eps>::requirements == 0)
effective_medium solve(two_scale_t<Problem, X, Eps> const& expansion, period lengths, Arguments const&... rest) {
    using two_scale = two_scale_t<Problem, X, Eps>;
    constexpr auto d = static_cast<std::size_t>(two_scale::dimension);
    cells::arguments with;
    (with.take(rest), ...);
    if (lengths.lengths.size() == 1) lengths.lengths.assign(d, lengths.lengths[0]);
    cells::expect_size("period", lengths.lengths.size(), d);
    cells::expect_size("at, the slow point", with.slow.size(), two_scale::slow_cells ? d : 0);
    if constexpr (two_scale::slow_cells) with.known.positions[std::string(X.view())] = with.slow;
    auto const cell = expansion.template cell<0>();
    coefficient_at const coefficient = [&](std::span<double const> y) {
        graph::arena g;
        int const root = cell.equation.lower(g);
        check_declared(g, root, y, {.space = two_scale::dimension}, lengths.lengths, with.known);
        return cell_tensor(g, root, y, with.known);
    };
    if (!with.options) {
        graph::arena g;
        int const root = cell.equation.lower(g);
        with.options = cell_grid(g, root, two_scale::dimension);
    }
    return solve_cells(coefficient, lengths.lengths, *with.options);
}

/// -div(A* grad u0) == f with the conditions of the original problem, A* constant: an ordinary problem, whose tensor
/// entries are the literals that the cell problems gave. Effective equations with a reaction, a drift or an averaged
/// source do not compile here: the tensor alone would lose those terms.
template <class E, class... Conditions, fixed_string X, fixed_string Eps>
    requires(!two_scale_t<problem_t<E, Conditions...>, X, Eps>::slow_cells &&
             two_scale_t<problem_t<E, Conditions...>, X, Eps>::flux_only)
auto effective_problem(two_scale_t<problem_t<E, Conditions...>, X, Eps> const& expansion,
                       effective_medium const& medium) {
    constexpr int d = E::dimension;
    constexpr unknown_t<"u0", 0, position_t<d, X>> u0;
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
