#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/homogenize/homogenized_medium.hpp>
#include <lamina/homogenize/slow_points.hpp>
#include <lamina/network/chebyshev.hpp>

namespace lamina {

namespace {

/// The derivatives in x that an integrand asks of correctors
void slow_orders(graph::arena const& g, graph::node_id id, graph::name_id slow,
                 std::vector<std::pair<std::string, std::array<int, 3>>>& out) {
    if (g[id].kind == graph::op::partial && g[g.child(id, 0)].kind == graph::op::unknown) {
        std::array<int, 3> order{};
        for (int k = 1; k < g[id].count; ++k)
            if (g[g.child(id, k)].name == slow) ++order[static_cast<std::size_t>(g[g.child(id, k)].a)];
        if (order != std::array<int, 3>{}) out.emplace_back(std::string(g.name_of(g.child(id, 0))), order);
    }
    for (int k = 0; k < g[id].count; ++k) slow_orders(g, g.child(id, k), slow, out);
}

/// The correctors at slow points, by name: of one that depends on y only, that of the first point
std::map<std::string, slow_corrector> correctors_at(slow_points const& points, expansion_parts const& parts,
                                                    std::vector<resolved_cells> const& at) {
    auto const shared = std::make_shared<slow_points const>(points);
    std::map<std::string, slow_corrector> out;
    for (auto const& [name, unused] : at.front().cells.value) {
        std::vector<periodic_interpolant> of_each;
        for (resolved_cells const& found : at) {
            of_each.emplace_back(found.cells.grid, found.cells.value.at(name));
            if (!parts.slow_cells) break;
        }
        out.emplace(name, parts.slow_cells ? slow_corrector(shared, std::move(of_each))
                                           : slow_corrector(std::move(of_each.front())));
    }
    return out;
}

/// The worst error of average k at the slow points
double worst_error(std::vector<resolved_cells> const& at, std::vector<double> const& values, std::size_t k) {
    double out = 0;
    for (std::size_t q = 0; q < at.size(); ++q) {
        std::vector<double> elsewhere;
        if (!at[q].compared.empty()) elsewhere.push_back(at[q].compared[k]);
        for (auto const& averages : at[q].moved) elsewhere.push_back(averages[k]);
        out = std::max(out, at[q].error_of(values[q], elsewhere) + 1e-12 * std::abs(values[q]));
    }
    return out;
}

cells_at_slow_points at_nodes(expansion_parts const& parts, std::span<double const> period, slow_points const& nodes,
                              bindings known, medium_options options) {
    std::size_t const d = nodes.domain().dimension(), count = nodes.size();
    std::string const slow(parts.cells.g.spelled(parts.cells.positions.slow));
    std::vector<resolved_cells> at;
    cell_system system = parts.cells;
    for (std::size_t q = 0; q < count; ++q) {
        known.positions[slow] = nodes[q];
        at.push_back(resolve_cells(system, period, known, options));
        check_bounds(effective_coefficients(parts, at.back().averages, known), at.back());
    }
    std::size_t const averages = parts.cells.integrands.size();
    cells_at_slow_points out{
        std::vector<std::vector<double>>(averages, std::vector<double>(count)), {}, correctors_at(nodes, parts, at)};
    std::vector<std::pair<std::string, std::array<int, 3>>> orders;
    graph::arena g = parts.cells.g;
    std::vector<graph::node_id> scalar;
    for (graph::node_id const id : parts.cells.integrands) {
        scalar.push_back(graph::scalarize(g, id));
        slow_orders(g, scalar.back(), parts.cells.positions.slow, orders);
    }
    if (orders.empty()) {
        for (std::size_t q = 0; q < count; ++q)
            for (std::size_t k = 0; k < averages; ++k) out.averages[k][q] = at[q].averages[k];
        for (std::size_t k = 0; k < averages; ++k) out.errors.push_back(worst_error(at, out.averages[k], k));
        return out;
    }
    // Differentiation in x needs all correctors on one grid.
    options.shape.assign(d, 1);
    for (auto const& found : at)
        for (std::size_t i = 0; i < d; ++i) {
            double const parts_of_cell = std::round(period[i] / found.cells.grid.period[i]);
            std::size_t const points = found.cells.grid.grid[i] * static_cast<std::size_t>(parts_of_cell);
            options.shape[i] = std::max(options.shape[i], points);
        }
    std::vector<solved_cells> cells;
    for (std::size_t q = 0; q < count; ++q) {
        known.positions[slow] = nodes[q];
        cells.push_back(resolve_cells(system, period, known, options).cells);
    }
    for (auto const& [name, order] : orders) {
        std::size_t const points = cells[0].grid.points();
        for (auto& c : cells) c.along_slow[{name, order}].resize(points);
        std::vector<double> line(count);
        for (std::size_t p = 0; p < points; ++p) {
            for (std::size_t q = 0; q < count; ++q) line[q] = cells[q].value.at(name)[p];
            for (std::size_t i = 0; i < d; ++i)
                for (int k = 0; k < order[i]; ++k) line = nodes.slope(line, i);
            for (std::size_t q = 0; q < count; ++q) cells[q].along_slow[{name, order}][p] = line[q];
        }
    }
    for (std::size_t q = 0; q < count; ++q) {
        known.positions[slow] = nodes[q];
        auto const found = averages_of(g, scalar, cells[q], known);
        for (std::size_t k = 0; k < averages; ++k) out.averages[k][q] = found.mean[k];
    }
    for (std::size_t k = 0; k < averages; ++k) out.errors.push_back(worst_error(at, out.averages[k], k));
    return out;
}

}  // namespace

struct slow_medium::interpolants {
    slow_points points;
    chebyshev_basis basis;
    std::vector<std::vector<double>> coefficients;
    std::vector<double> errors;
    std::vector<enclosure> seen;
    std::map<std::string, slow_corrector> correctors;
    bindings known;
};

slow_medium::slow_medium(slow_points const& points, cells_at_slow_points found, bindings known) {
    box const& domain = points.domain();
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < domain.dimension(); ++i) {
        lower.push_back(domain.lower(i));
        upper.push_back(domain.upper(i));
    }
    std::vector<std::size_t> const degrees(domain.dimension(), points.along_axis() - 1);
    std::vector<enclosure> seen;
    std::vector<std::vector<double>> coefficients;
    for (auto const& f : found.averages) {
        seen.push_back({std::ranges::min(f), std::ranges::max(f)});
        coefficients.push_back(points.coefficients(f));
    }
    made_ = std::make_shared<interpolants const>(
        interpolants{points, chebyshev_basis(lower, upper, degrees), std::move(coefficients), std::move(found.errors),
                     std::move(seen), std::move(found.correctors), std::move(known)});
}

double slow_medium::average(std::size_t k, std::span<double const> x, std::span<int const> derivative) const {
    if (k >= size())
        throw std::invalid_argument(
            fmt::format("slow_medium: average {} is not there, expected less than {}", k, size()));
    if (x.size() != made_->basis.dimension())
        throw std::invalid_argument(fmt::format("slow_medium: x has {} coordinates, expected the {} of one point",
                                                x.size(), made_->basis.dimension()));
    auto const row = made_->basis.derivative(x, derivative);
    double out = 0;
    for (std::size_t j = 0; j < row.size(); ++j) out += row(0, j) * made_->coefficients.at(k)[j];
    return out;
}

std::size_t slow_medium::degree() const {
    return made_->points.along_axis() - 1;
}
std::size_t slow_medium::size() const {
    return made_->coefficients.size();
}
double slow_medium::error(std::size_t k) const {
    return made_->errors.at(k);
}
enclosure slow_medium::seen(std::size_t k) const {
    return made_->seen.at(k);
}

bindings slow_medium::averages() const {
    bindings out;
    for (std::size_t k = 0; k < made_->coefficients.size(); ++k)
        out.fields[std::string(graph::average_name(static_cast<int>(k)))] =
            [self = *this, k](std::span<double const> x, std::span<int const> derivative) {
                return self.average(k, x, derivative);
            };
    return out;
}

slow_corrector const& slow_medium::corrector(std::string const& name) const {
    return corrector_named(made_->correctors, name);
}
bindings::field slow_medium::oscillating(std::string const& name, double eps) const {
    return corrector(name).field(domain().dimension(), eps);
}
box const& slow_medium::domain() const {
    return made_->points.domain();
}
bindings const& slow_medium::known() const {
    return made_->known;
}

slow_medium solve_expansion(expansion_parts const& parts, std::span<double const> period, box const& domain,
                            std::size_t degree, bindings const& known, medium_options const& options) {
    std::size_t const d = domain.dimension();
    if (degree > 0) {
        slow_points const points(domain, degree);
        return {points, at_nodes(parts, period, points, known, options), known};
    }
    constexpr std::array<std::size_t, 3> largest{128, 32, 8};
    double tail = 0;
    for (std::size_t n = 8; n <= largest[d - 1]; n *= 2) {
        slow_points const points(domain, n);
        auto found = at_nodes(parts, period, points, known, options);
        double top = 0, high = 0;
        for (auto const& values : found.averages) {
            auto const f = points.coefficients(values);
            for (std::size_t p = 0; p < f.size(); ++p) {
                std::size_t highest = 0;
                for (std::size_t i = 0, rest = p; i < d; ++i, rest /= n + 1)
                    highest = std::max(highest, rest % (n + 1));
                top = std::max(top, std::abs(f[p]));
                if (highest + 1 >= n) high = std::max(high, std::abs(f[p]));
            }
        }
        tail = high / top;
        if (!(high > 1e-11 * top)) return {points, std::move(found), known};
    }
    throw std::runtime_error(
        fmt::format("solve: the averages are not resolved by degree {} in the slow variable: the highest coefficients "
                    "are {:.3g} of "
                    "the largest, expected less than 1e-11; give a smaller box, or the degree, as chebyshev{{n}}",
                    largest[d - 1], tail));
}

}  // namespace lamina
