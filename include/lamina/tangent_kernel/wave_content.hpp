#pragma once

#include <span>

namespace lamina {

/// Which waves a function on a line is made of. Angular wave numbers; 0: there is none such.
struct wave_content {
    double highest = 0;  ///< 99 % of the energy of f - mean(f) lies at or below it
    /// The fine scale: the lowest line with at least a tenth of the strongest amplitude among those of more than four
    /// waves on the line; 0 if these carry less than 1 % of the energy.
    double carrier = 0;
    bool resolved = true;  ///< whether `highest` is below half of what the samples can tell
};

/// From samples of f at the midpoints of equal cells of a line of the given length, under a Hann window. Wave numbers
/// are multiples of 2 pi / length; the window may make `highest` one multiple too large. Cost: one FFT. Throws
/// std::invalid_argument for fewer than 16 samples or a length that is not positive.
wave_content waves_of(std::span<double const> samples, double length);

/// The larger of each, and resolved if both are
wave_content united(wave_content const& a, wave_content const& b);

}  // namespace lamina
