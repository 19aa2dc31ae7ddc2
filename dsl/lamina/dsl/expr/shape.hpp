#pragma once

namespace lamina {

/// rows = 0: scalar; cols = 0: vector; else matrix.
struct shape {
    int rows = 0;
    int cols = 0;
    friend constexpr bool operator==(shape, shape) = default;
    [[nodiscard]] constexpr bool is_scalar() const { return rows == 0; }
    [[nodiscard]] constexpr bool is_vector() const { return rows > 0 && cols == 0; }
    [[nodiscard]] constexpr bool is_matrix() const { return cols > 0; }
};

}  // namespace lamina
