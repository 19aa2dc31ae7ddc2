#include <lamina/homogenize/boundary_slopes.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/readable.hpp>
#include <lamina/sample/evaluated.hpp>

namespace lamina {

namespace {

/// Whether an unknown is differentiated in space
bool has_slope(graph::arena const& g, int id) {
    if (graph::node const& n = g[id]; n.count > 0 && graph::contains(g, g.child(id, 0), graph::op::unknown)) {
        bool const in_time = n.kind == graph::op::partial && graph::is_time(g, g.child(id, n.count - 1));
        if (graph::is_differential(n.kind) || (n.kind == graph::op::partial && !in_time)) return true;
    }
    graph::id_list const children = g.children(id);
    return std::ranges::any_of(children, [&](int child) { return has_slope(g, child); });
}

/// Whether a scalar is the number 0, literals taken by their values
bool is_zero_number(graph::arena& g, int id) {
    if (graph::is_number(g, id)) return graph::is_zero(g, id);
    for (graph::op const varies : {graph::op::coordinate, graph::op::position, graph::op::parameter, graph::op::field})
        if (graph::contains(g, id, varies)) return false;
    sampling const at{1, [](int) -> interpret::leaf<double> { return 1.0; }, [](std::size_t) { return std::string(); }};
    return evaluated(g, std::span(&id, 1), at, {})[0] == 0;
}

}  // namespace

void expect_no_slope(lowered_expression const& condition) {
    auto const heap = std::make_unique<graph::arena>(condition.arena());
    graph::arena& g = *heap;
    if (!has_slope(g, condition.root)) return;
    int const data = graph::replace(
        g, condition.root, [&](int at) { return g[at].kind == graph::op::unknown ? graph::zero(g, g[at].form) : -1; });
    shape const form = g[data].form;
    for (int i = 0; i < (form.is_scalar() ? 1 : form.rows); ++i)
        for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
            if (!is_zero_number(g, graph::component(g, data, i, j)))
                throw std::invalid_argument(fmt::format(
                    "homogenize: the condition {} == 0 gives a derivative of the unknown on the boundary, where the "
                    "gradient oscillates as inside: it has no limit; give values there, or make it periodic",
                    to_text(g, graph::readable(g, condition.root))));
}

}  // namespace lamina
