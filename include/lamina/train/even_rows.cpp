#include <lamina/train/even_rows.hpp>

#include <vector>

namespace lamina::solving {

void even_rows(residual_system<double>& system, std::span<double const> theta) {
    std::size_t const n = system.rows(), p = system.parameters();
    std::vector<double> r(n), j(n * p), square(n, 0.0);
    system.jacobian(theta, r, j);
    for (std::size_t q = 0; q < p; ++q)
        for (std::size_t k = 0; k < n; ++k) square[k] += j[q * n + k] * j[q * n + k];
    double first = 0;
    for (std::size_t b = 0; b < system.blocks().size(); ++b) {
        residual_block const block = system.blocks()[b];
        double mean = 0;
        for (std::size_t k = 0; k < block.size; ++k) mean += square[block.begin + k] / static_cast<double>(block.size);
        double const size = static_cast<double>(block.size);
        if (b == 0)
            first = mean / size;
        else if (mean > 0 && first > 0)
            system.set_lambda(b, first * size / mean);
    }
}

}  // namespace lamina::solving
