#pragma once

#include <vector>

#include <lamina/dsl/expr/shape.hpp>

namespace oracle {

/// What stands at the top of a tree, and what `which`, n and d say there
enum class kind {
    number,      ///< n / d
    literal,     ///< value
    coordinate,  ///< component `which` of x; of x in D dimensions number D is the time
    parameter,   ///< number `which`
    unknown,     ///< 0: u; i + 1: component i of v; -1: the vector v
    argument,    ///< of a coefficient, number `which`
    sum,
    difference,
    product,   ///< scalar by anything, matrix by vector or matrix
    quotient,  ///< by a scalar
    negative,
    power,     ///< to n / d
    function,  ///< number `which` of `functions`
    less,      ///< p < q (n = 1: p <= q), a condition; so are the next three, of conditions
    both,      ///< p && q
    either,    ///< p || q
    no,        ///< !p
    choice,    ///< of a condition, f, g: f where it holds, else g
    call,      ///< of coefficient `which`
    partial,   ///< along coordinate `which`
    grad,
    div,
    lap,
    rot,
    vector,
    matrix,
    component,  ///< (n, d) of a vector (d = 0) or matrix
    dot,
    transpose,
    sym,
    trace,
    det,
    norm,       ///< of a vector or matrix, from the squares of its components
    isotropic,  ///< the tensor of rank four of lambda and mu
    contract,   ///< a tensor of rank four, as a matrix on pairs of indices, with a matrix
};

/// An expression as the test knows it
struct tree {
    kind is{};
    int which = 0;
    long n = 0, d = 1;
    double value = 0;
    lamina::shape form{};
    std::vector<tree> of{};
};

/// Components of a shape
inline int components(lamina::shape form) {
    return form.is_scalar() ? 1 : form.is_matrix() ? form.rows * form.cols : form.rows;
}

}  // namespace oracle
