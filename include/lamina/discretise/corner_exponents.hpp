#pragma once

#include <array>
#include <complex>
#include <optional>
#include <vector>

namespace lamina {

/// The derivatives of highest order that an operator in the plane has at a point: coefficient[k] of
/// d_0^(order - k) d_1^k
struct principal_part {
    int order = 0;
    std::vector<double> coefficient{};

    /// The slope c of z = c . x, with c_0 = 1, for which the functions of z and of conj(z) are its solutions: where it
    /// has second order and is elliptic, or is the square of such a one. None else.
    [[nodiscard]] std::optional<std::array<std::complex<double>, 2>> characteristic() const;
};

/// A homogeneous problem in the sector 0 <= arg z <= angle
struct sector_problem {
    int order;                                  ///< of the equation: 2, or 4 with double characteristics
    std::array<std::complex<double>, 2> slope;  ///< of z
    double angle;
    std::array<std::vector<principal_part>, 2> sides;  ///< conditions at arg z = 0 and at arg z = angle
};

/// The exponents mu with 0 <= Re mu <= highest and Im mu >= 0 of the functions that solve it,
///     z^mu, conj(z)^mu and, of order 4, conj(z) z^(mu - 1), z conj(z)^(mu - 1), combined:
/// the zeros of the determinant of the conditions (of lap u on a right angle with u = 0 on both sides 2, 4, ..., of
/// lap(lap(u)) with u = 0 and a normal derivative of 0 Moffatt's), by Newton's method. Those where powers coincide are
/// among them, as 0. None where the conditions are not order / 2 on each side.
std::vector<std::complex<double>> exponents_of(sector_problem const& problem, double highest);

}  // namespace lamina
