#pragma once

#include <array>
#include <span>
#include <type_traits>
#include <utility>

#include <lamina/dsl/reject/solving.hpp>
#include <lamina/train/train.hpp>

/// Calls of `train` that lack a part or have it in another place: refused, with the call to write.
namespace lamina {

namespace training {

template <class T>
inline constexpr bool is_theta = std::is_convertible_v<T, std::span<double const>>;
template <class T>
inline constexpr bool is_stop = std::is_convertible_v<T, stop const&>;

/// The first part that is wrong in a call with these; `none` if there is none
template <class From, class... Rest>
constexpr reject::training_part wrong_part() {
    using enum reject::training_part;
    constexpr std::size_t n = sizeof...(Rest);
    constexpr std::array<bool, n + 3> thetas{is_theta<Rest>...}, methods{TrainingMethod<Rest>...},
        stops{is_stop<Rest>...}, parts{TrainingPart<Rest>...};
    if (!Trainable<From>) return system;
    if (!thetas[0]) return theta;
    if (!methods[1]) return method;
    if (n > 2 && !stops[2] && !parts[2]) return stop;
    for (std::size_t k = 3; k < n; ++k)
        if (!parts[k]) return following;
    return none;
}

template <class From, class... Rest>
inline constexpr bool is_call = wrong_part<From, Rest...>() == reject::training_part::none;

/// What others call the members of `stop`; an initialiser without a name is none of them.
struct misnamed_stop {
    struct nameless {};
    nameless first = nameless();
    double iteration = 0, max_iterations = 0, max_iter = 0, iters = 0, epochs = 0, steps = 0, second = 0, time = 0,
           tolerance = 0, tol = 0;
};
/// Taken only by a call that no other function takes
struct anything {
    template <class T>
    anything(T const&) {}
};

}  // namespace training

template <class From, class... Rest>
    requires(!training::is_call<From, Rest...>)
fit train(From&&, Rest const&...) {
    if constexpr (!reject::Refused<std::remove_cvref_t<From>, Rest...>)
        reject::no_training<training::wrong_part<From, Rest...>(), From>();
    return {};
}
/// With `{.iterations = 5}`, whose type C++ deduces from the parameter alone
template <class From, class Second>
fit train(From&& from, Second const& second, stop const& when) {
    return train<From, Second, stop>(std::forward<From>(from), second, when);
}
template <class From, class Second, class Third, class... Parts>
    requires(!training::is_call<From, Second, Third, stop, Parts...>)
fit train(From&& from, Second const& second, Third const& third, stop const& when, Parts const&... parts) {
    return train<From, Second, Third, stop, Parts...>(std::forward<From>(from), second, third, when, parts...);
}
/// `{.iteration = 5}`
template <class From, class... Parts>
fit train(From&&, std::span<double const>, training::anything const&, training::misnamed_stop const&, Parts const&...) {
    reject::no_training<reject::training_part::stop, From>();
    return {};
}

}  // namespace lamina
