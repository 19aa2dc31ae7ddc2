#pragma once

#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/reject/choice.hpp>

namespace lamina {

/// left < right, or left <= right: a condition for `where`
template <class L, class R, bool OrEqual>
struct comparison_t {
    static constexpr int dimension = common_dimension<L, R>;
    static constexpr bool or_equal = OrEqual;
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;
    constexpr explicit operator bool() const { return reject::has_truth<comparison_t>(); }

    /// The node that is `then` where this holds, else `otherwise`
    constexpr graph::node_id choose(graph::arena& g, graph::node_id then, graph::node_id otherwise) const {
        graph::node_id const p = left.lower(g), q = right.lower(g);
        return graph::where(g, OrEqual ? graph::relation::less_or_equal : graph::relation::less, p, q, then, otherwise);
    }
};
/// P and Q: a choice within a choice, as of `or` and `not`
template <class P, class Q>
struct conjunction_t {
    static constexpr int dimension = common_dimension<P, Q>;
    static constexpr auto joined = fixed_string("&&");
    [[no_unique_address]] P left;
    [[no_unique_address]] Q right;
    constexpr explicit operator bool() const { return reject::has_truth<conjunction_t>(); }
    constexpr graph::node_id choose(graph::arena& g, graph::node_id then, graph::node_id otherwise) const {
        return left.choose(g, right.choose(g, then, otherwise), otherwise);
    }
};
template <class P, class Q>
struct disjunction_t {
    static constexpr int dimension = common_dimension<P, Q>;
    static constexpr auto joined = fixed_string("||");
    [[no_unique_address]] P left;
    [[no_unique_address]] Q right;
    constexpr explicit operator bool() const { return reject::has_truth<disjunction_t>(); }
    constexpr graph::node_id choose(graph::arena& g, graph::node_id then, graph::node_id otherwise) const {
        return left.choose(g, then, right.choose(g, then, otherwise));
    }
};
template <class P>
struct negation_t {
    static constexpr int dimension = P::dimension;
    static constexpr auto joined = fixed_string("!");
    [[no_unique_address]] P of;
    constexpr explicit operator bool() const { return reject::has_truth<negation_t>(); }
    constexpr graph::node_id choose(graph::arena& g, graph::node_id then, graph::node_id otherwise) const {
        return of.choose(g, otherwise, then);
    }
};
template <class T>
inline constexpr bool is_criterion = false;
template <class L, class R, bool OrEqual>
inline constexpr bool is_criterion<comparison_t<L, R, OrEqual>> = true;
template <class P, class Q>
inline constexpr bool is_criterion<conjunction_t<P, Q>> = true;
template <class P, class Q>
inline constexpr bool is_criterion<disjunction_t<P, Q>> = true;
template <class P>
inline constexpr bool is_criterion<negation_t<P>> = true;
/// What `where` decides by: a comparison, or several with && || !
template <class T>
concept Criterion = is_criterion<T>;

namespace surface {
template <bool OrEqual, class L, class R>
constexpr auto compared(L const& l, R const& r) {
    if constexpr (reject::compared<L, R>())
        return comparison_t<L, R, OrEqual>{l, r};
    else
        return reject::nothing{};
}
}  // namespace surface

template <Operand L, Operand R>
requires(Expression<L> || Expression<R>) constexpr auto operator<(L const& l, R const& r) {
    return surface::compared<false>(as_expression(l), as_expression(r));
}
template <Operand L, Operand R>
requires(Expression<L> || Expression<R>) constexpr auto operator<=(L const& l, R const& r) {
    return surface::compared<true>(as_expression(l), as_expression(r));
}
/// p > q is q < p
template <Operand L, Operand R>
requires(Expression<L> || Expression<R>) constexpr auto operator>(L const& l, R const& r) {
    return surface::compared<false>(as_expression(r), as_expression(l));
}
template <Operand L, Operand R>
requires(Expression<L> || Expression<R>) constexpr auto operator>=(L const& l, R const& r) {
    return surface::compared<true>(as_expression(r), as_expression(l));
}

/// `where(0 < x && x < 1, f, g)`: both sides are computed everywhere, and chosen point by point
template <Criterion P, Criterion Q>
constexpr auto operator&&(P const& p, Q const& q) {
    return conjunction_t<P, Q>{p, q};
}
template <Criterion P, Criterion Q>
constexpr auto operator||(P const& p, Q const& q) {
    return disjunction_t<P, Q>{p, q};
}
template <Criterion P>
constexpr auto operator!(P const& p) {
    return negation_t<P>{p};
}

/// Then where the condition holds, Otherwise elsewhere: scalars, point by point
template <class If, class Then, class Otherwise>
struct where_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<If, Then, Otherwise>;
    [[no_unique_address]] If condition;
    [[no_unique_address]] Then then;
    [[no_unique_address]] Otherwise otherwise;

    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const f = then.lower(g);
        return condition.choose(g, f, otherwise.lower(g));
    }
};

/// `where(y < 0.5, 1.0, 10.0)`. Its derivative is taken branch by branch; an equation that differentiates it is
/// refused when it becomes terms, unless a coefficient around it is declared `differentiable`.
template <class If, Operand Then, Operand Otherwise>
requires(Criterion<If> || reject::Refused<If>) constexpr auto where(If const& condition, Then const& then,
                                                                    Otherwise const& otherwise) {
    using f = expression_of<Then>;
    using g = expression_of<Otherwise>;
    if constexpr (reject::branches<If, f, g>())
        return where_t<If, f, g>{condition, as_expression(then), as_expression(otherwise)};
    else
        return reject::nothing{};
}

/// Anything else: refused
template <class... Parts>
constexpr reject::refusal_of<Parts...> where(Parts const&...) {
    return reject::no_choice<Parts...>();
}

}  // namespace lamina
