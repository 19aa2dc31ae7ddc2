#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include <lamina/dsl/reject/refuse.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/monitor.hpp>

namespace lamina {

/// A monitor that moves the points of the equations to where the residual is large (residual-based adaptive
/// distribution: Wu, Zhu, Tan, Kartha, Lu 2023, doi:10.1016/j.cma.2022.115671): as many as there are, drawn from
/// `candidates` times as many random points without putting them back, with chances proportional to
///
///     |r|^power / mean(|r|^power) + floor,    |r|^2 the sum of lambda_i r_i^2.
///
///     train(model, theta, adam(), {.iterations = 40000}, every(1000, adaptive_points{}))
///
/// Conditions and means stay where they are; held-out points do, too. Not at the start, where the residual says nothing
/// of the solution. Training throws std::invalid_argument for wrong options and on batches, which have new points
/// anyway. Cost: the residual at the candidates and new tables, whenever it looks.
struct adaptive_points {
    std::size_t candidates = 10;
    double power = 1, floor = 1;
    std::uint64_t seed = 1;

    template <class Model>
    void operator()(view_of<Model> const& now) const {
        if constexpr (requires { now.model.domain(); })
            move(now, now.model.domain(),
                 [&now](points_view points) { return now.model.residuals(now.theta, points); });
        else
            reject::refused_call<
                "adaptive_points: a residual system has no domain to draw points from; write "
                "train(model, ...) instead of train(model.system(), ...)",
                Model>();
    }

private:
    void move(training_view const& now, box const& domain,
              std::function<xt::xtensor<double, 2>(points_view points)> const& residuals) const;
};

}  // namespace lamina
