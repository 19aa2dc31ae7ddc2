#pragma once

#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <lamina/homogenize/effective_coefficients.hpp>
#include <lamina/homogenize/periodic_interpolant.hpp>
#include <lamina/homogenize/resolved_cells.hpp>
#include <lamina/homogenize/slow_corrector.hpp>
#include <lamina/report/xarray.hpp>
#include <lamina/sample/box.hpp>

namespace lamina {

/// Throws std::runtime_error where A* of symmetric coefficients is outside of the bounds of Voigt and Reuss on the grid
/// on which it was solved: then it was not solved. Every medium is checked.
void check_bounds(effective_coefficients const& found, resolved_cells const& solved);

/// The corrector of that name. Throws std::invalid_argument, with the names that there are, for another.
template <class Corrector>
Corrector const& corrector_named(std::map<std::string, Corrector> const& all, std::string const& name) {
    auto const found = all.find(name);
    if (found != all.end()) return found->second;
    std::string names;
    for (auto const& [known, unused] : all) names += (names.empty() ? "" : ", ") + known;
    throw std::invalid_argument("corrector " + name + ": there is none, expected one of " + names);
}

/// The coefficients of an effective equation
///     (time derivatives of u0) - div(A* grad u0 + c* u0) + b* . grad u0 + r* u0 = f*
/// at one slow point, how far they are known, and the correctors there.
class homogenized_medium {
public:
    homogenized_medium(expansion_parts parts, resolved_cells solved, bindings known);

    /// A*_ij; of a vector of m components row D k + i and column D l + j for the flux of component k along axis i due
    /// to d u0_l / dx_j, m D x m D numbers: C*_kilj of elasticity, as `contract` takes it
    [[nodiscard]] double operator()(std::size_t i, std::size_t j) const { return found_.tensor(i, j); }
    /// A*, shape (m D, m D)
    [[nodiscard]] xt::xtensor<double, 2> tensor() const { return found_.tensor(); }
    /// Where A*_ij lies, by what other grids say, to both sides: the largest distance to its value there times a factor
    /// for the slowest convergence that the contrast allows (`resolved_cells`), the spread on moved grids where pixels
    /// do not follow the edges, and rounding; not beyond Voigt and Reuss, whose own errors are told in the same way.
    [[nodiscard]] enclosure interval(std::size_t i, std::size_t j) const;
    [[nodiscard]] tensor_enclosure interval() const;
    /// What A* lies between whatever the geometry: Voigt and Reuss, and Hashin and Shtrikman; none if A is not
    /// symmetric
    [[nodiscard]] std::optional<effective_bounds> const& bounds() const { return solved_.cells.bounds; }
    /// Rows and columns of A*
    [[nodiscard]] std::size_t columns() const { return found_.columns(); }
    /// b*_i - c*_i, the coefficient of du0/dx_i where nothing depends on x; of a scalar, as the two that follow: of a
    /// vector they throw std::invalid_argument, as for an axis that is not there
    [[nodiscard]] double drift(std::size_t i) const { return found_.drift(i); }
    /// r*; where r* depends on x or u0 outside of averages it throws std::invalid_argument
    [[nodiscard]] double reaction() const { return found_.reaction(); }
    /// f*, minus what stands without derivatives where u0 is 0; throws as `reaction`
    [[nodiscard]] double source() const { return found_.source(); }
    /// The corrector `name` (chi in one dimension, chi_0, chi_1, chi_2; N of u0 itself, S of a source; m, the invariant
    /// measure of a drift; of a vector N_kj[i], component i of the corrector of d u0_k / dx_j, k <= j with symmetric
    /// gradients),
    /// anywhere. Throws std::invalid_argument for another name.
    [[nodiscard]] periodic_interpolant const& corrector(std::string const& name) const;
    [[nodiscard]] std::map<std::string, periodic_interpolant> const& correctors() const { return correctors_; }
    /// That corrector at x / eps, a field, with chi = field<"chi">(x) for the features of a network:
    ///     collocate(p, domain, network, features(x, chi, eps * d(chi, x)),
    ///               field_values{"chi", medium.oscillating("chi", 1.0 / 32)}, eps = 1.0 / 32)
    /// Throws as `corrector`, and std::invalid_argument for an eps that is not positive and,
    /// when it is evaluated, for derivatives that a corrector of coefficients that jump has not.
    [[nodiscard]] bindings::field oscillating(std::string const& name, double eps) const;
    /// Its values on the grid of the cell, shape (n_0, n_1, ...): an image
    [[nodiscard]] xt::xarray<double> image(std::string const& name) const;
    /// The averages in the order in which the effective equation has them; NaN for those that need derivatives in x
    [[nodiscard]] xt::xtensor<double, 1> averages() const;
    /// What the names in the equation stand for
    [[nodiscard]] bindings const& known() const { return known_; }
    /// The grid on which the cells were solved, and the values there
    [[nodiscard]] solved_cells const& cells() const { return solved_.cells; }

private:
    std::shared_ptr<expansion_parts const> parts_;
    resolved_cells solved_;
    bindings known_;
    effective_coefficients found_;
    std::map<std::string, periodic_interpolant> correctors_;
};

/// The coefficients of `medium` with what is known of their errors, and how they were found, as text
std::string to_text(homogenized_medium const& medium);
inline void print(homogenized_medium const& medium) {
    std::fputs(to_text(medium).c_str(), stdout);
}

/// Solves the cells (`resolve_cells`, which says on which grids, and what it throws) and reads off the effective
/// equation.
homogenized_medium solve_expansion(expansion_parts parts, std::span<double const> period, bindings const& known,
                                   medium_options const& options);

/// What the cells at slow points say
struct cells_at_slow_points {
    std::vector<std::vector<double>> averages;  ///< shape (averages, points)
    std::vector<double> errors;                 ///< how far each average is known at the worst point
    std::map<std::string, slow_corrector> correctors;
};

/// The averages of an effective equation as functions of the slow variable in a box, interpolated in Chebyshev points.
class slow_medium {
public:
    slow_medium(slow_points const& points, cells_at_slow_points found, bindings known);

    /// Average k at x, shape (D,); throws std::invalid_argument for another size, outside the box, and for a k that is
    /// not there.
    [[nodiscard]] double average(std::size_t k, std::span<double const> x, std::span<int const> derivative) const;
    /// The largest error of average k at one of the points at which the cells were solved, by what other grids say, as
    /// `homogenized_medium::interval`; infinite where it was not compared (an average of derivatives in x).
    [[nodiscard]] double error(std::size_t k) const;
    [[nodiscard]] std::size_t size() const;  ///< averages
    /// What to give to `collocate` with the effective problem: the fields average_0, average_1, ...
    [[nodiscard]] bindings averages() const;
    [[nodiscard]] std::size_t degree() const;
    /// A corrector, by the names that `homogenized_medium::corrector` has, at x in the box and y
    [[nodiscard]] slow_corrector const& corrector(std::string const& name) const;
    /// The same at y = x / eps, a field: see homogenized_medium
    [[nodiscard]] bindings::field oscillating(std::string const& name, double eps) const;
    /// What the names in the equation stand for
    [[nodiscard]] bindings const& known() const;
    /// The box of slow points
    [[nodiscard]] box const& domain() const;
    /// From where to where average k goes at the points at which the cells were solved
    [[nodiscard]] enclosure seen(std::size_t k) const;

private:
    struct interpolants;
    std::shared_ptr<interpolants const> made_;
};

/// The averages of `medium`, from where to where they go on the box, and what is known of their errors, as text
std::string to_text(slow_medium const& medium);
inline void print(slow_medium const& medium) {
    std::fputs(to_text(medium).c_str(), stdout);
}

/// Solves the expansion at the Chebyshev points of a box of slow points, of degree 8, 16, ... (or `degree`, if it is
/// not 0), until the two highest coefficients are below 1e-11 of the largest. Derivatives of correctors in x are those
/// of their interpolation. Throws as `solve_expansion`, and std::runtime_error if degree 128, 32, 8 in one, two,
/// three dimensions is not enough.
slow_medium solve_expansion(expansion_parts const& parts, std::span<double const> period, box const& domain,
                            std::size_t degree, bindings const& known, medium_options const& options);

}  // namespace lamina
