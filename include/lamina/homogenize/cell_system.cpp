#include <lamina/homogenize/cell_system.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/dsl/weak/linear_problem.hpp>
#include <lamina/homogenize/fourier_transform.hpp>
#include <lamina/homogenize/pixel_operator.hpp>
#include <lamina/dsl/rewrite/written_out.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// By differences, in the middles of the pixels, where a coefficient that jumps has its values
std::vector<double> on_pixels(cell_equation const& grid, std::vector<double> const& f,
                              std::array<int, 3> const& order) {
    if (order[0] + order[1] + order[2] > 1)
        throw std::invalid_argument(
            "a second derivative of a corrector does not exist where a coefficient jumps: write the equation with div");
    return at_pixels(grid, f, static_cast<std::size_t>(std::ranges::find(order, 1) - order.begin()));
}

std::vector<double> derivative(cell_equation const& grid, std::vector<double> const& f,
                               std::array<int, 3> const& order) {
    if (grid.by_differences) return on_pixels(grid, f, order);
    fourier_transform fft(grid.grid, grid.period);
    fourier_transform::spectrum a;
    fft.forward(f, a);
    for (std::size_t i = 0; i < grid.dimension; ++i)
        for (int k = 0; k < order[i]; ++k)
            for (std::size_t p = 0; p < a.size(); ++p) a[p] *= std::complex<double>(0.0, fft.wave_number(i, p));
    std::vector<double> out(f.size());
    fft.inverse(a, out);
    return out;
}

/// The largest Frobenius norm of A at a point over the smallest
double contrast_of(cell_equation const& cell) {
    std::size_t const n = cell.points();
    double least = INFINITY, most = 0;
    for (std::size_t p = 0; p < n; ++p) {
        double size = 0;
        for (std::size_t k = p; k < cell.tensor.size(); k += n) size = std::hypot(size, cell.tensor[k]);
        least = std::min(least, size), most = std::max(most, size);
    }
    return most / least;
}

/// Throws for a drift that is too fast along more than one axis: the iteration would stall, slowly.
void check_peclet(cell_equation const& cell) {
    std::size_t const n = cell.points(), d = cell.dimension;
    if (std::ranges::max(cell.grid) == n || (cell.drift.empty() && cell.transport.empty())) return;
    double fastest = 0, least = INFINITY, longest = 0;
    for (auto const* field : {&cell.drift, &cell.transport})
        for (std::size_t p = 0; p < n && !field->empty(); ++p) {
            double speed = 0;
            for (std::size_t i = 0; i < d; ++i) speed = std::hypot(speed, (*field)[i * n + p]);
            fastest = std::max(fastest, speed);
        }
    for (std::size_t i = 0; i < d; ++i) {
        longest = std::max(longest, cell.grid[i] > 1 ? cell.period[i] : 0);
        for (std::size_t p = 0; p < n; ++p) least = std::min(least, cell.tensor[i * (d + 1) * n + p]);
    }
    double const peclet = fastest * longest / least;
    if (peclet > 60)
        throw std::invalid_argument(
            fmt::format("fast drift beyond Peclet number 60 is not solved yet: the largest drift, {:.4g}, times the "
                        "period, {:.4g}, over the smallest diffusion, {:.4g}, is {:.4g}",
                        fastest, longest, least, peclet));
}

/// Solves with coefficients of size 1 and a right-hand side of size 1, whatever units they are given in.
cell_solution solve_scaled(cell_equation& cell, cell_options const& options) {
    auto largest = [](std::vector<double> const& f) {
        double out = 0;
        for (double const v : f) out = std::max(out, std::abs(v));
        return out;
    };
    auto divide = [](std::vector<double>& f, double by) {
        for (double& v : f) v /= by;
    };
    double const operators = largest(cell.tensor);
    if (!(operators > 0) || !std::isfinite(operators)) return solve(cell, options);  // says why not
    for (auto* part : {&cell.tensor, &cell.transport, &cell.drift, &cell.flux, &cell.source}) divide(*part, operators);
    double const right_side = std::max(largest(cell.flux), largest(cell.source) * cell.period[0]);
    if (right_side > 0)
        for (auto* part : {&cell.flux, &cell.source}) divide(*part, right_side);
    cell_solution solved = solve(cell, options);
    for (auto* part : {&solved.chi, &solved.gradient})
        for (double& v : *part) v *= right_side;
    return solved;
}

}  // namespace

std::span<double const> solved_cells::operator()(std::string_view name, cell_derivative const& order) const {
    std::string const key(name);
    auto const found = value.find(key);
    if (found == value.end()) throw std::invalid_argument("no corrector is called " + key);
    if (order == cell_derivative{} && !grid.by_differences) return found->second;
    auto const base = [&]() -> std::vector<double> const& {
        if (order.slow == std::array<int, 3>{}) return found->second;
        auto const slope = along_slow.find({key, order.slow});
        if (slope == along_slow.end())
            throw std::invalid_argument(
                "the derivative of " + key +
                " in the slow variable is not known at one point: solve over a box of slow points");
        return slope->second;
    };
    auto [at, fresh] = derived_.try_emplace({key, order});
    if (fresh) at->second = derivative(grid, base(), order.fast);
    return at->second;
}

void solved_cells::know(std::string const& name, cell_derivative const& order, std::vector<double> values) {
    derived_.insert_or_assign({name, order}, std::move(values));
}

average_values averages_of(graph::arena const& g, std::span<graph::node_id const> integrands, solved_cells const& cells,
                           bindings const& known) {
    std::size_t const n = cells.grid.points(), together = 9;  // written out, all of them need not fit into an arena
    average_values out;
    for (std::size_t first = 0; first < integrands.size(); first += together) {
        auto const part = integrands.subspan(first, std::min(together, integrands.size() - first));
        std::vector<graph::node_id> roots(part.begin(), part.end());
        graph::arena written = graph::written_out(g, roots);
        auto const values =
            cell_values(written, roots, cells.grid, known,
                        [&](std::string_view name, cell_derivative const& order) { return cells(name, order); });
        for (std::size_t k = 0; k < roots.size(); ++k) {
            double mean = 0, magnitude = 0;
            for (double const v : row_of(values, k)) {
                mean += v / static_cast<double>(n);
                magnitude += std::abs(v) / static_cast<double>(n);
            }
            out.mean.push_back(mean);
            out.magnitude.push_back(magnitude);
        }
    }
    return out;
}

solved_cells solve_cells(cell_system& system, std::span<double const> period, std::span<std::size_t const> shape,
                         std::span<double const> offset, bindings const& known, medium_options const& options) {
    std::size_t const d = period.size();
    solved_cells out;
    out.grid.dimension = d;
    for (std::size_t i = 0; i < d; ++i)
        out.grid.grid[i] = shape[i], out.grid.period[i] = period[i], out.grid.offset[i] = offset[i];
    out.grid.by_differences = options.by_differences;
    std::size_t const points = out.grid.points();
    for (cell_problem const& problem : system.cells) {
        graph::node_id roots[]{problem.root, problem.unknown};
        graph::arena g = graph::written_out(system.g, roots);
        auto const linear = graph::linear_problem_of(g, roots[0], roots[1], system.positions.fast);
        auto const equations = std::span(linear.of).first(static_cast<std::size_t>(linear.components));
        auto append = [&](std::vector<double>& to, graph::id_list const& nodes) {
            auto const more =
                cell_values(g, std::span<graph::node_id const>(nodes), out.grid, known,
                            [&](std::string_view name, cell_derivative const& order) { return out(name, order); });
            to.insert(to.end(), more.begin(), more.end());
        };
        auto vanishes = [&](graph::id_list graph::linearisation::* part) {  // in all components
            return std::ranges::all_of(equations, [&](graph::linearisation const& at) {
                return std::ranges::all_of(at.*part, [&](graph::node_id id) { return graph::is_zero(g, id); });
            });
        };
        bool const no_transport = vanishes(&graph::linearisation::c), no_drift = vanishes(&graph::linearisation::b);
        if (!vanishes(&graph::linearisation::r))
            throw std::invalid_argument("the cell problem of " + problem.name + " has a term without derivatives");
        cell_equation cell = out.grid;
        std::size_t const m = cell.components = equations.size();
        bool const no_source = std::ranges::all_of(
            equations, [&](graph::linearisation const& at) { return graph::is_zero(g, at.source); });
        for (graph::linearisation const& at : equations) {
            append(cell.tensor, at.a);
            append(cell.flux, at.flux);
            if (!no_transport) append(cell.transport, at.c);
            if (!no_drift) append(cell.drift, at.b);
            graph::id_list source;
            source.push(at.source);
            if (!no_source) append(cell.source, source);
        }
        for (std::size_t k = 0; k < cell.transport.size() && m == 1; ++k)
            cell.flux[k] += problem.mean * cell.transport[k];
        for (std::size_t k = 0; k < cell.source.size() / points; ++k) {
            auto const source = std::span(cell.source).subspan(k * points, points);
            double mean = 0;
            for (double const s : source) mean += s / static_cast<double>(points);
            for (double& s : source) s -= mean;
        }
        check_peclet(cell);
        if (!out.bounds) out.bounds = bounds_of(cell);
        out.contrast = std::max(out.contrast, contrast_of(cell));
        auto const [chi, gradient, iterations, residual, imbalance] = solve_scaled(cell, options.cell);
        out.iterations += iterations;
        bool const is_vector = system.g[problem.unknown].form.rows > 0;
        for (std::size_t k = 0; k < m; ++k) {
            auto const from = chi.begin() + static_cast<std::ptrdiff_t>(k * points);
            std::vector<double> f(from, from + static_cast<std::ptrdiff_t>(points));
            for (double& v : f) v += problem.mean;
            std::string const name = component_name(problem.name, is_vector ? static_cast<long>(k) + 1 : 0);
            out.value[name] = std::move(f);
            for (std::size_t axis = 0; axis < d; ++axis) {
                auto const slope = gradient.begin() + static_cast<std::ptrdiff_t>((k * d + axis) * points);
                cell_derivative along;
                along.fast[axis] = 1;
                out.know(name, along, std::vector<double>(slope, slope + static_cast<std::ptrdiff_t>(points)));
            }
        }
    }
    return out;
}

void check_requirements(cell_system& system, solved_cells const& cells, bindings const& known, double tolerance) {
    for (graph::node_id const requirement : system.requirements) {
        graph::arena g = system.g;
        graph::average_substitution numbers(g, system.positions, graph::node_id::none, graph::average_as::number);
        int const first = g.value_count;
        graph::node_id const root[]{numbers(requirement)};
        auto const integrands = std::span(numbers.integrands.at, static_cast<std::size_t>(numbers.integrands.size));
        average_values const found = averages_of(g, integrands, cells, known);
        double scale = 0;
        for (std::size_t k = 0; k < found.mean.size(); ++k) {
            g.values[static_cast<std::size_t>(first) + k] = found.mean[k];
            scale += found.magnitude[k];
        }
        cell_equation point;
        point.dimension = cells.grid.dimension;
        double const value = cell_values(g, root, point, known, {})(0, 0);
        if (std::abs(value) > tolerance * scale)
            throw std::invalid_argument(
                fmt::format("the cell problems have no periodic solution: {} is {:.6g}, expected 0; change the "
                            "terms of order 1 / eps until it is",
                            to_text(system.g, requirement), value));
    }
}

}  // namespace lamina
