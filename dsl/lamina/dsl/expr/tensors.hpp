#pragma once

#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/expr/whole.hpp>

/// Algebra of matrices, and of tensors of rank four as matrices on pairs of indices.
namespace lamina {

/// The matrix of a rule on the components of E: Rule::at(g, id, i, j); where tensors are whole, Rule::whole(g, id)
template <class Rule, shape Form, class E>
struct rearranged_t : components<rearranged_t<Rule, Form, E>, Form> {
    static constexpr shape form = Form;
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr rearranged_t() = default;
    constexpr explicit rearranged_t(E const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        if constexpr (requires { Rule::whole; })
            if (g.whole_tensors) return Rule::whole(g, id);
        if constexpr (Form.is_scalar()) return Rule::at(g, id, 0, 0);
        graph::id_list all;
        for (int i = 0; i < Form.rows; ++i)
            for (int j = 0; j < Form.cols; ++j) all.push(Rule::at(g, id, i, j));
        return g.add({.kind = graph::op::matrix, .form = Form}, all);
    }
};

struct transposition {
    static constexpr graph::node_id at(graph::arena& g, graph::node_id m, int i, int j) {
        return graph::component(g, m, j, i);
    }
};
struct symmetric_part {
    static constexpr graph::node_id at(graph::arena& g, graph::node_id m, int i, int j) {
        if (i == j) return graph::component(g, m, i, i);
        graph::node_id const both = graph::sum(g, graph::component(g, m, i, j), graph::component(g, m, j, i));
        return graph::product(g, graph::number(g, {1, 2}), both);
    }
    static constexpr graph::node_id whole(graph::arena& g, graph::node_id m) { return graph::sym(g, m); }
};
struct sum_of_diagonal {
    static constexpr graph::node_id at(graph::arena& g, graph::node_id m, int, int) { return graph::trace(g, m); }
};

/// A^T
template <Expression E>
constexpr auto transpose(E const& e) {
    if constexpr (reject::matrix_argument<"transpose", false, E>())
        return rearranged_t<transposition, shape{E::form.cols, E::form.rows}, E>{e};
    else return reject::nothing{};
}
/// (A + A^T) / 2, of the gradient of a displacement its strain: `sym(grad(u))`
template <Expression E>
constexpr auto sym(E const& e) {
    if constexpr (reject::matrix_argument<"sym", true, E>()) return rearranged_t<symmetric_part, E::form, E>{e};
    else return reject::nothing{};
}
/// sum_i A_ii
template <Expression E>
constexpr auto trace(E const& e) {
    if constexpr (reject::matrix_argument<"trace", true, E>()) return rearranged_t<sum_of_diagonal, shape{}, E>{e};
    else return reject::nothing{};
}

/// The D x D unit matrix
template <int D>
struct identity_t : components<identity_t<D>, shape{D, D}> {
    static constexpr shape form{D, D};
    static constexpr int dimension = 0;
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::id_list all;
        for (int i = 0; i < D; ++i)
            for (int j = 0; j < D; ++j) all.push(graph::number(g, i == j ? 1 : 0));
        return g.add({.kind = graph::op::matrix, .form = form}, all);
    }
};
template <int D>
inline constexpr identity_t<D> identity{};

/// sum_kl C_ijkl E_kl for a tensor C of rank four, given as the D^2 x D^2 matrix with row D i + j and column D k + l:
/// `contract(C, sym(grad(u)))` is the stress. C need not have the symmetries of elasticity.
template <class C, class E>
struct contraction_t : components<contraction_t<C, E>, E::form> {
    static constexpr shape form = E::form;
    static constexpr int dimension = common_dimension<C, E>;
    [[no_unique_address]] C tensor;
    [[no_unique_address]] E of;
    constexpr contraction_t() = default;
    constexpr contraction_t(C const& c, E const& e) : tensor(c), of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const c = tensor.lower(g);
        return graph::contract(g, c, of.lower(g));
    }
};
template <Expression C, Expression E>
constexpr auto contract(C const& c, E const& e) {
    if constexpr (reject::contraction<C, E>()) return contraction_t<C, E>{c, e};
    else return reject::nothing{};
}

/// The isotropic tensor of rank four, C_ijkl = lambda d_ij d_kl + mu (d_ik d_jl + d_il d_jk), as a D^2 x D^2 matrix
template <int D, class Lambda, class Mu>
struct isotropic_t : components<isotropic_t<D, Lambda, Mu>, shape{D * D, D * D}> {
    static constexpr shape form{D * D, D * D};
    static constexpr int dimension = common_dimension<Lambda, Mu>;
    [[no_unique_address]] Lambda lambda;
    [[no_unique_address]] Mu mu;
    constexpr isotropic_t() = default;
    constexpr isotropic_t(Lambda const& l, Mu const& m) : lambda(l), mu(m) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const l = lambda.lower(g), m = mu.lower(g);
        graph::id_list all;
        for (int row = 0; row < D * D; ++row)
            for (int column = 0; column < D * D; ++column) {
                int const i = row / D, j = row % D, k = column / D, n = column % D;
                int const shear = (i == k && j == n ? 1 : 0) + (i == n && j == k ? 1 : 0);
                int const pressure = i == j && k == n ? 1 : 0;
                all.push(graph::sum(g, graph::product(g, graph::number(g, pressure), l),
                                    graph::product(g, graph::number(g, shear), m)));
            }
        return g.add({.kind = graph::op::matrix, .form = form}, all);
    }
};
template <int D, Operand Lambda, Operand Mu>
constexpr auto isotropic(Lambda const& lambda, Mu const& mu) {
    return isotropic_t<D, expression_of<Lambda>, expression_of<Mu>>{as_expression(lambda), as_expression(mu)};
}

}  // namespace lamina
