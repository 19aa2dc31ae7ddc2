#include <lamina/sample/affine_form.hpp>

#include <algorithm>

#include <lamina/dsl/terms/jet_use.hpp>

namespace lamina {

std::vector<graph::node_id> affine_form::roots() const {
    std::vector<graph::node_id> out = slopes;
    out.push_back(rest);
    return out;
}

affine_form affine_form_of(graph::arena& g, graph::node_id residual, unknown_table const& unknowns) {
    affine_form out;
    graph::node_id const root = graph::scalarize(g, residual);
    out.jets = graph::jets_of(g, root, unknowns);
    auto const stand_in = [&](graph::node_id id) {
        for (int k = 0; k < out.jets.size; ++k)
            if (out.jets[k] == id) return g.add({.kind = graph::op::channel, .a = k});
        return graph::node_id::none;
    };
    graph::node_id const in_stand_ins = graph::replace(g, root, stand_in);
    for (int k = 0; k < out.jets.size; ++k)
        out.slopes.push_back(graph::derivative(g, in_stand_ins, stand_in(out.jets[k])));
    out.rest = graph::replace(g, in_stand_ins, [&](graph::node_id id) {
        return g[id].kind == graph::op::channel ? graph::number(g, 0) : graph::node_id::none;
    });
    out.holds = std::ranges::none_of(out.roots(), [&](graph::node_id id) { return graph::planning::varies(g, id); });
    return out;
}

}  // namespace lamina
