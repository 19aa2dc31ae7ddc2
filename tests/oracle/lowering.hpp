#pragma once

#include <cstddef>
#include <string>

#include <lamina/dsl/calculus/vector_rules.hpp>
#include <lamina/dsl/expr/norms.hpp>
#include <lamina/dsl/expr/tensors.hpp>

#include "meaning.hpp"

namespace oracle {

/// Trees put into an arena, by the constructors that the operators of the language use
class lowering {
public:
    lowering(lamina::graph::arena& to, int dimension) : g(to), D(dimension) {}

    lamina::graph::node_id operator()(tree const& e) const {
        using lamina::graph::op;
        switch (e.is) {
            case kind::number:
                return lamina::graph::number(g, {e.n, e.d});
            case kind::literal:
                return lamina::graph::literal(g, e.value);
            case kind::coordinate:
                return coordinate(e.which);
            case kind::parameter:
                return g.add({.kind = op::parameter, .name = g.name(parameter_names[index(e.which)])});
            case kind::argument:
                return g.add({.kind = op::argument, .a = e.which});
            case kind::unknown: {
                lamina::shape const form = e.which == 0 ? lamina::shape{} : lamina::shape{D, 0};
                lamina::graph::id_list where;
                where.push(position()), where.push(coordinate(D));
                lamina::graph::name_id const name = g.name(e.which == 0 ? "u" : "v");
                lamina::graph::node_id const whole = g.add({.kind = op::unknown, .name = name, .form = form}, where);
                return e.which <= 0 ? whole : lamina::graph::component(g, whole, e.which - 1);
            }
            case kind::sum:
                return lamina::graph::sum(g, part(e, 0), part(e, 1));
            case kind::difference:
                return lamina::graph::difference(g, part(e, 0), part(e, 1));
            case kind::product:
                return lamina::graph::product(g, part(e, 0), part(e, 1));
            case kind::quotient:
                return lamina::graph::quotient(g, part(e, 0), part(e, 1));
            case kind::negative:
                return lamina::graph::negative(g, part(e, 0));
            case kind::power:
                return lamina::graph::power(g, part(e, 0), {e.n, e.d});
            case kind::function:
                return lamina::graph::apply(g, functions<double>[index(e.which)].node, parts(e));
            case kind::choice:
                return chosen(e.of[0], part(e, 1), part(e, 2));
            case kind::call:
                return call(e);
            case kind::partial: {
                lamina::graph::id_list const along = lamina::graph::ids(coordinate(e.which));
                return lamina::graph::partial(g, part(e, 0), along);
            }
            case kind::vector:
            case kind::matrix:
                return g.add({.kind = e.is == kind::matrix ? op::matrix : op::vector, .form = e.form}, parts(e));
            case kind::component:
                return lamina::graph::component(g, part(e, 0), static_cast<int>(e.n), static_cast<int>(e.d));
            case kind::dot:
                return lamina::graph::dot(g, part(e, 0), part(e, 1));
            case kind::transpose:
                return rearranged<lamina::transposition>(e);
            case kind::sym:
                return rearranged<lamina::symmetric_part>(e);
            case kind::trace:
                return lamina::graph::trace(g, part(e, 0));
            case kind::det:
                return lamina::graph::determinant(g, part(e, 0));
            case kind::norm:
                return lamina::graph::norm(g, part(e, 0));
            case kind::isotropic:
                return isotropic(e);
            case kind::contract:
                return lamina::graph::contract(g, part(e, 0), part(e, 1));
            case kind::less:
            case kind::both:
            case kind::either:
            case kind::no:
                break;  // no node: they choose
            case kind::grad:
                return e.form.is_matrix() ? by_rule<lamina::jacobian_of>(e) : differential(op::grad, e);
            case kind::div:
                return e.form.is_vector() ? by_rule<lamina::divergence_of_rows>(e) : differential(op::div, e);
            case kind::lap:
                return e.form.is_vector() ? by_rule<lamina::laplacian_of_components>(e) : differential(op::lap, e);
            case kind::rot:
                if (e.of[0].form.is_scalar()) return by_rule<lamina::rotated_gradient>(e);
                return D == 2 ? by_rule<lamina::plane_curl>(e) : by_rule<lamina::space_curl>(e);
        }
        throw std::logic_error("a tree that is no expression");
    }

private:
    lamina::graph::arena& g;
    int D;

    static std::size_t index(int i) { return static_cast<std::size_t>(i); }
    lamina::graph::node_id part(tree const& e, std::size_t k) const { return (*this)(e.of[k]); }
    lamina::graph::id_list parts(tree const& e) const {
        lamina::graph::id_list out;
        for (tree const& f : e.of) out.push((*this)(f));
        return out;
    }
    lamina::graph::node_id position() const { return lamina::graph::position(g, g.name("x"), D); }
    lamina::graph::node_id coordinate(int i) const {
        return i == D ? lamina::graph::coordinate(g, g.name("t"), 0, 1)
                      : lamina::graph::coordinate(g, g.name("x"), i, D);
    }
    lamina::graph::node_id differential(lamina::graph::op what, tree const& e) const {
        return lamina::graph::whole_differential(g, what, g.name("x"), D, part(e, 0));
    }
    lamina::graph::node_id tensor(lamina::shape form, auto const& entry) const {
        if (form.is_scalar()) return entry(0, 0);
        lamina::graph::id_list all;
        for (int i = 0; i < form.rows; ++i)
            for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j) all.push(entry(i, j));
        return g.add({.kind = form.is_matrix() ? lamina::graph::op::matrix : lamina::graph::op::vector, .form = form},
                     all);
    }
    lamina::graph::node_id chosen(tree const& condition, lamina::graph::node_id then,
                                  lamina::graph::node_id otherwise) const {
        auto const& of = condition.of;
        if (condition.is == kind::no) return chosen(of[0], otherwise, then);
        if (condition.is == kind::both) return chosen(of[0], chosen(of[1], then, otherwise), otherwise);
        if (condition.is == kind::either) return chosen(of[0], then, chosen(of[1], then, otherwise));
        return lamina::graph::where(g, lamina::graph::relation{condition.n}, part(condition, 0), part(condition, 1),
                                    then, otherwise);
    }
    lamina::graph::node_id isotropic(tree const& e) const {
        lamina::graph::node_id const lambda = part(e, 0), mu = part(e, 1);
        return tensor(e.form, [&](int row, int column) {
            int const i = row / D, j = row % D, k = column / D, l = column % D;
            int const shears = (i == k && j == l ? 1 : 0) + (i == l && j == k ? 1 : 0);
            lamina::graph::node_id const sheared = lamina::graph::product(g, lamina::graph::number(g, shears), mu);
            return i == j && k == l ? lamina::graph::sum(g, lambda, sheared) : sheared;
        });
    }
    template <class Rule>
    lamina::graph::node_id by_rule(tree const& e) const {
        Rule const rule{g, part(e, 0), g.name("x"), D};
        return tensor(e.form, rule);
    }
    template <class Rule>
    lamina::graph::node_id rearranged(tree const& e) const {
        lamina::graph::node_id const id = part(e, 0);
        return tensor(e.form, [&](int i, int j) { return Rule::at(g, id, i, j); });
    }
    lamina::graph::node_id call(tree const& e) const {
        coefficient const& c = coefficients()[index(e.which)];
        lamina::graph::name_id const name = g.name(c.name);
        int at = 0;
        while (at < g.function_count && g.functions[index(at)].name != name) ++at;
        if (at == g.function_count) {
            ++g.function_count;
            g.functions[index(at)] = {name, &c, c.arguments, (*this)(c.body), c.body.form, {}};
        }
        return g.add({.kind = lamina::graph::op::call, .name = name, .a = at, .form = c.body.form}, parts(e));
    }
};

}  // namespace oracle
