#include <lamina/homogenize/cell_flux.hpp>

#include <stdexcept>

#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/terms/jets.hpp>

namespace lamina {

namespace {

/// Adds to `out` what stands under -div in a sum of terms.
void collect_fluxes(graph::arena& g, int root, graph::id_list& out) {
    int const terms = g[root].kind == graph::op::sum ? g[root].count : 1;
    for (int k = 0; k < terms; ++k) {
        graph::split_term const t = graph::split_factor(g, g[root].kind == graph::op::sum ? g.child(root, k) : root);
        graph::node const n = g[t.rest];
        if (n.kind == graph::op::div) out.push(graph::scaled(g, -t.factor, g.child(t.rest, 0)));
        if (n.kind == graph::op::lap) {
            int const gradient =
                graph::differential(g, graph::op::grad, n.name, static_cast<int>(n.b), g.child(t.rest, 0));
            out.push(graph::scaled(g, -t.factor, gradient));
        }
    }
}

}  // namespace

std::vector<double> cell_tensor(graph::arena& g, int root, std::span<double const> y, bindings const& known) {
    graph::id_list fluxes;
    collect_fluxes(g, root, fluxes);
    if (fluxes.size == 0) throw std::invalid_argument("cell_tensor: the cell problem has no divergence");
    int const flux = graph::sum(g, fluxes);
    graph::id_list unknowns;
    for (int id = 0; id < g.size; ++id)
        if (g[id].kind == graph::op::unknown && unknowns.size == 0) unknowns.push(id);
    int const chi = unknowns[0], where = g.child(chi, g[chi].count - 1);
    int const d = static_cast<int>(g[where].b), fast = g[where].name;
    std::vector<int> roots;
    for (int i = 0; i < d; ++i) {
        int const component = graph::scalarize(g, graph::component(g, flux, i));
        for (int j = 0; j < d; ++j) {
            graph::id_list along;
            along.push(graph::coordinate(g, fast, j, d));
            int const slope = graph::partial(g, chi, along), mark = g.add({.kind = graph::op::channel, .a = j});
            int const marked = graph::replace(g, component, [&](int id) { return id == slope ? mark : -1; });
            roots.push_back(graph::derivative(g, marked, mark));
        }
    }
    return tabulate(g, roots, y, {.space = d}, known);
}

}  // namespace lamina
