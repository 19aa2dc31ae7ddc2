#include <lamina/homogenize/cell_system.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/homogenize/fourier_transform.hpp>
#include <lamina/homogenize/linear_form.hpp>
#include <lamina/homogenize/written_out.hpp>

namespace lamina {

namespace {

std::vector<double> derivative(cell_equation const& grid, std::vector<double> const& f,
                               std::array<int, 3> const& order) {
    fourier_transform fft(grid.grid, grid.period);
    fourier_transform::spectrum a;
    fft.forward(f, a);
    for (std::size_t i = 0; i < grid.dimension; ++i)
        for (int k = 0; k < order[i]; ++k)
            for (std::size_t p = 0; p < a.size(); ++p) a[p] *= derivative_symbol(grid, fft, i, p);
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

struct scaled_solution {
    std::vector<double> chi;
    std::size_t iterations;
};

/// Solves with coefficients of size 1 and a right-hand side of size 1, whatever units they are given in.
scaled_solution solve_scaled(cell_equation& cell, cell_options const& options) {
    auto largest = [](std::vector<double> const& f) {
        double out = 0;
        for (double const v : f) out = std::max(out, std::abs(v));
        return out;
    };
    auto divide = [](std::vector<double>& f, double by) {
        for (double& v : f) v /= by;
    };
    double const operators = largest(cell.tensor);
    if (!(operators > 0) || !std::isfinite(operators)) return {solve(cell, options).chi, 0};  // which says why not
    for (auto* part : {&cell.tensor, &cell.transport, &cell.drift, &cell.flux, &cell.source}) divide(*part, operators);
    double const right_side = std::max(largest(cell.flux), largest(cell.source) * cell.period[0]);
    if (right_side > 0)
        for (auto* part : {&cell.flux, &cell.source}) divide(*part, right_side);
    cell_solution solved = solve(cell, options);
    for (double& v : solved.chi) v *= right_side;
    return {std::move(solved.chi), solved.iterations};
}

}  // namespace

std::span<double const> solved_cells::operator()(std::string_view name, cell_derivative const& order) const {
    std::string const key(name);
    auto const found = value.find(key);
    if (found == value.end()) throw std::invalid_argument("no corrector is called " + key);
    if (order == cell_derivative{}) return found->second;
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

average_values averages_of(graph::arena const& g, std::span<int const> integrands, solved_cells const& cells,
                           bindings const& known) {
    std::size_t const n = cells.grid.points(), together = 9;  // written out, all of them need not fit into an arena
    average_values out;
    for (std::size_t first = 0; first < integrands.size(); first += together) {
        auto const part = integrands.subspan(first, std::min(together, integrands.size() - first));
        std::vector<int> roots(part.begin(), part.end());
        graph::arena written = written_out(g, roots);
        auto const values =
            cell_values(written, roots, cells.grid, known,
                        [&](std::string_view name, cell_derivative const& order) { return cells(name, order); });
        for (std::size_t k = 0; k < roots.size(); ++k) {
            double mean = 0, magnitude = 0;
            for (std::size_t p = 0; p < n; ++p) {
                mean += values[k * n + p] / static_cast<double>(n);
                magnitude += std::abs(values[k * n + p]) / static_cast<double>(n);
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
    for (std::size_t i = 0; i < d; ++i) out.grid.grid[i] = shape[i], out.grid.period[i] = period[i], out.grid.offset[i] = offset[i];
    out.grid.by_differences = options.by_differences;
    std::size_t const points = out.grid.points();
    for (cell_problem const& problem : system.cells) {
        int roots[]{problem.root, problem.unknown};
        graph::arena g = written_out(system.g, roots);
        std::vector<linear_form> const forms = linear_forms_of(g, roots[0], roots[1], system.positions.fast);
        auto values = [&](std::vector<int> const& nodes) {
            return cell_values(g, nodes, out.grid, known,
                               [&](std::string_view name, cell_derivative const& order) { return out(name, order); });
        };
        auto append = [&](std::vector<double>& to, std::vector<int> const& nodes) {
            auto const more = values(nodes);
            to.insert(to.end(), more.begin(), more.end());
        };
        auto none = [&](auto const& part) {  // of all components
            return std::ranges::all_of(forms, [&](linear_form const& form) {
                return std::ranges::all_of(part(form), [&](int id) { return graph::is_zero(g, id); });
            });
        };
        bool const no_transport = none([](linear_form const& f) { return f.transport; });
        bool const no_drift = none([](linear_form const& f) { return f.drift; });
        if (!none([](linear_form const& f) { return f.reaction; }))
            throw std::invalid_argument("the cell problem of " + problem.name + " has a term without derivatives");
        cell_equation cell = out.grid;
        std::size_t const m = cell.components = forms.size();
        bool const no_source = none([](linear_form const& f) { return std::vector<int>{f.source}; });
        for (linear_form const& form : forms) {
            append(cell.tensor, form.tensor);
            append(cell.flux, form.flux);
            if (!no_transport) append(cell.transport, form.transport);
            if (!no_drift) append(cell.drift, form.drift);
            if (!no_source) append(cell.source, {form.source});
        }
        for (std::size_t k = 0; k < cell.transport.size() && m == 1; ++k)
            cell.flux[k] += problem.mean * cell.transport[k];
        for (std::size_t k = 0; k < cell.source.size() / points; ++k) {
            auto const source = std::span(cell.source).subspan(k * points, points);
            double mean = 0;
            for (double const s : source) mean += s / static_cast<double>(points);
            for (double& s : source) s -= mean;
        }
        out.contrast = std::max(out.contrast, contrast_of(cell));
        auto const [chi, iterations] = solve_scaled(cell, options.cell);
        out.iterations += iterations;
        bool const is_vector = system.g[problem.unknown].form.rows > 0;
        for (std::size_t k = 0; k < m; ++k) {
            auto const from = chi.begin() + static_cast<std::ptrdiff_t>(k * points);
            std::vector<double> f(from, from + static_cast<std::ptrdiff_t>(points));
            for (double& v : f) v += problem.mean;
            out.value[component_name(problem.name, is_vector ? static_cast<long>(k) + 1 : 0)] = std::move(f);
        }
    }
    return out;
}

void check_requirements(cell_system& system, solved_cells const& cells, bindings const& known, double tolerance) {
    for (int const requirement : system.requirements) {
        graph::arena g = system.g;
        graph::average_substitution numbers(g, system.positions, -1, graph::average_as::number);
        int const first = g.value_count, root[]{numbers(requirement)};
        auto const integrands = std::span(numbers.integrands.at, static_cast<std::size_t>(numbers.integrands.size));
        average_values const found = averages_of(g, integrands, cells, known);
        double scale = 0;
        for (std::size_t k = 0; k < found.mean.size(); ++k) {
            g.values[static_cast<std::size_t>(first) + k] = found.mean[k];
            scale += found.magnitude[k];
        }
        cell_equation point;
        point.dimension = cells.grid.dimension;
        double const value = cell_values(g, root, point, known, {})[0];
        if (std::abs(value) > tolerance * scale)
            throw std::invalid_argument(
                fmt::format("the cell problems have no periodic solution: {} is {:.6g}, expected 0; change the "
                            "terms of order 1 / eps until it is",
                            to_text(system.g, requirement), value));
    }
}

}  // namespace lamina
