#pragma once

#include <fstream>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

/// What a benchmark measured, as the file that `--json` names; none if that is empty. Throws std::runtime_error if it
/// cannot be written.
inline void write_json(std::string const& file, nlohmann::ordered_json const& measured) {
    if (file.empty()) return;
    std::ofstream to(file);
    to << measured.dump(2) << "\n";
    if (!to.flush()) throw std::runtime_error("cannot write " + file);
}
