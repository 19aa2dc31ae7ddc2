#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/homogenize/homogenized_medium.hpp>
#include <lamina/network/chebyshev.hpp>

namespace lamina {

namespace {

std::vector<double> lower_of(box const& b) {
    std::vector<double> out;
    for (std::size_t i = 0; i < b.dimension(); ++i) out.push_back(b.lower(i));
    return out;
}
std::vector<double> upper_of(box const& b) {
    std::vector<double> out;
    for (std::size_t i = 0; i < b.dimension(); ++i) out.push_back(b.upper(i));
    return out;
}

/// s_k = cos(pi (k + 1/2) / n)
double node(std::size_t k, std::size_t n) {
    return std::cos(std::numbers::pi * (static_cast<double>(k) + 0.5) / static_cast<double>(n));
}

/// Applies an n x n matrix along one axis of an array of shape (n, n, ...).
std::vector<double> along(std::vector<double> const& f, std::vector<double> const& matrix, std::size_t n, std::size_t d,
                          std::size_t axis) {
    std::size_t stride = 1;
    for (std::size_t i = axis + 1; i < d; ++i) stride *= n;
    std::vector<double> out(f.size(), 0.0);
    for (std::size_t p = 0; p < f.size(); ++p) {
        std::size_t const row = p / stride % n, first = p - row * stride;
        for (std::size_t k = 0; k < n; ++k) out[p] += matrix[row * n + k] * f[first + k * stride];
    }
    return out;
}

/// From values at the nodes to coefficients of T_0 .. T_{n-1}
std::vector<double> to_coefficients(std::size_t n) {
    std::vector<double> out;
    for (std::size_t j = 0; j < n; ++j)
        for (std::size_t k = 0; k < n; ++k)
            out.push_back((j == 0 ? 1.0 : 2.0) / static_cast<double>(n) *
                          std::cos(std::numbers::pi * static_cast<double>(j) * (static_cast<double>(k) + 0.5) /
                                   static_cast<double>(n)));
    return out;
}

/// From values at the nodes of [lower, upper] to values of the derivative there
std::vector<double> differentiation(double lower, double upper, std::size_t n) {
    std::vector<double> at;
    for (std::size_t k = 0; k < n; ++k) at.push_back((lower + upper + (upper - lower) * node(k, n)) / 2);
    std::vector<double> const ends[]{{lower}, {upper}};
    std::size_t const degree[]{n - 1};
    int const once[]{1};
    auto const slopes = chebyshev_basis(ends[0], ends[1], degree).derivative(at, once), values = to_coefficients(n);
    std::vector<double> out(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t k = 0; k < n; ++k) out[i * n + k] += slopes[i * n + j] * values[j * n + k];
    return out;
}

std::vector<double> slow_point(box const& domain, std::size_t q, std::size_t n) {
    std::size_t const d = domain.dimension();
    std::vector<double> x(d);
    for (std::size_t i = d; i-- > 0; q /= n)
        x[i] = (domain.lower(i) + domain.upper(i) + domain.length(i) * node(q % n, n)) / 2;
    return x;
}

/// The derivatives in x that an integrand asks of correctors
void slow_orders(graph::arena const& g, int id, int slow,
                 std::vector<std::pair<std::string, std::array<int, 3>>>& out) {
    if (g[id].kind == graph::op::partial && g[g.child(id, 0)].kind == graph::op::unknown) {
        std::array<int, 3> order{};
        for (int k = 1; k < g[id].count; ++k)
            if (g[g.child(id, k)].name == slow) ++order[static_cast<std::size_t>(g[g.child(id, k)].a)];
        if (order != std::array<int, 3>{}) out.emplace_back(std::string(g.name_of(g.child(id, 0))), order);
    }
    for (int k = 0; k < g[id].count; ++k) slow_orders(g, g.child(id, k), slow, out);
}

/// The averages at all slow points, shape (averages, points), and how far they are known in the worst
struct slow_averages {
    std::vector<std::vector<double>> values;
    std::vector<double> errors;
};

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

slow_averages at_nodes(expansion_parts const& parts, std::span<double const> period, box const& domain, std::size_t n,
                       bindings known, medium_options options) {
    std::size_t const d = domain.dimension();
    std::size_t count = 1;
    for (std::size_t i = 0; i < d; ++i) count *= n;
    std::string const slow(parts.cells.g.names[static_cast<std::size_t>(parts.cells.positions.slow)]);
    std::vector<resolved_cells> at;
    cell_system system = parts.cells;
    for (std::size_t q = 0; q < count; ++q) {
        known.positions[slow] = slow_point(domain, q, n);
        at.push_back(resolve_cells(system, period, known, options));
        check_bounds(effective_coefficients(parts, at.back().averages, known), at.back());
    }
    std::size_t const averages = parts.cells.integrands.size();
    slow_averages out{std::vector<std::vector<double>>(averages, std::vector<double>(count)), {}};
    std::vector<std::pair<std::string, std::array<int, 3>>> orders;
    graph::arena g = parts.cells.g;
    std::vector<int> scalar;
    for (int const id : parts.cells.integrands) {
        scalar.push_back(graph::scalarize(g, id));
        slow_orders(g, scalar.back(), parts.cells.positions.slow, orders);
    }
    if (orders.empty()) {
        for (std::size_t q = 0; q < count; ++q)
            for (std::size_t k = 0; k < averages; ++k) out.values[k][q] = at[q].averages[k];
        for (std::size_t k = 0; k < averages; ++k) out.errors.push_back(worst_error(at, out.values[k], k));
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
        known.positions[slow] = slow_point(domain, q, n);
        cells.push_back(resolve_cells(system, period, known, options).cells);
    }
    std::vector<std::vector<double>> slope;
    for (std::size_t i = 0; i < d; ++i) slope.push_back(differentiation(domain.lower(i), domain.upper(i), n));
    for (auto const& [name, order] : orders) {
        std::size_t const points = cells[0].grid.points();
        for (auto& c : cells) c.along_slow[{name, order}].resize(points);
        std::vector<double> line(count);
        for (std::size_t p = 0; p < points; ++p) {
            for (std::size_t q = 0; q < count; ++q) line[q] = cells[q].value.at(name)[p];
            for (std::size_t i = 0; i < d; ++i)
                for (int k = 0; k < order[i]; ++k) line = along(line, slope[i], n, d, i);
            for (std::size_t q = 0; q < count; ++q) cells[q].along_slow[{name, order}][p] = line[q];
        }
    }
    for (std::size_t q = 0; q < count; ++q) {
        known.positions[slow] = slow_point(domain, q, n);
        auto const found = averages_of(g, scalar, cells[q], known);
        for (std::size_t k = 0; k < averages; ++k) out.values[k][q] = found.mean[k];
    }
    for (std::size_t k = 0; k < averages; ++k) out.errors.push_back(worst_error(at, out.values[k], k));
    return out;
}

}  // namespace

struct slow_medium::interpolants {
    chebyshev_basis basis;
    std::size_t degree;
    std::vector<std::vector<double>> coefficients;
    std::vector<double> errors;
    std::vector<enclosure> seen;
};

slow_medium::slow_medium(box const& domain, std::size_t degree, std::vector<std::vector<double>> const& values,
                         std::vector<double> errors) {
    std::size_t const d = domain.dimension();
    std::vector<enclosure> seen;
    for (auto const& f : values) seen.push_back({std::ranges::min(f), std::ranges::max(f)});
    std::vector<std::vector<double>> coefficients;
    auto const transform = to_coefficients(degree + 1);
    for (auto f : values) {
        for (std::size_t i = 0; i < d; ++i) f = along(f, transform, degree + 1, d, i);
        coefficients.push_back(std::move(f));
    }
    made_ = std::make_shared<interpolants const>(
        interpolants{chebyshev_basis(lower_of(domain), upper_of(domain), std::vector<std::size_t>(d, degree)), degree,
                     std::move(coefficients), std::move(errors), std::move(seen)});
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
    for (std::size_t j = 0; j < row.size(); ++j) out += row[j] * made_->coefficients.at(k)[j];
    return out;
}

std::size_t slow_medium::degree() const {
    return made_->degree;
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

slow_medium solve_expansion(expansion_parts const& parts, std::span<double const> period, box const& domain,
                            std::size_t degree, bindings const& known, medium_options const& options) {
    std::size_t const d = domain.dimension();
    auto const of_degree = [&](std::size_t n) { return at_nodes(parts, period, domain, n + 1, known, options); };
    if (degree > 0) {
        auto [values, errors] = of_degree(degree);
        return {domain, degree, values, std::move(errors)};
    }
    constexpr std::array<std::size_t, 3> largest{128, 32, 8};
    double tail = 0;
    for (std::size_t n = 8; n <= largest[d - 1]; n *= 2) {
        auto const [values, errors] = of_degree(n);
        slow_medium const out(domain, n, values, errors);
        auto const transform = to_coefficients(n + 1);
        double top = 0, high = 0;
        for (auto f : values) {
            for (std::size_t i = 0; i < d; ++i) f = along(f, transform, n + 1, d, i);
            for (std::size_t p = 0; p < f.size(); ++p) {
                std::size_t highest = 0;
                for (std::size_t i = 0, rest = p; i < d; ++i, rest /= n + 1)
                    highest = std::max(highest, rest % (n + 1));
                top = std::max(top, std::abs(f[p]));
                if (highest + 1 >= n) high = std::max(high, std::abs(f[p]));
            }
        }
        tail = high / top;
        if (!(high > 1e-11 * top)) return out;
    }
    throw std::runtime_error(
        fmt::format("solve: the averages are not resolved by degree {} in the slow variable: the highest coefficients "
                    "are {:.3g} of "
                    "the largest, expected less than 1e-11; give a smaller box, or the degree, as chebyshev{{n}}",
                    largest[d - 1], tail));
}

}  // namespace lamina
