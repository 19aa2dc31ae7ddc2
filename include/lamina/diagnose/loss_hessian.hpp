#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/rows/residual_system.hpp>

/// Second derivatives of the loss by theta, shape (P,), of problems collocated with `second_derivatives`. With a
/// block's name they are those of lambda_i L_i alone. The loss has a 1/2 (residual_system.hpp): the eigenvalues of a
/// loss without it are twice as large. All throw std::invalid_argument for a nonlinear problem without second
/// derivatives, a theta that has not P entries and an unknown block.
namespace lamina {

/// H = d^2 L / dtheta^2, shape (P, P). Cost: P products H v; memory P^2 numbers.
xt::xtensor<double, 2> loss_hessian(residual_system<double>& system, std::span<double const> theta,
                                    std::string_view block = {});

/// All eigenvalues of H, descending, shape (P,). Cost: that of H and 4/3 P^3 flops.
xt::xtensor<double, 1> hessian_spectrum(residual_system<double>& system, std::span<double const> theta,
                                        std::string_view block = {});

/// The `count` largest eigenvalues of H, descending, shape (count,), by Lanczos' method (Spectra) on products H v, to
/// 1e-8 of the largest; some tens of products. The same for equal arguments. Throws std::invalid_argument unless
/// 1 <= count < P / 2, std::runtime_error where 1000 restarts do not find them:
///
///     every(100, record("curvature", [](auto const& now) {
///         return largest_curvatures(now.system, now.theta, 1)[0];
///     }))
xt::xtensor<double, 1> largest_curvatures(residual_system<double>& system, std::span<double const> theta,
                                          std::size_t count, std::string_view block = {});

}  // namespace lamina
