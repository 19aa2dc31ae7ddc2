#pragma once

#include <span>
#include <vector>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// The tensor of a cell problem at points y, shape (N, D): with the residual `root` = -div(F) + ... in divergence
/// form and F affine in grad chi, A_ij = dF_i / d(d chi/dy_j), read off symbolically; shape (D, D, N).
/// Throws std::invalid_argument as `tabulate` does.
std::vector<double> cell_tensor(graph::arena& g, int root, std::span<double const> y, bindings const& known);

}  // namespace lamina
