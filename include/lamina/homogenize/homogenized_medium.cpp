#include <lamina/homogenize/homogenized_medium.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <lamina/report/array_of.hpp>

namespace lamina {

void check_bounds(effective_coefficients const& found, resolved_cells const& solved) {
    std::size_t const n = found.columns();
    auto const& bounds = solved.cells.bounds;
    if (!bounds || bounds->upper.size() != n * n || !found.has_tensor()) return;
    check_bounds(*bounds, found.tensor(), solved.tolerance);
}

homogenized_medium::homogenized_medium(expansion_parts parts, resolved_cells solved, bindings known)
    : parts_(std::make_shared<expansion_parts const>(std::move(parts))),
      solved_(std::move(solved)),
      known_(std::move(known)),
      found_(*parts_, solved_.averages, known_) {
    check_bounds(found_, solved_);
    for (auto const& [name, values] : solved_.cells.value)
        correctors_.emplace(name, periodic_interpolant(solved_.cells.grid, values));
}

enclosure homogenized_medium::interval(std::size_t i, std::size_t j) const {
    double const v = found_.tensor(i, j);
    double const size =
        std::max(std::abs(v), std::sqrt(std::abs(found_.tensor(i, i))) * std::sqrt(std::abs(found_.tensor(j, j))));
    double const contrast = solved_.cells.contrast;  // 1 + grad chi loses as many digits as it has
    auto const points = static_cast<double>(solved_.cells.grid.points());  // sums of so many
    double const rounding = (1e-12 + 1e-16 * points + (std::isfinite(contrast) ? 4e-16 * contrast : 0)) * size;
    auto const tensor = [&](std::vector<double> const& averages) {
        return effective_coefficients(*parts_, averages, known_).tensor(i, j);
    };
    std::vector<double> elsewhere{tensor(solved_.compared)}, lower, upper;
    for (auto const& averages : solved_.moved) elsewhere.push_back(tensor(averages));
    double const error = solved_.error_of(v, elsewhere) + rounding;
    enclosure out{v - error, v + error};
    std::size_t const n = columns();
    if (i != j || !bounds() || solved_.other_bounds.empty() || bounds()->upper.size() != n * n) return out;
    for (auto const& there : solved_.other_bounds) {  // the bounds have errors as well
        lower.push_back(there.lower(i, i));
        upper.push_back(there.upper(i, i));
    }
    double const least = std::min(v, bounds()->lower(i, i)), most = std::max(v, bounds()->upper(i, i));
    out.lower =
        std::max({out.lower, least - solved_.error_of(bounds()->lower(i, i), lower) - rounding, std::min(v, 0.0)});
    out.upper = std::min(out.upper, most + solved_.error_of(bounds()->upper(i, i), upper) + rounding);
    return out;
}

tensor_enclosure homogenized_medium::interval() const {
    std::array const shape{columns(), columns()};
    auto out = tensor_enclosure{xt::xtensor<double, 2>::from_shape(shape), xt::xtensor<double, 2>::from_shape(shape)};
    for (std::size_t i = 0; i < columns(); ++i)
        for (std::size_t j = 0; j < columns(); ++j) {
            auto const [lower, upper] = interval(i, j);
            out.lower(i, j) = lower, out.upper(i, j) = upper;
        }
    return out;
}

xt::xtensor<double, 1> homogenized_medium::averages() const {
    return array_of(solved_.averages);
}

xt::xarray<double> homogenized_medium::image(std::string const& name) const {
    static_cast<void>(corrector(name));  // throws if there is none
    cell_equation const& grid = solved_.cells.grid;
    auto out = xt::xarray<double>::from_shape(std::vector(grid.grid.begin(), grid.grid.begin() + grid.dimension));
    std::ranges::copy(solved_.cells.value.at(name), out.data());
    return out;
}

periodic_interpolant const& homogenized_medium::corrector(std::string const& name) const {
    return corrector_named(correctors_, name);
}

bindings::field homogenized_medium::oscillating(std::string const& name, double eps) const {
    return slow_corrector(corrector(name)).field(solved_.cells.grid.dimension, eps);
}

homogenized_medium solve_expansion(expansion_parts parts, std::span<double const> period, bindings const& known,
                                   medium_options const& options) {
    resolved_cells solved = resolve_cells(parts.cells, period, known, options);
    return {std::move(parts), std::move(solved), known};
}

}  // namespace lamina
