#pragma once

#include <filesystem>

#include <lamina/train/fit.hpp>

namespace lamina {

/// Writes the history of a run, a row an entry: iteration, seconds, loss, its blocks by name, held_out if there are
/// held-out points, and what was recorded; as columns of a .csv (csv.hpp) or arrays of a .npz (npz.hpp). NaN where
/// nothing was looked at. Throws std::invalid_argument for another ending of the name and two columns of one name,
/// std::runtime_error if the file cannot be written.
void write_history(std::filesystem::path const& path, fit const& of);

}  // namespace lamina
