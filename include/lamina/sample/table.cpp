#include <lamina/sample/table.hpp>

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/report/element_count.hpp>

namespace lamina {

namespace {

/// All tables of the program: a deque, so that a table stays where it is when others come.
struct shelf {
    std::mutex access;
    std::deque<table> tables;
};
shelf& all_tables() {
    static shelf all;
    return all;
}

table checked(array_of_doubles samples, table_options const& options) {
    std::size_t const d = samples.shape.size();
    auto const size = element_count(samples.shape);
    if (d < 1 || d > 3 || size == 0)
        throw std::invalid_argument(fmt::format("table_from: an array of shape ({}), expected 1 to 3 axes and elements",
                                                fmt::join(samples.shape, ", ")));
    if (size != samples.values.size())
        throw std::invalid_argument(fmt::format("table_from: an array of shape ({}) with {} values, expected {}",
                                                fmt::join(samples.shape, ", "), samples.values.size(),
                                                size ? std::to_string(*size) : "more than memory holds"));
    std::vector<double> period = options.period;
    if (period.empty()) period.assign(d, 1.0);
    if (period.size() == 1) period.assign(d, period[0]);
    if (period.size() != d)
        throw std::invalid_argument(fmt::format(
            "table_from: period has {} numbers, expected 1 or {}, as the array has axes", period.size(), d));
    for (std::size_t i = 0; i < d; ++i)
        if (!(period[i] > 0) || !std::isnormal(period[i] / static_cast<double>(samples.shape[i])))
            throw std::invalid_argument(
                fmt::format("table_from: period is {}, expected positive finite numbers", period[i]));
    return {std::move(samples), std::move(period), options.between};
}

/// Two neighbours on one axis and their weights
struct stencil {
    std::array<std::size_t, 2> at{};
    std::array<double, 2> weight{1, 0};
};

stencil nearest(double s, std::size_t n, int derivative) {
    // a point computed as i / n may lie a rounding error before it
    double const cell = std::floor(s + 1e-9);
    return {{static_cast<std::size_t>(cell) % n, 0}, {derivative == 0 ? 1.0 : 0.0, 0.0}};
}

stencil linear(double s, std::size_t n, double spacing, int derivative) {
    double const shifted = s - 0.5 + static_cast<double>(n);
    double const left = std::floor(shifted), t = shifted - left;
    auto const i = static_cast<std::size_t>(left) % n;
    stencil out{{i, (i + 1) % n}, {1 - t, t}};
    if (derivative == 1) out.weight = {-1 / spacing, 1 / spacing};
    if (derivative > 1) out.weight = {0, 0};
    return out;
}

}  // namespace

double table::operator()(std::span<double const> y, std::span<int const> derivative) const {
    std::array<stencil, 3> axis{};
    std::size_t const d = samples.shape.size();
    if (y.size() != d || derivative.size() != d)
        throw std::invalid_argument(
            fmt::format("a table with {} axes is evaluated at {} coordinates, with {} derivatives, expected {} of each",
                        d, y.size(), derivative.size(), d));
    for (std::size_t i = 0; i < d; ++i) {
        std::size_t const n = samples.shape[i];
        double const turns = y[i] / period[i];
        if (!std::isfinite(turns)) return std::numeric_limits<double>::quiet_NaN();
        double const s = (turns - std::floor(turns)) * static_cast<double>(n);
        axis[i] = between == between_samples::nearest ? nearest(s, n, derivative[i])
                                                      : linear(s, n, period[i] / static_cast<double>(n), derivative[i]);
    }
    double sum = 0;
    for (std::size_t corner = 0; corner < (std::size_t{1} << d); ++corner) {
        double weight = 1;
        std::size_t at = 0;
        for (std::size_t i = 0; i < d; ++i) {
            std::size_t const side = corner >> i & 1;
            weight *= axis[i].weight[side];
            at = at * samples.shape[i] + axis[i].at[side];
        }
        if (weight != 0) sum += weight * samples.values[at];
    }
    return sum;
}

table_t table_from(array_of_doubles samples, table_options const& options) {
    table made = checked(std::move(samples), options);
    shelf& all = all_tables();
    std::scoped_lock const lock(all.access);
    all.tables.push_back(std::move(made));
    return {static_cast<double>(all.tables.size())};
}

table_t table_from(std::filesystem::path const& npy, table_options const& options) {
    return table_from(read_npy(npy), options);
}

table const& table_of(double handle) {
    shelf& all = all_tables();
    std::scoped_lock const lock(all.access);
    if (!(handle >= 1 && handle <= static_cast<double>(all.tables.size())))
        throw std::invalid_argument(fmt::format("table {} is not there, expected one that table_from made", handle));
    return all.tables[static_cast<std::size_t>(handle) - 1];
}

}  // namespace lamina
