#pragma once

#include <concepts>

#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// A pointwise residual F(constants, tables, u) as generated from an equation or condition. With
/// n = unknowns * channels::size + trained and u[unknown * channels::size + channel], the trained parameters last:
///   value(constants, tables, u)           F
///   gradient(constants, tables, u, du)    du[i] = dF/du[i], i < n
///   affine                                whether the gradient is independent of u
/// V is a SIMD batch: a lane is a point.
template <class T>
concept residual_term = requires(double const* constants, double const* tables, double const* u, double* du) {
    typename T::channels;
    { T::channels::size } -> std::convertible_to<int>;
    { T::unknowns } -> std::convertible_to<int>;
    { T::trained } -> std::convertible_to<int>;
    { T::tables } -> std::convertible_to<int>;
    { T::constants } -> std::convertible_to<int>;
    { T::affine } -> std::convertible_to<bool>;
    { T::template value<double, double>(constants, tables, u) } -> std::same_as<double>;
    T::template gradient<double, double>(constants, tables, u, du);
};

}  // namespace lamina
