#pragma once

#include <vector>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina {

/// A scalar residual that is linear in an unknown w, in the flux form in which it is written:
///     -div(A grad w + c w + g) + b . grad w + r w - s,
/// every coefficient a scalar node. No coefficient is differentiated, so coefficients that jump stay legal. Of a vector
/// w of m components, d w_k / dx_j counts as D k + j.
struct linear_form {
    int dimension = 1;
    std::vector<int> tensor{};     ///< A, shape (D, m D)
    std::vector<int> transport{};  ///< c, shape (D, m)
    std::vector<int> flux{};       ///< g, shape (D,)
    std::vector<int> drift{};      ///< b, shape (m D,)
    std::vector<int> reaction{};   ///< r, shape (m,)
    int source = -1;               ///< s
};

/// The linear form of the residual `root` in the node `unknown`, derivatives being those in the position `name`.
/// Where w enters without a derivative it may be nonlinear; the reaction is then dR/dw, which contains it.
/// Throws std::invalid_argument if a derivative of w enters nonlinearly, in a form that is no divergence, or of order
/// three or more.
linear_form linear_form_of(graph::arena& g, int root, int unknown, int name);

/// The linear forms of the components of a residual, one of a scalar, in the components of the unknown; nothing is
/// whole in the arena (`graph::arena::whole_tensors`). Throws as above.
std::vector<linear_form> linear_forms_of(graph::arena& g, int root, int unknown, int name);

}  // namespace lamina
