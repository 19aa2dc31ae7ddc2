#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include <lamina/homogenize/periodic_interpolant.hpp>
#include <lamina/homogenize/slow_points.hpp>
#include <lamina/sample/bindings.hpp>

namespace lamina {

/// A corrector as a function of x and y: periodic in y, in x interpolated between the points of a box, or the same
/// everywhere.
class slow_corrector {
public:
    slow_corrector(periodic_interpolant everywhere) : at_{std::move(everywhere)} {}
    /// One of each point
    slow_corrector(std::shared_ptr<slow_points const> points, std::vector<periodic_interpolant> at);

    /// At x, shape (D,), and y, differentiated in_x[i] times along x_i and in_y[i] times along y_i. Throws
    /// std::invalid_argument outside the box. Cost: one evaluation in y for each point of the box.
    [[nodiscard]] double operator()(std::span<double const> x, std::array<double, 3> const& y,
                                    std::array<int, 3> const& in_x = {}, std::array<int, 3> const& in_y = {}) const;
    /// chi(x, x / eps) at x, differentiated times[i] times along x_i
    [[nodiscard]] double along_both(std::span<double const> x, double eps, std::array<int, 3> const& times) const;
    /// x -> chi(x, x / eps) of a problem in `dimension` variables, as a field: for equations, and for the features of a
    /// network. Throws std::invalid_argument for an eps that is not positive.
    [[nodiscard]] bindings::field field(std::size_t dimension, double eps) const;
    /// Whether it depends on x
    [[nodiscard]] bool varies() const { return points_ != nullptr; }

private:
    std::shared_ptr<slow_points const> points_;
    std::vector<periodic_interpolant> at_;
};

}  // namespace lamina
