#pragma once

#include <lamina/dsl/rewrite/stand_ins.hpp>
#include <lamina/dsl/weak/first_order_form.hpp>

namespace lamina::graph {

/// The linearisation of residual = F0 - div F1 in the unknowns w_0, ..., w_(m-1): along dw it changes by
///     -div(A grad dw + c dw) + b . grad dw + r dw,
/// with coefficients that depend on x and, where F0 and F1 are not linear, on the unknowns and their first derivatives.
/// The derivative dw_k / dx_j counts as D k + j. Derivatives in time are held.
struct linearisation {
    id_list a{};                     ///< A = dF1 / dgrad w, shape (D, m D)
    id_list c{};                     ///< c = dF1 / dw, shape (D, m)
    id_list b{};                     ///< b = dF0 / dgrad w, shape (m D,)
    id_list r{};                     ///< r = dF0 / dw, shape (m,)
    node_id source = node_id::none;  ///< s = -F0 at w = 0, grad w = 0
    id_list flux{};                  ///< g = F1 at w = 0, grad w = 0, shape (D,)
};

/// The linearisation of a form that exists. Where it is linear, residual = -div(A grad w + c w + g) + b . grad w + r w
/// - s.
constexpr linearisation linearise(arena& g, first_order_form const& form, id_list const& unknowns) {
    int const d = form.dimension, m = unknowns.size;
    stand_ins jets{unknowns};
    for (int k = 0; k < m; ++k)
        for (int j = 0; j < d; ++j) {
            jets.of.push(partial(g, unknowns[k], ids(coordinate(g, form.position, j, d))));
        }
    auto const held = [&](node_id id) { return is_jet(g, id); };
    auto const slopes = [&](node_id f, int first, int count, id_list& to) {
        for (int k = first; k < first + count; ++k) to.push(jets.put_back(g, derivative(g, f, stand_ins::node(g, k))));
    };
    linearisation out;
    for (int i = 0; i < d; ++i) {
        node_id const f = jets.put_into(g, form.f1[i], held);
        slopes(f, m, m * d, out.a);
        slopes(f, 0, m, out.c);
        out.flux.push(stand_ins::without(g, f));
    }
    node_id const f = jets.put_into(g, form.f0, held);
    slopes(f, m, m * d, out.b);
    slopes(f, 0, m, out.r);
    out.source = negative(g, stand_ins::without(g, f));
    return out;
}

}  // namespace lamina::graph
