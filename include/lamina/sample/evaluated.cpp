#include <lamina/sample/evaluated.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/sample/table.hpp>

namespace lamina {

namespace {

using interpret::block;

double value_of_parameter(std::string const& name, bindings const& known) {
    auto const found = known.parameters.find(name);
    if (found == known.parameters.end())
        throw std::invalid_argument(fmt::format("parameter {} is not bound: pass {} = value", name, name));
    return found->second;
}

/// A table at the values of its operands, differentiated as its node says
interpret::leaf<double> lookup(graph::arena const& g, graph::node_id id) {
    graph::node const& n = g[id];
    auto const axes = static_cast<std::size_t>(n.count) - 1;
    std::array<int, 3> along{};
    for (graph::argument_component const c : graph::call_derivatives(n.b)) ++along.at(static_cast<std::size_t>(c.slot));
    table const& in = table_of(g.values[static_cast<std::size_t>(g[g.child(id, n.count - 1)].a)]);
    return [=, &in](block where, double const* const* operand, double* out) {
        std::array<double, 3> y{};
        for (std::size_t p = 0; p < where.count; ++p) {
            for (std::size_t i = 0; i < axes; ++i) y[i] = operand[i][p];
            out[p] = in(std::span(y).first(axes), std::span(along).first(axes));
        }
    };
}

}  // namespace

xt::xtensor<double, 2> evaluated(graph::arena& g, std::span<graph::node_id const> roots, sampling const& at,
                                 bindings const& known) {
    std::vector<graph::node_id> operations;
    for (graph::node_id const root : roots) operations.push_back(graph::carried_out(g, root));
    auto const leaf = [&](graph::node_id id) -> interpret::leaf<double> {
        graph::node const& n = g[id];
        std::string const name(g.name_of(id));
        if (n.kind == graph::op::parameter) return value_of_parameter(name, known);
        if (n.kind == graph::op::sampled) return lookup(g, id);
        auto const fixed = known.positions.find(name);
        if (n.kind != graph::op::coordinate || fixed == known.positions.end()) return at.leaf(id);
        return fixed->second.at(static_cast<std::size_t>(n.a));
    };
    auto out = interpret::values<double>(g, {g, operations}, at.points, leaf);
    std::size_t bad = at.points, of = 0;
    for (std::size_t r = 0; r < roots.size(); ++r) {
        auto const values = row_of(out, r).first(bad);
        auto const found = std::ranges::find_if_not(values, [](double v) { return std::isfinite(v); });
        if (found != values.end()) bad = static_cast<std::size_t>(found - values.begin()), of = r;
    }
    if (bad < at.points)
        throw std::invalid_argument(fmt::format("{} is {} at {}, expected a finite number", to_text(g, roots[of]),
                                                out(of, bad), at.place(bad)));
    return out;
}

}  // namespace lamina
