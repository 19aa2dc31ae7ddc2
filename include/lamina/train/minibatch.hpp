#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <lamina/dsl/reject/refuse.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/training_parts.hpp>

namespace lamina {

/// Every iteration on as many points of the equations, random ones unless others are asked for, new ones each time, by
/// a method that takes them (`adam`, `spring`, or one's own with `look` and `move`):
///
///     train(model, start, adam{}, {.iterations = 40000}, minibatch(128))
///     train(model, start, adam{}, {.iterations = 40000}, minibatch(latin_hypercube(128, 1)))
///
/// The loss of the history, which stops training and chooses the best parameters, is that at the model's own points,
/// looked at every `look_every` iterations; their weights are the model's. The points of conditions stay, unless the
/// model was made with `side_points{.count = 128, .random = true}`: then each batch has so many new ones on each side.
/// Batch k has the seed of the points + k + 1. Throws std::invalid_argument for points that have their places, and
/// training for a method that takes no batches. Cost of a batch: one evaluation of the tables at its points.
struct minibatch {
    point_choice points;

    explicit minibatch(std::size_t count, std::uint64_t seed = 0) : minibatch(random_points(count, seed)) {}
    explicit minibatch(point_choice of_each) : points(laid_anew(of_each, of_each.seed)) {}

    template <class Model>
    void add_to(training_plan& plan, Model& model) const {
        if constexpr (requires { model.at(point_choice()); }) {
            auto const small = std::make_shared<Model>(model.at(points));
            train_on_batches(plan, [small, first = points.seed + 1](std::size_t iteration) -> residual_system<double>& {
                small->trained_on().resample(first + iteration);
                return small->trained_on();
            });
        } else {
            reject::refused_call<"minibatch(n): a residual system has no points to draw; write train(model, ...) "
                                 "instead of train(model.system(), ...)",
                                 Model>();
        }
    }
};

}  // namespace lamina
