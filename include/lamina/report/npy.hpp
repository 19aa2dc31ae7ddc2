#pragma once

#include <filesystem>

#include <lamina/report/xarray.hpp>

namespace lamina {

/// Reads an array that numpy.save wrote: format 1.0 to 3.0; float16, float32, float64, int8 to int64, uint8 to uint64
/// or bool; little- or big-endian; C or Fortran order; of any shape. Every element becomes the nearest double, a bool 0
/// or 1. Throws std::runtime_error, with the system's reason, if the file cannot be read and std::invalid_argument,
/// with the name of the file, what it holds and what was expected, if it is no such array, is cut short or goes on
/// after it.
xt::xarray<double> read_npy(std::filesystem::path const& path);

}  // namespace lamina
