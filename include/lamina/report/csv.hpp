#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lamina {

/// A named column of numbers; the numbers belong to the caller.
struct column {
    std::string name;
    std::span<double const> values;
};

/// Writes columns of equal length as comma-separated text: one line of names, then one line a row, every number
/// with the digits that read back as the same double. A name with a comma, a quote or a line break is quoted, an empty
/// one too. The file is replaced as a whole (whole_file.hpp). Throws std::invalid_argument if there is no column or the
/// lengths differ, std::runtime_error, with the system's reason, if the file cannot be written.
void write_csv(std::filesystem::path const& path, std::vector<column> const& columns);

}  // namespace lamina
