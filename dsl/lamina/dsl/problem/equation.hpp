#pragma once

#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/reject/problem.hpp>

namespace lamina {

/// left == right
template <class L, class R>
struct equation_t {
    static constexpr int dimension = common_dimension<L, R>;
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;

    constexpr explicit operator bool() const { return reject::has_truth<equation_t>(); }
    /// left - right, the residual as it is written
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const l = left.lower(g);
        return graph::difference(g, l, right.lower(g));
    }
};

template <class T>
inline constexpr bool is_equation = false;
template <class L, class R>
inline constexpr bool is_equation<equation_t<L, R>> = true;
template <class T>
concept Equation = is_equation<T>;

template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto operator==(L const& l, R const& r) {
    using left = expression_of<L>;
    using right = expression_of<R>;
    if constexpr (reject::sides<left, right>()) return equation_t<left, right>{as_expression(l), as_expression(r)};
    else return reject::nothing{};
}

}  // namespace lamina
