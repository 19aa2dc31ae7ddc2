#include <lamina/homogenize/cell_values.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/sample/evaluated.hpp>

namespace lamina {

namespace {

/// Which derivative of which unknown a jet is.
cell_derivative order_of(graph::arena const& g, graph::node_id jet, bindings const& known) {
    cell_derivative out;
    for (int k = 1; g[jet].kind == graph::op::partial && k < g[jet].count; ++k) {
        graph::node_id const c = g.child(jet, k);
        bool const slow = known.positions.contains(std::string(g.name_of(c)));
        ++(slow ? out.slow : out.fast)[static_cast<std::size_t>(g[c].a)];
    }
    return out;
}

using coordinate = std::function<double(std::size_t p, std::size_t axis)>;

/// Coordinates at points and the derivatives of functions of them
sampling sampled_at(graph::arena const& g, std::size_t points, coordinate const& at, std::size_t dimension,
                    corrector_values const& correctors, bindings const& known) {
    using interpret::block;
    auto const leaf = [=, &g, &correctors, &known](graph::node_id id) -> interpret::leaf<double> {
        graph::node const& n = g[id];
        if (n.kind == graph::op::coordinate)
            return [=, axis = static_cast<std::size_t>(n.a)](block where, double const* const*, double* out) {
                for (std::size_t p = 0; p < where.count; ++p) out[p] = at(where.first + p, axis);
            };
        graph::node_id const function = n.kind == graph::op::partial ? g.child(id, 0) : id;
        if (g[function].kind != graph::op::unknown)
            throw std::invalid_argument(to_text(g, id) + " has no value on a cell");
        std::string const name = component_name(g.name_of(function), g[function].a);
        return [all = correctors(name, order_of(g, id, known))](block where, double const* const*, double* out) {
            std::copy_n(&all[where.first], where.count, out);
        };
    };
    auto const place = [=](std::size_t p) {
        std::vector<double> y;
        for (std::size_t i = 0; i < dimension; ++i) y.push_back(at(p, i));
        return fmt::format("y = ({})", fmt::join(y, ", "));
    };
    return {points, leaf, place};
}

}  // namespace

xt::xtensor<double, 2> cell_values(graph::arena& g, std::span<graph::node_id const> roots, cell_equation const& grid,
                                   bindings const& known, corrector_values const& correctors) {
    auto const at = [&](std::size_t p, std::size_t axis) { return grid.at(p)[axis]; };
    return evaluated(g, roots, sampled_at(g, grid.points(), at, grid.dimension, correctors, known), known);
}

xt::xtensor<double, 2> cell_values(graph::arena& g, std::span<graph::node_id const> roots, std::span<double const> y,
                                   std::size_t dimension, bindings const& known) {
    auto const at = [&](std::size_t p, std::size_t axis) { return y[p * dimension + axis]; };
    auto none = [](std::string_view name, cell_derivative const&) -> std::span<double const> {
        throw std::invalid_argument(std::string(name) + " is no function of y alone");
    };
    return evaluated(g, roots, sampled_at(g, y.size() / dimension, at, dimension, none, known), known);
}

}  // namespace lamina
