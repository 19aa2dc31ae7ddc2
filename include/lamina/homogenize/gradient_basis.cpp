#include <lamina/homogenize/gradient_basis.hpp>

#include <cmath>

namespace lamina {

xt::xtensor<double, 2> gradient_basis(cell_equation const& cell, std::span<double const> a) {
    std::size_t const d = cell.dimension, m = cell.components, rows = m * d;
    double norm = 0;
    for (double const v : a) norm = std::hypot(norm, v);
    bool sees_rotations = m != d || m == 1;
    for (std::size_t k = 0; k < d && !sees_rotations; ++k)
        for (std::size_t l = k + 1; l < d; ++l)
            for (std::size_t row = 0; row < rows; ++row)
                sees_rotations =
                    sees_rotations || std::abs(a[row * rows + d * k + l] - a[row * rows + d * l + k]) > 1e-12 * norm;
    std::size_t const columns = sees_rotations ? rows : d * (d + 1) / 2;
    xt::xtensor<double, 2> out({rows, columns}, 0.0);
    if (sees_rotations) {
        for (std::size_t k = 0; k < rows; ++k) out(k, k) = 1;
        return out;
    }
    for (std::size_t k = 0, column = 0; k < d; ++k)
        for (std::size_t l = k; l < d; ++l, ++column)
            out(d * k + l, column) = out(d * l + k, column) = k == l ? 1 : std::sqrt(0.5);
    return out;
}

}  // namespace lamina
