#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lamina {

/// A named array of doubles, last index fastest; the numbers belong to the caller.
struct named_array {
    std::string name;
    std::vector<std::size_t> shape;
    std::span<double const> values;
};

/// Writes arrays for numpy.load: an uncompressed zip archive of .npy files, format 1.0, float64. The file is replaced
/// as a whole (whole_file.hpp).
/// Throws std::invalid_argument if a name is empty, holds a slash or comes twice, if a shape does not have as many
/// elements as values, or if the archive would pass the 4 GiB of the plain zip format; std::runtime_error, with the
/// system's reason, if the file cannot be written.
void write_npz(std::filesystem::path const& path, std::vector<named_array> const& arrays);

}  // namespace lamina
