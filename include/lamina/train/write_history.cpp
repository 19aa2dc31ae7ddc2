#include <lamina/train/write_history.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/report/csv.hpp>
#include <lamina/report/npz.hpp>

namespace lamina {

void write_history(std::filesystem::path const& path, fit const& of) {
    std::vector<std::string> names{"iteration", "seconds", "loss"};
    names.insert(names.end(), of.blocks.begin(), of.blocks.end());
    bool const held_out =
        std::ranges::any_of(of.history, [](history_entry const& entry) { return !std::isnan(entry.held_out); });
    if (held_out) names.emplace_back("held_out");
    names.insert(names.end(), of.recorded.begin(), of.recorded.end());
    std::vector<std::vector<double>> values(names.size());
    for (history_entry const& entry : of.history) {
        std::vector<double> row{static_cast<double>(entry.iteration), entry.seconds, entry.loss};
        row.insert(row.end(), entry.block_losses.begin(), entry.block_losses.end());
        if (held_out) row.push_back(entry.held_out);
        row.insert(row.end(), entry.recorded.begin(), entry.recorded.end());
        for (std::size_t c = 0; c < row.size(); ++c) values[c].push_back(row[c]);
    }
    std::vector<column> columns;
    std::vector<named_array> arrays;
    for (std::size_t c = 0; c < names.size(); ++c) {
        columns.push_back({names[c], values[c]});
        arrays.emplace_back(names[c], std::vector<std::size_t>{values[c].size()}, values[c]);
    }
    if (path.extension() == ".csv") return write_csv(path, columns);
    if (path.extension() == ".npz") return write_npz(path, arrays);
    throw std::invalid_argument(fmt::format("write_history: {} ends in \"{}\", expected .csv or .npz", path.string(),
                                            path.extension().string()));
}

}  // namespace lamina
