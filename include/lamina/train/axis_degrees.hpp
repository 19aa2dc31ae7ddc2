#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/sample/chebyshev.hpp>

namespace lamina::solving {

/// Degrees of polynomials along each axis, from a row of levels, that rise where a solution needs it; of the
/// polynomials those of a parity about the middle, along axes on which a solution has one
class axis_degrees {
public:
    /// All at the lowest, of both parities
    axis_degrees(std::vector<std::size_t> levels, std::size_t axes);

    [[nodiscard]] chebyshev space() const;
    /// Of both parities
    [[nodiscard]] chebyshev whole_space() const;
    /// With half as many again, `least` at least, of both parities
    [[nodiscard]] chebyshev richer(std::size_t least) const;
    /// The number of products of both parities
    [[nodiscard]] std::size_t functions() const;
    /// Whether those of one parity alone are taken along an axis
    [[nodiscard]] bool has_parity() const;
    /// To the next level along axes on which the last two coefficients of a solution in this space, theta of so many
    /// unknowns, are above 1e-11 of the largest and a tenth of the last ones of other axes; along all if there are
    /// none. False where there is no next level along one of them: then they stay. If `mirrored`, a solution in the
    /// whole space leaves those of one parity along axes on which the others' coefficients are at most 1e-11 of its
    /// largest.
    bool rise(std::span<double const> theta, std::size_t unknowns, bool mirrored);
    /// How many levels there are from the lowest axis on
    [[nodiscard]] std::size_t left() const;

private:
    std::vector<std::size_t> levels_, at_;
    std::vector<parity> only_;

    /// Of a solution in the whole space, shape (axes,)
    [[nodiscard]] std::vector<parity> parities_of(std::span<double const> theta, std::size_t unknowns) const;
    /// The larger of the last two along each axis, shape (axes,)
    [[nodiscard]] std::vector<double> last_coefficients(std::span<double const> theta, std::size_t unknowns) const;
};

}  // namespace lamina::solving
