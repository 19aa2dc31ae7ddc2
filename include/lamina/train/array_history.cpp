#include <lamina/train/array_history.hpp>

#include <algorithm>
#include <span>
#include <stdexcept>

#include <fmt/format.h>
#include <xtensor/xtensor.hpp>

#include <lamina/report/array_of.hpp>
#include <lamina/report/csv.hpp>
#include <lamina/report/npz.hpp>
#include <lamina/train/state_fields.hpp>

namespace lamina {

xt::xtensor<double, 1> array_history::iterations() const {
    return array_of(rows_->iteration);
}
xt::xtensor<double, 1> array_history::seconds() const {
    return array_of(rows_->seconds);
}
xt::xtensor<double, 2> array_history::values() const {
    return array_of(rows_->values, std::max<std::size_t>(rows_->entries, 1));
}

xt::xtensor<double, 2> array_history::rolling_mean(std::size_t window) const {
    if (window == 0) throw std::invalid_argument("array_history: a rolling mean over 0 rows, expected at least 1");
    auto const of = values();
    auto out = of;
    for (std::size_t t = 0; t < of.shape(0); ++t)
        for (std::size_t i = 0; i < of.shape(1); ++i) {
            std::size_t const first = t + 1 > window ? t + 1 - window : 0;
            double sum = 0;
            for (std::size_t s = first; s <= t; ++s) sum += of(s, i);
            out(t, i) = sum / static_cast<double>(t + 1 - first);
        }
    return out;
}

void array_history::add(training_view const& now, given_numbers const& row) const {
    std::span<double const> const numbers = row;
    if (rows_->iteration.empty()) rows_->entries = numbers.size();
    if (numbers.size() != rows_->entries)
        throw std::invalid_argument(fmt::format("array_history {}: {} numbers at iteration {}, expected {} as at first",
                                                name_, numbers.size(), now.iteration, rows_->entries));
    rows_->iteration.push_back(static_cast<double>(now.iteration));
    rows_->seconds.push_back(now.seconds);
    rows_->values.insert(rows_->values.end(), numbers.begin(), numbers.end());
}

void array_history::describe(state_fields& to) const {
    to("iteration", rows_->iteration);
    to("seconds", rows_->seconds, rows_->iteration.size());
    to("entries", rows_->entries);
    to("values", rows_->values, rows_->iteration.size() * rows_->entries);
}

void array_history::save(std::filesystem::path const& path) const {
    if (rows_->iteration.empty())
        throw std::invalid_argument(fmt::format("array_history {}: nothing was recorded", name_));
    std::size_t const times = rows_->iteration.size();
    if (path.extension() == ".npz")
        return write_npz(path, {{"iteration", {times}, rows_->iteration},
                                {"seconds", {times}, rows_->seconds},
                                {name_, {times, rows_->entries}, rows_->values}});
    if (path.extension() != ".csv")
        throw std::invalid_argument(fmt::format("array_history {}: {} ends in \"{}\", expected .csv or .npz", name_,
                                                path.string(), path.extension().string()));
    std::vector<std::vector<double>> entries(rows_->entries);
    for (std::size_t k = 0; k < rows_->values.size(); ++k) entries[k % rows_->entries].push_back(rows_->values[k]);
    std::vector<column> columns{{"iteration", rows_->iteration}, {"seconds", rows_->seconds}};
    for (std::size_t i = 0; i < entries.size(); ++i) columns.push_back({fmt::format("{}[{}]", name_, i), entries[i]});
    write_csv(path, columns);
}

}  // namespace lamina
