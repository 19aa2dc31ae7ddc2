#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <lamina/dsl/reject/refuse.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/training_parts.hpp>

namespace lamina {

/// Every iteration on as many random points of the equations, new ones each time, by a method that takes them (`adam`,
/// `spring`, or one's own with `look` and `move`):
///
///     train(model, start, adam{}, {.iterations = 40000}, minibatch(128))
///
/// The loss of the history, which stops training and chooses the best parameters, is that at the model's own points,
/// looked at every `look_every` iterations. The points of conditions stay. Batch k has the seed `seed` + k + 1.
/// Training throws std::invalid_argument for a method that takes no batches. Cost of a batch: one evaluation of the
/// equations' tables at its points.
struct minibatch {
    std::size_t points;
    std::uint64_t seed;

    explicit minibatch(std::size_t count, std::uint64_t first_seed = 0) : points(count), seed(first_seed) {}

    template <class Model>
    void add_to(training_plan& plan, Model& model) const {
        if constexpr (requires { model.at(point_choice()); }) {
            auto const small = std::make_shared<Model>(model.at(random_points(points, seed)));
            train_on_batches(plan, [small, first = seed + 1](std::size_t iteration) -> residual_system<double>& {
                small->system().resample(first + iteration);
                return small->system();
            });
        } else {
            reject::refused_call<"minibatch(n): a residual system has no points to draw; write train(model, ...) "
                                 "instead of train(model.system(), ...)",
                                 Model>();
        }
    }
};

}  // namespace lamina
