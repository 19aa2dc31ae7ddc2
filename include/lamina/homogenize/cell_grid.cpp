#include <lamina/homogenize/cell_grid.hpp>

#include <array>

#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/sample/table.hpp>

namespace lamina {

namespace {

struct jumps {
    bool any = false;
    std::vector<std::size_t> table_shape{};
};

void look(graph::arena const& g, int id, jumps& found) {
    graph::node const& n = g[id];
    found.any = found.any || graph::is_jump(g, id);
    if (n.kind == graph::op::sampled)
        found.table_shape = table_of(g.values[static_cast<std::size_t>(g[g.child(id, n.count - 1)].a)]).samples.shape;
    if (n.kind == graph::op::call) look(g, g.functions[static_cast<std::size_t>(n.a)].body, found);
    for (int k = 0; k < n.count; ++k) look(g, g.child(id, k), found);
}

}  // namespace

medium_options cell_grid(graph::arena const& g, int root, int dimension) {
    jumps found;
    look(g, root, found);
    medium_options out;
    if (!found.any) return out;
    constexpr std::array<std::size_t, 3> points{1000, 200, 40};
    out.by_differences = true;
    out.grid = points[static_cast<std::size_t>(dimension) - 1];
    if (found.table_shape.size() == static_cast<std::size_t>(dimension)) out.shape = found.table_shape;
    return out;
}

}  // namespace lamina
