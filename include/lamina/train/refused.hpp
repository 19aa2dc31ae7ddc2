#pragma once

#include <span>
#include <type_traits>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/kernel/residual_system.hpp>
#include <lamina/train/batches.hpp>
#include <lamina/train/fit.hpp>

/// Calls of `train` that lack a part or have it in another place: refused, with the call to write.
namespace lamina {

template <class T>
concept Trainable = std::is_convertible_v<T, residual_system<double>&> || std::is_convertible_v<T, batches>;

template <class From, class Theta, class Method>
    requires(!Trainable<From> || !std::is_convertible_v<Theta, std::span<double const>>)
fit train(From&&, Theta const&, Method const&, stop const& = {}) {
    reject::no_training<Trainable<From>, Theta>();
    return {};
}
template <class From, class Method>
fit train(From&&, Method const&, stop const& = {}) {
    reject::no_training<Trainable<From>, Method>();
    return {};
}

}  // namespace lamina
