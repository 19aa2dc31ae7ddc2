#pragma once

#include <span>

/// How large a vector is.
namespace lamina::numerics {

/// (sum of v_k^2)^(1/2), also where squares overflow or vanish; not finite where an entry is not
double norm(std::span<double const> v);
/// The largest |v_k|, of none 0
double largest_of(std::span<double const> v);
/// The mean of v_k^2, of none 0
double mean_square(std::span<double const> v);

}  // namespace lamina::numerics
