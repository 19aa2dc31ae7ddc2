#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// A residual system with its rows weighted by W = `row_weights`, those that it has at the time of each call: the loss
/// is |W r|^2 / 2. One caller at a time.
class weighted_system {
public:
    explicit weighted_system(residual_system<double>& system);

    /// W r at theta, shape (N,), into r; returns the loss.
    double residual(std::span<double const> theta, std::span<double> r);
    /// W J v, shape (N,), v of shape (P,)
    void times(std::span<double const> theta, std::span<double const> v, std::span<double> out);
    /// J^T W w, shape (P,), w of shape (N,)
    void transposed_times(std::span<double const> theta, std::span<double const> w, std::span<double> out);
    /// W, shape (N,), until the next call
    [[nodiscard]] std::span<double const> weights();

private:
    residual_system<double>& system_;
    std::vector<double> lambda_, weight_, weighted_;
};

}  // namespace lamina
