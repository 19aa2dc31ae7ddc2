#pragma once

#include <stdexcept>

#include <lamina/dsl/expr/build.hpp>
#include <lamina/dsl/expr/call_derivatives.hpp>

namespace lamina::graph {

/// The derivative of call `id` along component `i` of its argument slot `slot`
constexpr node_id call_derivative(arena& g, node_id id, int slot, int i) {
    node n = g[id];
    call_derivatives all(n.b);
    all.add(slot, i);
    n.b = all.code();
    return g.add(n, g.children(id));
}

/// Component (i, j) as a node
constexpr node_id entry(arena& g, node_id id, int i, int j = 0) {
    return g.add({.kind = op::entry, .a = i, .b = j}, ids(id));
}

/// Component (i, j) of a vector (j = 0) or matrix expression, a scalar. Derivatives stay nodes: (grad f)_i is
/// `partial(f, x_i)`; `calculus/` carries them out.
constexpr node_id component(arena& g, node_id id, int i, int j = 0) {
    node const n = g[id];
    if (n.form.is_scalar()) return id;  // a 1-vector given as a scalar
    if (is_zero(g, id)) return number(g, 0);
    switch (n.kind) {
        case op::position: return coordinate(g, n.name, i, static_cast<int>(n.b));
        case op::unknown:
            if (g.whole_tensors) return entry(g, id, i, j);
            return g.add({.kind = op::unknown, .name = n.name, .a = i + 1}, g.children(id));
        case op::argument: return g.add({.kind = op::argument, .a = n.a, .b = i});
        case op::unit: return number(g, n.a == i && n.b == j ? 1 : 0);
        case op::vector: return g.child(id, i);
        case op::matrix: return g.child(id, i * n.form.cols + j);
        case op::call: return entry(g, id, i, j);
        case op::grad: {
            node_id const of = g.child(id, 0);
            bool const of_vector = n.form.is_matrix();
            id_list const along = ids(coordinate(g, n.name, of_vector ? j : i, static_cast<int>(n.b)));
            return partial(g, of_vector ? component(g, of, i) : of, along);
        }
        case op::div: {
            id_list row;
            for (int k = 0; k < n.b; ++k) row.push(component(g, g.child(id, 0), i, k));
            node_id const flux = g.add({.kind = op::vector, .form = {static_cast<int>(n.b), 0}}, row);
            return differential(g, op::div, n.name, static_cast<int>(n.b), flux);
        }
        case op::lap:
            return differential(g, op::lap, n.name, static_cast<int>(n.b), component(g, g.child(id, 0), i));
        case op::sym: {
            node_id const of = g.child(id, 0);
            if (i == j) return component(g, of, i, i);
            return product(g, number(g, {1, 2}), sum(g, component(g, of, i, j), component(g, of, j, i)));
        }
        case op::contract: {
            node_id const c = g.child(id, 0), of = g.child(id, 1);
            int const columns = g[of].form.cols;
            id_list out;
            for (int k = 0; k < g[of].form.rows * columns; ++k)
                out.push(product(g, component(g, c, i * n.form.cols + j, k),
                                 component(g, of, k / columns, k % columns)));
            return sum(g, out);
        }
        case op::mean: return mean(g, n.name, static_cast<int>(n.b), component(g, g.child(id, 0), i, j));
        case op::sum: {
            id_list out;
            for (int k = 0; k < n.count; ++k) out.push(component(g, g.child(id, k), i, j));
            return sum(g, out);
        }
        case op::product: {
            id_list scalars;
            node_id left = node_id::none;
            id_list tensors;
            for (int k = 0; k < n.count; ++k) {
                node_id const f = g.child(id, k);
                if (g[f].form.is_scalar()) scalars.push(f);
                else tensors.push(f);
            }
            left = tensors[0];
            if (tensors.size == 1) {
                scalars.push(component(g, left, i, j));
                return product(g, scalars);
            }
            id_list rest;
            for (int k = 1; k < tensors.size; ++k) rest.push(tensors[k]);
            node_id const right = product(g, rest);
            id_list out;
            for (int k = 0; k < g[left].form.cols; ++k)
                out.push(product(g, component(g, left, i, k), component(g, right, k, j)));
            scalars.push(sum(g, out));
            return product(g, scalars);
        }
        default: throw std::logic_error("lamina: component of an expression that has none");
    }
}

}  // namespace lamina::graph
