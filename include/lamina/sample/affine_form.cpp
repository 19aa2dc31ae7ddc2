#include <lamina/sample/affine_form.hpp>

#include <algorithm>

#include <lamina/dsl/terms/jet_use.hpp>

namespace lamina {

std::vector<int> affine_form::roots() const {
    std::vector<int> out = slopes;
    out.push_back(rest);
    return out;
}

affine_form affine_form_of(graph::arena& g, int residual, unknown_table const& unknowns) {
    affine_form out;
    int const root = graph::scalarize(g, residual);
    out.jets = graph::jets_of(g, root, unknowns);
    auto const stand_in = [&](int id) {
        for (int k = 0; k < out.jets.size; ++k)
            if (out.jets[k] == id) return g.add({.kind = graph::op::channel, .a = k});
        return -1;
    };
    int const in_stand_ins = graph::replace(g, root, stand_in);
    for (int k = 0; k < out.jets.size; ++k)
        out.slopes.push_back(graph::derivative(g, in_stand_ins, stand_in(out.jets[k])));
    out.rest = graph::replace(g, in_stand_ins,
                              [&](int id) { return g[id].kind == graph::op::channel ? graph::number(g, 0) : -1; });
    out.holds = std::ranges::none_of(out.roots(), [&](int id) { return graph::planning::varies(g, id); });
    return out;
}

}  // namespace lamina
