#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/rows/residual_system.hpp>
#include <lamina/train/batches.hpp>
#include <lamina/train/fit.hpp>

/// Calls of `train` that lack a part or have it in another place: refused, with the call to write.
namespace lamina {

template <class T>
concept Trainable = std::convertible_to<T, residual_system<double>&> || std::convertible_to<T, batches>;

namespace training {

template <class T>
inline constexpr bool is_theta = std::is_convertible_v<T, std::span<double const>>;
template <class T>
inline constexpr bool is_stop = std::is_convertible_v<T, stop const&>;
template <class T>
inline constexpr bool is_method = std::is_class_v<T> && !Trainable<T&> && !is_theta<T> && !is_stop<T>;

/// Which part is wrong in a call with these
template <class From, class... Rest>
constexpr reject::training_part wrong_part() {
    using enum reject::training_part;
    if constexpr (!Trainable<From>)
        return system;
    else
        return []<class... R>(std::type_identity<std::tuple<R...>>) {
            constexpr std::array<bool, sizeof...(R) + 2> thetas{is_theta<R>..., false, false},
                methods{is_method<R>..., false, false};
            return !thetas[0] ? theta : !methods[1] ? method : stop;
        }(std::type_identity<std::tuple<Rest...>>{});
}

template <class From, class... Rest>
inline constexpr bool is_call = false;
template <Trainable From, class Theta, class Method>
inline constexpr bool is_call<From, Theta, Method> = is_theta<Theta> && is_method<Method>;
template <Trainable From, class Theta, class Method, class Stop>
inline constexpr bool is_call<From, Theta, Method, Stop> = is_theta<Theta> && is_method<Method> && is_stop<Stop>;

/// What others call the members of `stop`
struct misnamed_stop {
    double iteration = 0, max_iterations = 0, max_iter = 0, iters = 0, epochs = 0, steps = 0, second = 0, time = 0,
           tolerance = 0, tol = 0;
};

}  // namespace training

template <class From, class... Rest>
    requires(!training::is_call<From, Rest...>)
fit train(From&&, Rest const&...) {
    if constexpr (!reject::Refused<std::remove_cvref_t<From>, Rest...>)
        reject::no_training<training::wrong_part<From, Rest...>(), From>();
    return {};
}
/// With `{.iterations = 5}` last, whose type C++ deduces from the parameter alone
template <class From, class Second>
fit train(From&& from, Second const& second, stop const& when) {
    return train<From, Second, stop>(std::forward<From>(from), second, when);
}
template <class From, class Second, class Third>
    requires(!training::is_call<From, Second, Third, stop>)
fit train(From&& from, Second const& second, Third const& third, stop const& when) {
    return train<From, Second, Third, stop>(std::forward<From>(from), second, third, when);
}
/// `{.iteration = 5}`
template <class Method>
fit train(residual_system<double>&, std::span<double const>, Method const&, training::misnamed_stop const&) {
    reject::no_training<reject::training_part::stop, Method>();
    return {};
}

}  // namespace lamina
