#include <lamina/train/newton_step.hpp>

namespace lamina {

numerics::least_squares_solution newton_target(std::span<double> j, std::span<double const> r,
                                               std::span<double const> theta) {
    std::size_t const n = r.size(), p = theta.size();
    std::vector<double> right(n);
    for (std::size_t k = 0; k < n; ++k) right[k] = -r[k];
    for (std::size_t q = 0; q < p; ++q)
        for (std::size_t k = 0; k < n; ++k) right[k] += j[q * n + k] * theta[q];
    return numerics::least_squares(j, n, p, right, 1e-14);
}

std::vector<double> halved_step(std::span<double const> theta, std::span<double const> target, double shortest,
                                std::function<bool(std::vector<double> const& next)> const& falls) {
    std::vector<double> next(theta.size());
    for (double length = 1; length > shortest; length /= 2) {
        for (std::size_t q = 0; q < theta.size(); ++q) next[q] = theta[q] + length * (target[q] - theta[q]);
        if (falls(next)) break;
    }
    return next;
}

}  // namespace lamina
