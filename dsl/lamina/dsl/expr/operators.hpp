#pragma once

#include <lamina/dsl/expr/component.hpp>
#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/expr/index.hpp>
#include <lamina/dsl/reject/functions.hpp>
#include <lamina/dsl/reject/shapes.hpp>

namespace lamina {

/// Component (I, J) of a vector or matrix expression.
template <class E, int I, int J = 0>
struct component_t {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::component(g, of.lower(g), I, J); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<component_t, Right>();
    }
};

/// Row I of a matrix expression: `A[0]`, which is indexed once more, `A[0][1]`.
template <class E, int I>
struct row_t : indexed<row_t<E, I>, E::form.cols> {
    [[no_unique_address]] E of;
    template <int J>
    constexpr component_t<E, I, J> component() const {
        return {of};
    }
};

/// Of a scalar none
template <class Self, shape Form>
struct components {
    template <class Index>
    constexpr reject::nothing operator[](Index const&) const {
        return reject::no_components<Self>();
    }
};
template <class Self, shape Form>
    requires(Form.is_vector())
struct components<Self, Form> : indexed<Self, Form.rows> {
    template <int I>
    constexpr component_t<Self, I> component() const {
        return {static_cast<Self const&>(*this)};
    }
};
template <class Self, shape Form>
    requires(Form.is_matrix())
struct components<Self, Form> : indexed<Self, Form.rows> {
    template <int I>
    constexpr row_t<Self, I> component() const {
        return {{}, static_cast<Self const&>(*this)};
    }
};

enum class binary { plus, minus, times, over };

/// The shape of `L op R`; both operands are admissible (see reject/shapes.hpp).
constexpr shape form_of(binary o, shape l, shape r) {
    if (o == binary::plus || o == binary::minus || r.is_scalar()) return l;
    if (l.is_scalar()) return r;
    return r.is_matrix() ? shape{l.rows, r.cols} : shape{l.rows, 0};
}

template <class E>
inline constexpr bool is_sum = false;

/// The terms of a chain of + and -, in one list: summed one by one, n terms would cost n^2 and leave n sums behind.
template <class E>
constexpr void lower_terms(graph::arena& g, E const& e, bool negated, graph::id_list& terms) {
    if constexpr (is_sum<E>) {
        lower_terms(g, e.left, negated, terms);
        lower_terms(g, e.right, negated != E::subtracts, terms);
    } else {
        graph::node_id const id = e.lower(g);
        terms.push(negated ? graph::negative(g, id) : id);
    }
}

/// L op R. Its members, as those of all expressions, have no initialisers `{}`: clang walks through such initialisers
/// twice at every level of nesting, 2^n times for n terms.
template <binary Op, class L, class R>
struct binary_t : components<binary_t<Op, L, R>, form_of(Op, L::form, R::form)> {
    static constexpr shape form = form_of(Op, L::form, R::form);
    static constexpr int dimension = common_dimension<L, R>;
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;
    constexpr binary_t() = default;
    constexpr binary_t(L const& l, R const& r) : left(l), right(r) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        if constexpr (is_sum<binary_t>) {
            graph::id_list terms;
            lower_terms(g, *this, false, terms);
            return graph::sum(g, terms);
        } else {
            graph::node_id const l = left.lower(g), r = right.lower(g);
            return Op == binary::times ? graph::product(g, l, r) : graph::quotient(g, l, r);
        }
    }
    static constexpr bool subtracts = Op == binary::minus;
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<binary_t, Right>();
    }
};
template <binary Op, class L, class R>
inline constexpr bool is_sum<binary_t<Op, L, R>> = Op == binary::plus || Op == binary::minus;

template <class E>
struct negative_t : components<negative_t<E>, E::form> {
    static constexpr shape form = E::form;
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr negative_t() = default;
    constexpr explicit negative_t(E const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const { return graph::negative(g, of.lower(g)); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<negative_t, Right>();
    }
};

/// base ^ (N / D)
template <class E, long N, long D>
struct power_t {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::power(g, of.lower(g), {N, D}); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<power_t, Right>();
    }
};

namespace surface {
template <binary Op, class L, class R>
constexpr auto combine(L const& l, R const& r) {
    if constexpr (reject::operands<Op, L, R>()) return binary_t<Op, L, R>{l, r};
    else return reject::nothing{};
}
}  // namespace surface

template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator+(L const& l, R const& r) {
    return surface::combine<binary::plus>(as_expression(l), as_expression(r));
}
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator-(L const& l, R const& r) {
    return surface::combine<binary::minus>(as_expression(l), as_expression(r));
}
/// scalar times anything; matrix times vector or matrix
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator*(L const& l, R const& r) {
    return surface::combine<binary::times>(as_expression(l), as_expression(r));
}
/// anything over a scalar
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator/(L const& l, R const& r) {
    return surface::combine<binary::over>(as_expression(l), as_expression(r));
}
template <Expression E>
constexpr auto operator-(E const& e) {
    if constexpr (reject::whole<E>()) return negative_t<E>{e};
    else return reject::nothing{};
}
template <Expression E>
constexpr E operator+(E const& e) {
    return e;
}

/// `pow<3>(u)` is u^3, `pow<1, 2>(u)` its square root.
template <long N, long D = 1, Operand E>
constexpr auto pow(E const& e) {
    if constexpr (reject::exponent<N, D, expression_of<E>>())
        return power_t<expression_of<E>, N, D>{as_expression(e)};
    else return reject::nothing{};
}
template <Expression E>
constexpr auto sqrt(E const& e) {
    if constexpr (reject::scalar_argument<"sqrt", E>()) return power_t<E, 1, 2>{e};
    else return reject::nothing{};
}

}  // namespace lamina
