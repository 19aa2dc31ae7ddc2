#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/sample/chebyshev.hpp>

namespace lamina::solving {

/// Degrees of polynomials along each axis, from a row of levels, that rise where a solution needs it
class axis_degrees {
public:
    /// All at the lowest
    axis_degrees(std::vector<std::size_t> levels, std::size_t axes);

    [[nodiscard]] chebyshev space() const;
    /// With half as many again, `least` at least
    [[nodiscard]] chebyshev richer(std::size_t least) const;
    /// The number of products
    [[nodiscard]] std::size_t functions() const;
    /// To the next level along axes on which the last two coefficients of a solution in this space, theta of so many
    /// unknowns, are above 1e-11 of the largest and a tenth of the last ones of other axes; along all if there are
    /// none. False where there is no next level along one of them: then they stay.
    bool rise(std::span<double const> theta, std::size_t unknowns);
    /// How many levels there are from the lowest axis on
    [[nodiscard]] std::size_t left() const;

private:
    std::vector<std::size_t> levels_, at_;

    /// The larger of the last two along each axis, shape (axes,)
    [[nodiscard]] std::vector<double> last_coefficients(std::span<double const> theta, std::size_t unknowns) const;
};

}  // namespace lamina::solving
