#include <lamina/homogenize/boundary_slopes.hpp>

#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/expr/rebuild.hpp>
#include <lamina/dsl/print/text_of.hpp>
#include <lamina/dsl/rewrite/replace.hpp>

namespace lamina {

void expect_no_slope(lowered_expression const& condition) {
    auto const heap = std::make_unique<graph::arena>();
    graph::arena& g = *heap;
    g.literals_by_value = true;  // 0 or not is a matter of the number that was written
    graph::node_id const written = graph::transfer(condition.graph, g, condition.literals)(condition.root);
    graph::node_id const data = graph::replace(g, written, [&](graph::node_id at) {
        return g[at].kind == graph::op::unknown ? graph::zero(g, g[at].form) : graph::node_id::none;
    });
    shape const form = g[data].form;
    for (int i = 0; i < (form.is_scalar() ? 1 : form.rows); ++i)
        for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
            if (!graph::is_zero(g, graph::component(g, data, i, j)))
                throw std::invalid_argument(fmt::format(
                    "homogenize: the condition {} == 0 gives a derivative of the unknown on the boundary, where the "
                    "gradient oscillates as inside: it has no limit; give values there, or make it periodic",
                    printing::text_of(condition, plain)));
}

}  // namespace lamina
