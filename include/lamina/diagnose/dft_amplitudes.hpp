#pragma once

#include <span>

#include <xtensor/xtensor_forward.hpp>

namespace lamina {

/// How large the waves are that make a function on a line, from its values at N equispaced points x_j = a + j L / N:
///     A_k = c |sum over j of v_j exp(-2 pi i j k / N)| / N,  k = 0 .. N / 2,  c = 2, and 1 for k = 0 and for k = N / 2
///     where N is even,
/// so that A sin(2 pi k (x - a) / L) has the amplitude A at k. Shape (N / 2 + 1,). Throws std::invalid_argument for
/// fewer than two values. Cost: one FFT.
xt::xtensor<double, 1> dft_amplitudes(std::span<double const> values);

}  // namespace lamina
