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
};
template <class T>
inline constexpr bool is_comparison = false;
template <class L, class R, bool OrEqual>
inline constexpr bool is_comparison<comparison_t<L, R, OrEqual>> = true;

namespace surface {
template <bool OrEqual, class L, class R>
constexpr auto compared(L const& l, R const& r) {
    if constexpr (reject::compared<L, R>()) return comparison_t<L, R, OrEqual>{l, r};
    else return reject::nothing{};
}
}  // namespace surface

template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator<(L const& l, R const& r) {
    return surface::compared<false>(as_expression(l), as_expression(r));
}
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator<=(L const& l, R const& r) {
    return surface::compared<true>(as_expression(l), as_expression(r));
}
/// p > q is q < p
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator>(L const& l, R const& r) {
    return surface::compared<false>(as_expression(r), as_expression(l));
}
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator>=(L const& l, R const& r) {
    return surface::compared<true>(as_expression(r), as_expression(l));
}

/// Then where the condition holds, Otherwise elsewhere: scalars, point by point
template <class Condition, class Then, class Otherwise>
struct where_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<Condition, Then, Otherwise>;
    [[no_unique_address]] Condition condition;
    [[no_unique_address]] Then then;
    [[no_unique_address]] Otherwise otherwise;

    constexpr int lower(graph::arena& g) const {
        int const p = condition.left.lower(g), q = condition.right.lower(g);
        int const f = then.lower(g);
        return graph::where(g, Condition::or_equal, p, q, f, otherwise.lower(g));
    }
};

/// `where(y < 0.5, 1.0, 10.0)`. Its derivative is taken branch by branch; an equation that differentiates it is
/// refused when it becomes terms, unless a coefficient around it is declared `differentiable`.
template <class Condition, Operand Then, Operand Otherwise>
    requires(is_comparison<Condition> || reject::Refused<Condition>)
constexpr auto where(Condition const& condition, Then const& then, Otherwise const& otherwise) {
    using f = expression_of<Then>;
    using g = expression_of<Otherwise>;
    if constexpr (reject::branches<Condition, f, g>())
        return where_t<Condition, f, g>{condition, as_expression(then), as_expression(otherwise)};
    else
        return reject::nothing{};
}

}  // namespace lamina
