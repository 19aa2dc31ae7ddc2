#pragma once

#include <vector>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina {

/// A residual that is linear in an unknown w, in the flux form in which it is written:
///     -div(A grad w + c w + g) + b . grad w + r w - s,
/// every coefficient a scalar node. No coefficient is differentiated, so coefficients that jump stay legal.
struct linear_form {
    int dimension = 1;
    std::vector<int> tensor{};     ///< A, shape (D, D)
    std::vector<int> transport{};  ///< c, shape (D,)
    std::vector<int> flux{};       ///< g, shape (D,)
    std::vector<int> drift{};      ///< b, shape (D,)
    int reaction = -1;           ///< r
    int source = -1;             ///< s
};

/// The linear form of the residual `root` in the node `unknown`, derivatives being those in the position `name`.
/// Where w enters without a derivative it may be nonlinear; the reaction is then dR/dw, which contains it.
/// Throws std::invalid_argument if a derivative of w enters nonlinearly, in a form that is no divergence, or of order
/// three or more.
linear_form linear_form_of(graph::arena& g, int root, int unknown, int name);

}  // namespace lamina
