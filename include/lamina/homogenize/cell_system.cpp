#include <lamina/homogenize/cell_system.hpp>

#include <cmath>
#include <complex>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/twoscale/averaged.hpp>
#include <lamina/homogenize/fourier_transform.hpp>
#include <lamina/homogenize/linear_form.hpp>

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

average_values averages_of(graph::arena& g, std::span<int const> integrands, solved_cells const& cells,
                           bindings const& known) {
    auto const values =
        cell_values(g, integrands, cells.grid, known,
                    [&](std::string_view name, cell_derivative const& order) { return cells(name, order); });
    std::size_t const n = cells.grid.points();
    average_values out{std::vector<double>(integrands.size(), 0.0), std::vector<double>(integrands.size(), 0.0)};
    for (std::size_t k = 0; k < integrands.size(); ++k)
        for (std::size_t p = 0; p < n; ++p) {
            out.mean[k] += values[k * n + p] / static_cast<double>(n);
            out.magnitude[k] += std::abs(values[k * n + p]) / static_cast<double>(n);
        }
    return out;
}

solved_cells solve_cells(cell_system& system, std::span<double const> period, std::span<std::size_t const> shape,
                         bindings const& known, medium_options const& options) {
    std::size_t const d = period.size();
    solved_cells out;
    out.grid.dimension = d;
    for (std::size_t i = 0; i < d; ++i) out.grid.grid[i] = shape[i], out.grid.period[i] = period[i];
    out.grid.by_differences = options.by_differences;
    std::size_t const points = out.grid.points();
    for (cell_problem const& problem : system.cells) {
        graph::arena g = system.g;
        linear_form const form = linear_form_of(g, problem.root, problem.unknown, system.positions.fast);
        if (!graph::is_zero(g, form.reaction))
            throw std::invalid_argument("the cell problem of " + problem.name + " has a term without derivatives");
        auto values = [&](std::vector<int> const& nodes) {
            return cell_values(g, nodes, out.grid, known,
                               [&](std::string_view name, cell_derivative const& order) { return out(name, order); });
        };
        auto unless_zero = [&](std::vector<int> const& nodes) {
            for (int const id : nodes)
                if (!graph::is_zero(g, id)) return values(nodes);
            return std::vector<double>();
        };
        cell_equation cell = out.grid;
        cell.tensor = values(form.tensor);
        cell.flux = values(form.flux);
        cell.transport = unless_zero(form.transport);
        cell.drift = unless_zero(form.drift);
        cell.source = unless_zero({form.source});
        for (std::size_t k = 0; k < cell.transport.size(); ++k) cell.flux[k] += problem.mean * cell.transport[k];
        double mean = 0;
        for (double const s : cell.source) mean += s / static_cast<double>(points);
        for (double& s : cell.source) s -= mean;
        std::vector<double> chi = solve(cell, options.cell).chi;
        for (double& v : chi) v += problem.mean;
        out.value[problem.name] = std::move(chi);
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
