#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
/// The points of conditions stay, unless `side_points` are random. Cost of a batch: that of `resample`, one evaluation
/// of the tables at its points.
template <class Model>
class fresh_points_t {
public:
    fresh_points_t(Model held_out, point_choice const& choice)
        : held_out_(std::make_shared<Model>(std::move(held_out))),
          batch_(std::make_shared<Model>(held_out_->at(choice))),
          seed_(choice.seed) {}

    /// The held-out problem
    [[nodiscard]] Model& model() const { return *held_out_; }
    [[nodiscard]] network_layout const& layout() const { return held_out_->layout(); }
    /// The function that theta stands for
    [[nodiscard]] auto solution(std::span<double const> theta) const { return held_out_->solution(theta); }
    [[nodiscard]] residual_system<double>& at(std::size_t iteration) const {
        batch_->trained_on().resample(seed_ + iteration + 1);
        return batch_->trained_on();
    }
    operator batches() const {
        return {[self = *this](std::size_t iteration) -> residual_system<double>& { return self.at(iteration); },
                &held_out_->trained_on()};
    }

private:
    std::shared_ptr<Model> held_out_, batch_;
    std::uint64_t seed_;
};

/// The further arguments are those of `collocate`, which must live as long as the result where they refer to tables.
/// Throws std::invalid_argument if the points are not `random_points(n, seed)`, and what `collocate` throws.
template <class Problem, class Network, class... Arguments>
auto fresh_points(Problem const& problem, box const& domain, Network const& network, point_choice const& choice,
                  Arguments const&... rest) {
    if (choice.how != point_choice::layout::random)
        throw std::invalid_argument("fresh_points: the points are laid on a lattice, expected random_points(n, seed)");
    return fresh_points_t(
        collocate(problem, domain, network, random_points(4 * choice.counts.at(0), choice.seed), rest...), choice);
}

}  // namespace lamina
