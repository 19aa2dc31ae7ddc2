#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <lamina/discretise/fast_waves.hpp>
#include <lamina/dsl/weak/linearisation.hpp>
#include <lamina/sample/fast_scale.hpp>
#include <lamina/train/cell_rule.hpp>
#include <lamina/train/in_space.hpp>

namespace lamina::solving {

struct rows_and_columns;

/// A linear equation for one function of one variable, with coefficients of x and y = x / eps, or of two such y, as
///     -(A u' + c u + g)' + b u' + r u = s,    or without a flux    b u' + r u = s    or    r u = s,
/// and how to solve it in slow polynomials times fast waves, of which nothing resolves eps.
class fast_problem {
public:
    /// None where the problem is another, where nothing is fast, and where A, or without a flux b, or
    /// without that r, vanishes somewhere
    static std::optional<fast_problem> of(problem_in_space const& problem);

    /// The space whose waves, multiples of a fast one or sums of multiples of two, have the degrees that the two-scale
    /// expansion gives away: u' = (q - c u - g) / A, so those of 1 / A times the slow flux, and of what makes the flux
    /// fast (read_cells); without a flux those of 1 / b or 1 / r and of s / b or s / r; each above `tolerance` times
    /// its largest (cell_rule.hpp); `further` added to each. None where the grid of cells does not resolve them, and
    /// where a condition on a mean would take too many points: those resolve eps.
    [[nodiscard]] std::optional<fast_waves> space(double tolerance, std::size_t further) const;
    /// Where the flux q = A u' + c u + g is slow (all but A and g are), by one least squares in u and q, a polynomial,
    ///     u' + (c / A) u - q / A = -g / A,    -q' + b u' + r u = s,
    /// (q in the space of u where b or r is there: it is slow up to eps then) in whose rows there is no 1 / eps;
    /// otherwise by the equation as it stands, its rows divided by A, b or r.
    [[nodiscard]] result solved_in(fast_waves const& space) const;
    /// See freedom.hpp
    [[nodiscard]] double freedom(result const& found, fast_waves const& space) const;

private:
    enum root : std::size_t { a, c, b, r, s, g };
    problem_in_space const* problem_ = nullptr;
    std::unique_ptr<graph::arena> graph_;
    std::vector<graph::node_id> roots_;
    std::unique_ptr<apart_in_scales> apart_;
    root lead_ = a;  ///< the coefficient of the highest derivative
    bool slow_flux_ = false, divergence_only_ = false;
    /// What u' is made of beside q / A, as a function of x and y: of the data alone, or times u or q
    struct fast_part {
        cell_spectrum of;
        bool times_solution;
    };
    cell_spectrum of_resistance_, of_source_;
    std::vector<fast_part> of_fast_slope_;

    /// What slow values of u and q, and the data, `data` times, make of u' in cells, x in them held
    struct slow_values {
        double u = 0, q = 0, data = 0;
    };
    /// u' there, shape (N, M), by iteration: u = slow.u and q = slow.q and then, `fast` the antiderivative of mean 0,
    ///     u' = (q - c u - g) / A,    u = slow.u + fast(u'),    q = slow.q + fast(b u' + r u - s),
    /// or without a flux u' = (s - r u) / b. Each step is by eps smaller than the one before.
    [[nodiscard]] xt::xtensor<double, 2> slope_in_cells(slow_values const& slow, std::span<double const> x,
                                                        fast_grid const& y) const;
    /// The spectra of 1 / A and s, and of u' in cells where more than 1 / A is fast
    void read_cells();
    /// How large the coefficients of slow fluxes may be, shape (degrees + 1,), 1 the largest: of the one that the mean
    /// source leaves, an integral of it and a constant, where it stands alone; else times `solution_sizes`
    [[nodiscard]] std::vector<double> flux_sizes() const;
    /// The same, shape (degrees + 1,), of solutions without the source: where they grow, those of exp(k x),
    ///     I_d(z) / I_0(z),  z = k length / 2,  A k^2 = (b + c) k + r, or k = r / b,
    /// where they oscillate at most (z / 2)^d / d!
    [[nodiscard]] std::vector<double> solution_sizes() const;
    [[nodiscard]] fast_waves waves_of(std::map<multiples, long> const& degrees, std::size_t further) const;
    /// Of the equation in that space, or of the conditions alone
    [[nodiscard]] linear_space with_points(fast_waves const& space) const;
    /// A coefficient at points of shape (N,): shape (N,)
    [[nodiscard]] std::vector<double> at(root of, std::span<double const> x) const;
    [[nodiscard]] rows_and_columns rows_with_flux(discretisation& at, fast_waves const& space) const;
    /// The coefficients of a solution, shape (P,), by its rows alone
    [[nodiscard]] std::vector<double> by_rows(discretisation& at, fast_waves const& space) const;
};

}  // namespace lamina::solving
