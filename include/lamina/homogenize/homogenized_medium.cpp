#include <lamina/homogenize/homogenized_medium.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/homogenize/written_out.hpp>
#include <lamina/sample/declared.hpp>

namespace lamina {

namespace {

/// True if an integrand has a derivative of an unknown along the slow variable.
bool needs_slow_derivative(graph::arena const& g, int id, int slow) {
    if (g[id].kind == graph::op::partial)
        for (int k = 1; k < g[id].count; ++k)
            if (g[g.child(id, k)].name == slow) return true;
    if (g[id].kind == graph::op::grad && g[id].name == slow) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (needs_slow_derivative(g, g.child(id, k), slow)) return true;
    return false;
}

struct solution {
    solved_cells cells;
    average_values averages;
};

solution on_grid(cell_system& system, std::span<double const> period, std::span<std::size_t const> shape,
                 bindings const& known, medium_options const& options) {
    solution out{solve_cells(system, period, shape, known, options), {}};
    std::size_t const count = system.integrands.size();
    out.averages = {std::vector<double>(count, std::numeric_limits<double>::quiet_NaN()),
                    std::vector<double>(count, 0.0)};
    std::vector<int> integrands;
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

/// Checks what is declared of the coefficients on a coarse grid of the cell.
void check_coefficients(cell_system const& system, std::span<double const> period, bindings const& known) {
    cell_equation grid;
    grid.dimension = period.size();
    for (std::size_t i = 0; i < period.size(); ++i) grid.grid[i] = 32, grid.period[i] = period[i];
    std::vector<double> y;
    for (std::size_t p = 0; p < grid.points(); ++p) {
        auto const at = grid.at(p);
        y.insert(y.end(), at.begin(), at.begin() + static_cast<std::ptrdiff_t>(period.size()));
    }
    for (cell_problem const& problem : system.cells) {
        graph::arena g = system.g;
        check_declared(g, problem.root, y, {.space = static_cast<int>(period.size())}, period, known);
    }
}

/// The largest change of an average, relative to the largest mean absolute value of what is averaged, or of the root
/// mean square of a corrector, relative to the largest.
double change(solution const& coarse, solution const& fine) {
    double averages = 0, magnitude = 0, correctors = 0, size = 0;
    for (std::size_t k = 0; k < fine.averages.mean.size(); ++k) {
        double const by = std::abs(fine.averages.mean[k] - coarse.averages.mean[k]);
        if (std::isfinite(by)) averages = std::max(averages, by);
        magnitude = std::max(magnitude, fine.averages.magnitude[k]);
    }
    auto rms = [](std::vector<double> const& f) {
        double sum = 0;
        for (double const v : f) sum += v * v / static_cast<double>(f.size());
        return std::sqrt(sum);
    };
    for (auto const& [name, f] : fine.cells.value) {
        correctors = std::max(correctors, std::abs(rms(f) - rms(coarse.cells.value.at(name))));
        size = std::max(size, rms(f));
    }
    bool const any = size > 1e-10 * fine.cells.grid.period[0];  // else all correctors are 0 up to rounding
    return std::max(magnitude > 0 ? averages / magnitude : 0, any ? correctors / size : 0);
}

}  // namespace

homogenized_medium::homogenized_medium(expansion_parts parts, solved_cells cells, bindings known,
                                       std::vector<double> averages)
    : slow_(parts.cells.positions.slow),
      cells_(std::move(cells)),
      known_(std::move(known)),
      averages_(std::move(averages)) {
    for (std::size_t k = 0; k < averages_.size(); ++k)
        parts.cells.g.values[static_cast<std::size_t>(parts.first_slot) + k] = averages_[k];
    int roots[]{parts.effective, parts.leading};
    g_ = std::make_shared<graph::arena>(written_out(parts.cells.g, roots));
    int const stationary = graph::replace(*g_, roots[0], [this](int id) {
        bool const in_time =
            (*g_)[id].kind == graph::op::partial && graph::is_time(*g_, g_->child(id, (*g_)[id].count - 1));
        return in_time ? graph::number(*g_, 0) : -1;
    });
    form_ = linear_forms_of(*g_, stationary, roots[1], parts.cells.positions.slow);
    for (auto const& [name, values] : cells_.value)
        correctors_.emplace(name, periodic_interpolant(cells_.grid, values));
}

double homogenized_medium::value(int id) const {
    cell_equation point;
    point.dimension = cells_.grid.dimension;
    if (graph::depends_on(*g_, id, slow_) && known_.positions.empty())
        throw std::invalid_argument("this coefficient depends on the slow variable: read it off the effective problem");
    int const root[]{id};
    return cell_values(
        *g_, root, point, known_, [](std::string_view name, cell_derivative const&) -> std::span<double const> {
            throw std::invalid_argument("this coefficient depends on " + std::string(name) + ": it is no number");
        })[0];
}

double homogenized_medium::operator()(std::size_t i, std::size_t j) const {
    auto const d = static_cast<std::size_t>(form_[0].dimension), columns = form_.size() * d;
    if (i >= columns || j >= columns)
        throw std::invalid_argument(
            fmt::format("effective coefficient ({}, {}), expected less than ({}, {})", i, j, columns, columns));
    return value(form_[i / d].tensor[i % d * columns + j]);
}
linear_form const& homogenized_medium::of_scalar(char const* what) const {
    if (form_.size() > 1)
        throw std::invalid_argument(fmt::format("the {} of an equation of {} components is not one number: read it off "
                                                "the effective problem",
                                                what, form_.size()));
    return form_[0];
}
double homogenized_medium::drift(std::size_t i) const {
    linear_form const& form = of_scalar("drift");
    if (i >= static_cast<std::size_t>(form.dimension))
        throw std::invalid_argument(fmt::format("drift: axis is {}, expected less than {}", i, form.dimension));
    return value(form.drift.at(i)) - value(form.transport.at(i));
}
double homogenized_medium::reaction() const { return value(of_scalar("reaction").reaction[0]); }
double homogenized_medium::source() const { return value(of_scalar("source").source); }

periodic_interpolant const& homogenized_medium::corrector(std::string const& name) const {
    auto const found = correctors_.find(name);
    if (found != correctors_.end()) return found->second;
    std::string names;
    for (auto const& [known, unused] : correctors_) names += (names.empty() ? "" : ", ") + known;
    throw std::invalid_argument("corrector " + name + ": there is none, expected one of " + names);
}

homogenized_medium solve_expansion(expansion_parts parts, std::span<double const> period, bindings const& known,
                                   medium_options const& options) {
    for (double const l : period)
        if (!(l > 0) || !std::isfinite(l))
            throw std::invalid_argument(fmt::format("period is {}, expected a positive number", l));
    if (!options.shape.empty() && options.shape.size() != period.size())
        throw std::invalid_argument(fmt::format("solve: shape has {} numbers, expected {}, as the period",
                                                options.shape.size(), period.size()));
    cell_system& system = parts.cells;
    check_coefficients(system, period, known);
    solution out;
    auto on_points = [&](std::size_t n) {
        return on_grid(system, period, std::vector<std::size_t>(period.size(), n), known, options);
    };
    if (!options.shape.empty()) {
        out = on_grid(system, period, options.shape, known, options);
    } else if (options.grid > 0) {
        out = on_points(options.grid);
    } else {
        constexpr std::array<std::size_t, 3> default_largest{4096, 512, 64};
        std::size_t const largest = options.largest > 0 ? options.largest : default_largest[period.size() - 1];
        double const tolerance = std::max(options.tolerance, 1e-12);
        double changed = INFINITY;
        out = on_points(16);
        for (std::size_t n = 32; n <= largest && changed > tolerance; n *= 2) {
            solution finer = on_points(n);
            double const before = changed;
            changed = change(out, finer);
            out = std::move(finer);
            check_requirements(system, out.cells, known, n == 32 ? 1e-2 : 1e-4);
            if (changed >= before && changed < 1e-10) break;  // no more than rounding is left
        }
        if (changed > 1e-6)
            throw std::runtime_error(
                fmt::format("solve: the averages still change by {:.3g} at {} points an axis, expected less than 1e-6; "
                            "allow a larger grid",
                            changed, out.cells.grid.grid[0]));
    }
    check_requirements(system, out.cells, known, 1e-9);
    return {std::move(parts), std::move(out.cells), known, std::move(out.averages.mean)};
}

}  // namespace lamina
