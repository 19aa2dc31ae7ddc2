#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <lamina/homogenize/cell_system.hpp>
#include <lamina/homogenize/effective_medium.hpp>
#include <lamina/homogenize/linear_form.hpp>
#include <lamina/homogenize/periodic_interpolant.hpp>
#include <lamina/sample/box.hpp>

namespace lamina {

/// What the numerics know of a two-scale expansion.
struct expansion_parts {
    cell_system cells;
    int effective = -1;   ///< residual of u0, with literals from `first_slot` on for the averages
    int first_slot = 0;   ///< literal slot of average 0
    int leading = -1;     ///< the unknown u0
};

/// The coefficients of an effective equation
///     (time derivatives of u0) - div(A* grad u0 + c* u0) + b* . grad u0 + r* u0 = f*
/// at one slow point, and the correctors there.
class homogenized_medium {
public:
    homogenized_medium(expansion_parts parts, solved_cells cells, bindings known, std::vector<double> averages);

    /// A*_ij; of a vector of m components row D k + i and column D l + j for the flux of component k along axis i due
    /// to d u0_l / dx_j, m D x m D numbers: C*_kilj of elasticity, as `contract` takes it
    [[nodiscard]] double operator()(std::size_t i, std::size_t j) const;
    /// b*_i - c*_i, the coefficient of du0/dx_i where nothing depends on x; of a scalar, as the two that follow: of a
    /// vector they throw std::invalid_argument, as for an axis that is not there
    [[nodiscard]] double drift(std::size_t i) const;
    /// r*; where r* depends on x or u0 outside of averages it throws std::invalid_argument
    [[nodiscard]] double reaction() const;
    /// f*, as `reaction`
    [[nodiscard]] double source() const;
    /// The corrector `name` (chi in one dimension, chi_0, chi_1, chi_2; N of u0 itself, S of a source; m, the invariant
    /// measure of a drift; of a vector N_kj[i], component i of the corrector of d u0_k / dx_j, k <= j with symmetric
    /// gradients),
    /// anywhere. Throws std::invalid_argument for another name.
    [[nodiscard]] periodic_interpolant const& corrector(std::string const& name) const;
    [[nodiscard]] std::map<std::string, periodic_interpolant> const& correctors() const { return correctors_; }
    /// The averages in the order in which the effective equation has them; NaN for those that need derivatives in x
    [[nodiscard]] std::vector<double> const& averages() const { return averages_; }
    /// The grid on which the cells were solved, and the values there
    [[nodiscard]] solved_cells const& cells() const { return cells_; }

private:
    std::shared_ptr<graph::arena> g_;
    std::vector<linear_form> form_;  // of each component
    int slow_;  ///< name of the slow position
    solved_cells cells_;
    bindings known_;
    std::vector<double> averages_;
    std::map<std::string, periodic_interpolant> correctors_;

    [[nodiscard]] double value(int id) const;
    [[nodiscard]] linear_form const& of_scalar(char const* what) const;
};

/// Solves the cells on grids of 16, 32, ... points an axis (or on `options.grid` points) until all averages and the
/// root mean squares of the correctors change by less than `options.tolerance`, relative to the largest of the mean
/// absolute values of what is averaged and to the largest corrector.
/// Throws std::invalid_argument for a period that is not positive or a requirement that does not hold, and
/// std::runtime_error if an average still changes by more than 1e-6 at the largest grid.
homogenized_medium solve_expansion(expansion_parts parts, std::span<double const> period, bindings const& known,
                                   medium_options const& options);

/// The averages of an effective equation as functions of the slow variable in a box, interpolated in Chebyshev points.
class slow_medium {
public:
    /// `values[k]`, shape ((degree + 1)^D,), at Chebyshev points of the first kind, last axis fastest
    slow_medium(box const& domain, std::size_t degree, std::vector<std::vector<double>> const& values);

    /// Average k at x, shape (D,); throws std::invalid_argument for another size, outside the box, and for a k that is
    /// not there.
    [[nodiscard]] double average(std::size_t k, std::span<double const> x, std::span<int const> derivative) const;
    /// What to give to `collocate` with the effective problem: the fields average_0, average_1, ...
    [[nodiscard]] bindings averages() const;
    [[nodiscard]] std::size_t degree() const;

private:
    struct interpolants;
    std::shared_ptr<interpolants const> made_;
};

/// Solves the expansion at the Chebyshev points of a box of slow points, of degree 8, 16, ... (or `degree`, if it is
/// not 0), until the two highest coefficients are below 1e-11 of the largest. Derivatives of correctors in x are those
/// of their interpolation. Throws as `solve_expansion`, and std::runtime_error if degree 128, 32, 8 in one, two,
/// three dimensions is not enough.
slow_medium solve_expansion(expansion_parts const& parts, std::span<double const> period, box const& domain,
                            std::size_t degree, bindings const& known, medium_options const& options);

}  // namespace lamina
