#include <lamina/homogenize/cells_on_grids.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// True if an integrand has a derivative of an unknown along the slow variable.
bool needs_slow_derivative(graph::arena const& g, graph::node_id id, graph::name_id slow) {
    if (g[id].kind == graph::op::partial)
        for (int k = 1; k < g[id].count; ++k)
            if (g[g.child(id, k)].name == slow) return true;
    if (graph::is_differential(g[id].kind) && g[id].name == slow) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (needs_slow_derivative(g, g.child(id, k), slow)) return true;
    return false;
}

}  // namespace

double resolved_cells::error_of(double here, std::vector<double> const& elsewhere) const {
    if (elsewhere.empty()) return INFINITY;
    double distance = 0, low = INFINITY, high = -INFINITY;
    for (std::size_t k = 0; k < elsewhere.size(); ++k) {
        double const by = std::abs(here - elsewhere[k]);
        if (!(by <= distance)) distance = by;
        if (k > 0) low = std::min(low, elsewhere[k]), high = std::max(high, elsewhere[k]);
    }
    return std::isnan(distance) ? INFINITY : factor * distance + std::max(high - low, 0.0);
}

cells_on_grids::cells_on_grids(cell_system& of, std::span<double const> period, bindings const& bound,
                               medium_options const& chosen, cell_coefficients const& functions)
    : system(of),
      known(bound),
      options(chosen),
      coefficients(functions),
      given(chosen.grid > 0 || !chosen.shape.empty()),
      grid(grid_of(functions, period, given)) {}

grid_shape cells_on_grids::given_shape() const {
    return options.shape.empty() ? grid_shape(dimension(), options.grid) : options.shape;
}

std::size_t cells_on_grids::many() const {
    constexpr std::array<std::size_t, 3> points{8192, 256, 40};
    return points[std::max<std::size_t>(grid.varying(), 1) - 1];
}

resolved_cells cells_on_grids::compared(solution fine, solution other, double factor) {
    resolved_cells out{
        std::move(fine.cells), std::move(fine.averages.mean), std::move(other.averages.mean), {}, {}, factor};
    if (other.cells.bounds) out.other_bounds.push_back(std::move(*other.cells.bounds));
    return out;
}

cells_on_grids::solution cells_on_grids::on(grid_shape const& shape, bool pixels, std::vector<double> const& offset) {
    return solved(shape, grid.period, pixels, offset);
}
cells_on_grids::solution cells_on_grids::window(grid_shape const& shape, std::span<double const> period,
                                                std::vector<double> const& first) {
    return solved(shape, period, true, first);
}

cells_on_grids::solution cells_on_grids::solved(grid_shape const& shape, std::span<double const> period, bool pixels,
                                                std::vector<double> const& offset) {
    medium_options of_grid = options;
    of_grid.by_differences = pixels;
    if (of_grid.cell.iterations == 0 && !pixels) of_grid.cell.iterations = 1000;  // finer grids do not need more
    solution out{solve_cells(system, period, shape, offset, known, of_grid), {}};
    std::size_t const count = system.integrands.size();
    out.averages = {std::vector<double>(count, std::numeric_limits<double>::quiet_NaN()),
                    std::vector<double>(count, 0.0)};
    std::vector<graph::node_id> integrands;
    std::vector<std::size_t> place;
    for (std::size_t k = 0; k < count; ++k)
        if (!needs_slow_derivative(system.g, system.integrands[k], system.positions.slow))
            integrands.push_back(system.integrands[k]), place.push_back(k);
    average_values const found = averages_of(system.g, integrands, out.cells, known);
    for (std::size_t k = 0; k < place.size(); ++k) {
        out.averages.mean[place[k]] = found.mean[k];
        out.averages.magnitude[place[k]] = found.magnitude[k];
    }
    return out;
}

/// Each way in which the edges of layers lie between the middles of its pixels comes once, for the truth is an average
/// over all; in others, scattered places.
point_list cells_on_grids::offsets(grid_shape const& shape) const {
    auto const axis = static_cast<std::size_t>(std::ranges::max_element(shape) - shape.begin());
    constexpr std::size_t most = 16;
    if (grid.varying() != 1 || grid.edges[axis].empty()) return scattered_points(3, dimension());
    std::vector<double> out;
    for (std::size_t q = 0; q < grid.rare.shape(0); ++q) {  // a pixel in the middle of what is rare
        double const at = grid.rare(q, axis) / grid.period[axis] * static_cast<double>(shape[axis]) - 0.5;
        out.resize(out.size() + dimension(), 0.0);
        out[out.size() - dimension() + axis] = at - std::floor(at);
    }
    std::vector<double> crossed;  // the offsets at which an edge is in the middle of a pixel
    auto const add = [&](double edge) {
        double const at = edge * static_cast<double>(shape[axis]) - 0.5;
        crossed.push_back(at - std::floor(at));
    };
    add(0);  // where the cell begins anew
    for (double const edge : grid.edges[axis]) add(edge);
    std::ranges::sort(crossed);
    auto const same = [](double p, double q) { return q - p < 1e-6; };
    crossed.erase(std::unique(crossed.begin(), crossed.end(), same), crossed.end());
    if (crossed.size() > most) {
        auto const scattered = scattered_points(most, dimension());
        out.insert(out.end(), scattered.begin(), scattered.end());
        return {out, dimension()};
    }
    crossed.push_back(crossed.front() + 1);
    for (std::size_t k = 0; k + 1 < crossed.size(); ++k) {
        out.resize(out.size() + dimension(), 0.0);
        out[out.size() - dimension() + axis] = (crossed[k] + crossed[k + 1]) / 2;
    }
    return {out, dimension()};
}
void cells_on_grids::compare_moved(resolved_cells& fine, grid_shape const& shape, bool pixels) {
    auto const by = offsets(shape);
    for (std::size_t p = 0; p < by.shape(0); ++p) {
        auto const offset = row_of(by, p);
        solution moved = on(shape, pixels, {offset.begin(), offset.end()});
        fine.moved.push_back(std::move(moved.averages.mean));
        if (moved.cells.bounds) fine.other_bounds.push_back(std::move(*moved.cells.bounds));
    }
}

}  // namespace lamina
