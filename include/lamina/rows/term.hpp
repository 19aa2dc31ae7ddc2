#pragma once

#include <concepts>
#include <cstddef>
#include <span>

#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// A pointwise residual F(constants, tables, u) as generated from an equation or condition. With
/// n = unknowns * channels + trained and u[unknown * channels + channel], the trained parameters last:
///   value(constants, tables, u)           F
///   gradient(constants, tables, u, du)    du[c] = dF/du[c], c < n
///   affine                                whether the gradient is independent of u
///   curvature(constants, tables, u, out)  out[c] = sum_k d^2F/du[c] du[k] u[n + k], c < n; only read, and not if
///                                         affine, for the second derivatives of a system (second_order_term.hpp)
/// V is a SIMD batch: a lane is a point.
template <class T>
concept single_term = requires(double const* constants, double const* tables, double const* u, double* du) {
    { T::template value<double, double>(constants, tables, u) } -> std::same_as<double>;
    T::template gradient<double, double>(constants, tables, u, du);
};

/// Several of them, F_i, i < residuals, that hold at the same points and share one pass of the network:
///   values(constants, tables, u, out)     out[i] = F_i
///   gradient<I>(constants, tables, u, du) du[c] = dF_I/du[c], and likewise curvature<I>
template <class T>
concept joint_term = requires(double const* constants, double const* tables, double const* u, double* out) {
    { T::residuals } -> std::convertible_to<int>;
    T::template values<double, double>(constants, tables, u, out);
    T::template gradient<double, double, T::residuals - 1>(constants, tables, u, out);
};

/// The channels of each unknown: of a plan, or a channel_set `T::channels`
template <class T>
constexpr std::span<graph::planned_channel const> channels_of() {
    if constexpr (requires { T::plan; })
        return T::plan.channels();
    else
        return T::channels::values;
}

/// What a part of a residual system is made of
template <class T>
concept residual_term = (single_term<T> || joint_term<T>)&&requires {
    channels_of<T>();
    { T::unknowns } -> std::convertible_to<int>;
    { T::trained } -> std::convertible_to<int>;
    { T::tables } -> std::convertible_to<int>;
    { T::constants } -> std::convertible_to<int>;
    { T::affine } -> std::convertible_to<bool>;
};

/// How many residuals a term has
template <class T>
inline constexpr std::size_t residuals_of = 1;
template <joint_term T>
inline constexpr std::size_t residuals_of<T> = static_cast<std::size_t>(T::residuals);

}  // namespace lamina
