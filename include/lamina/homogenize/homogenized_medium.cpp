#include <lamina/homogenize/homogenized_medium.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lamina {

homogenized_medium::homogenized_medium(expansion_parts parts, resolved_cells solved, bindings known)
    : parts_(std::make_shared<expansion_parts const>(std::move(parts))),
      solved_(std::move(solved)),
      known_(std::move(known)),
      found_(*parts_, solved_.averages, known_) {
    for (auto const& [name, values] : solved_.cells.value)
        correctors_.emplace(name, periodic_interpolant(solved_.cells.grid, values));
}

enclosure homogenized_medium::interval(std::size_t i, std::size_t j) const {
    double const v = found_.tensor(i, j);
    auto elsewhere = [&](std::vector<double> const& averages) {
        return effective_coefficients(*parts_, averages, known_).tensor(i, j);
    };
    double low = INFINITY, high = -INFINITY;
    double distance = std::abs(v - elsewhere(solved_.compared));
    for (auto const& averages : solved_.moved) {
        double const w = elsewhere(averages);
        distance = std::max(distance, std::abs(v - w));
        low = std::min(low, w), high = std::max(high, w);
    }
    double const spread = solved_.moved.empty() ? 0 : high - low;
    double const size = std::max(std::abs(v), std::sqrt(std::abs(found_.tensor(i, i) * found_.tensor(j, j))));
    double const contrast = solved_.cells.contrast;  // 1 + grad chi loses as many digits as it has
    auto const points = static_cast<double>(solved_.cells.grid.points());  // sums of so many
    double const rounding = (1e-12 + 1e-16 * points + (std::isfinite(contrast) ? 4e-16 * contrast : 0)) * size;
    double const error = solved_.factor * distance + spread + rounding;
    enclosure out{v - error, v + error};
    std::size_t const n = columns(), ii = i * n + i;
    auto const& here = bounds();
    auto const& there = solved_.compared_bounds;
    if (i == j && here && there && here->upper.size() == n * n && solved_.moved.empty()) {  // they have errors as well
        auto const of = [&](double bound, double compared) {
            return solved_.factor * std::abs(bound - compared) + rounding;
        };
        out.lower = std::max(out.lower, std::min(v, here->lower[ii]) - of(here->lower[ii], there->lower[ii]));
        out.upper = std::min(out.upper, std::max(v, here->upper[ii]) + of(here->upper[ii], there->upper[ii]));
    }
    return out;
}

periodic_interpolant const& homogenized_medium::corrector(std::string const& name) const {
    auto const found = correctors_.find(name);
    if (found != correctors_.end()) return found->second;
    std::string names;
    for (auto const& [known, unused] : correctors_) names += (names.empty() ? "" : ", ") + known;
    throw std::invalid_argument("corrector " + name + ": there is none, expected one of " + names);
}

homogenized_medium solve_expansion(expansion_parts parts, std::span<double const> period, bindings const& known,
                                   medium_options const& options) {
    resolved_cells solved = resolve_cells(parts.cells, period, known, options);
    return {std::move(parts), std::move(solved), known};
}

}  // namespace lamina
