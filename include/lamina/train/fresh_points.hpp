#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include <lamina/discretise/collocate.hpp>
#include <lamina/train/batches.hpp>

namespace lamina {

/// A problem at new random points of the equations at every iteration, for methods that take batches (`adam`,
/// `spring`):
///
///     auto const batches = fresh_points(darcy, box({0, 0}, {1, 1}), mlp({40, 40}), random_points(256, 1), lambda{10});
///     auto const fit = train(batches, glorot(batches.layout(), 1), spring(), {.seconds = 60});
///     auto const values = batches.model().value(fit.theta, points);
///
/// Made by `fresh_points`. Batch i has the seed s + i + 1, the held-out problem four times the points of the seed s.
/// The points of conditions stay. Cost of a batch: that of `resample`, one evaluation of the equations' tables at its
/// points.
template <class Model>
class fresh_points_t {
public:
    fresh_points_t(std::function<Model(point_choice const&)> make, point_choice const& choice)
        : make_(std::move(make)), choice_(choice),
          held_out_(std::make_shared<Model>(make_(random_points(4 * choice.counts.at(0), choice.seed)))),
          current_(std::make_shared<std::optional<Model>>()) {}

    /// The held-out problem
    [[nodiscard]] Model& model() const { return *held_out_; }
    [[nodiscard]] network_layout const& layout() const { return held_out_->layout(); }
    /// The function that theta stands for
    [[nodiscard]] auto solution(std::span<double const> theta) const { return held_out_->solution(theta); }
    [[nodiscard]] residual_system<double>& at(std::size_t iteration) const {
        std::size_t const seed = choice_.seed + iteration + 1;
        if (!*current_) current_->emplace(make_(random_points(choice_.counts[0], seed)));
        (*current_)->system().resample(seed);
        return (*current_)->system();
    }
    operator batches() const {
        return {[self = *this](std::size_t iteration) -> residual_system<double>& { return self.at(iteration); },
                &held_out_->system()};
    }

private:
    std::function<Model(point_choice const&)> make_;
    point_choice choice_;
    std::shared_ptr<Model> held_out_;
    std::shared_ptr<std::optional<Model>> current_;
};

/// The further arguments are those of `collocate`, which must live as long as the result where they refer to tables.
/// Throws std::invalid_argument if the points are not `random_points(n, seed)`, and what `collocate` throws.
template <class Problem, class Network, class... Arguments>
auto fresh_points(Problem const& problem, box const& domain, Network const& network, point_choice const& choice,
                  Arguments const&... rest) {
    using model = decltype(collocate(problem, domain, network, choice, rest...));
    if (choice.how != point_choice::layout::random)
        throw std::invalid_argument("fresh_points: the points are laid on a lattice, expected random_points(n, seed)");
    return fresh_points_t<model>(
        [=](point_choice const& points) { return collocate(problem, domain, network, points, rest...); }, choice);
}

}  // namespace lamina
