#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/homogenize/fourier_lines.hpp>
#include <lamina/homogenize/pixel_grid.hpp>

namespace lamina {

/// The inverse of D^T A_0 D, the differences of `pixel_operator` with the mean A_0 of a tensor in place of it, by real
/// Fourier transforms. The differences of all axes share one phase, exp(i sum_j a_j / 2) for the angles a_j of a mode,
/// so that this matrix of m components is real: sum_ij A_0,kilj s_i s_j with
///     s_i = 2 / h_i sin(a_i / 2) prod_{j != i} cos(a_j / 2).
/// The mean and, on even grids, the modes that alternate along two axes have s = 0 and come out as 0.
class reference_medium {
public:
    /// `twist`, of two axes and a scalar, adds twist (2 / h_0 sin(a_0 / 2) 2 / h_1 sin(a_1 / 2))^2: the energy of what
    /// alternates along both.
    explicit reference_medium(cell_equation const& cell, double twist = 0);

    /// z = (D^T A_0 D)^-1 r, both of shape (m, points). Cost: a real transform and its inverse, three passes over
    /// memory.
    void solve(std::span<double const> r, std::span<double> z);

private:
    static constexpr std::size_t width = fourier_lines::width;
    using buffers = fourier_lines::buffers;
    pixel_grid grid_;
    std::size_t d_, m_, modes_;  // modes of a line that are kept: of real numbers, half of them, whole lanes
    double twist_;
    std::vector<double> mean_;                          // A_0, shape (m D, m D)
    std::array<std::vector<double>, 3> sine_, cosine_;  // of each place: 2 / h sin(a / 2), cos(a / 2)
    std::array<fourier_lines, 3> transform_;            // of each place
    aligned_vector<double> real_, imaginary_;           // shape (m, planes, lines, modes_)
    std::vector<std::vector<buffers>> buffers_;         // of each thread, m of them

    void forward(std::span<double const> r);
    void inverse(std::span<double> z);
    void along_middle(bool inverse);
    void divide();
    void divide_modes(std::size_t middle, std::size_t first, std::vector<buffers>& of) const;
};

}  // namespace lamina
