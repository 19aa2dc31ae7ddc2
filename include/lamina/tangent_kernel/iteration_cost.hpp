#pragma once

namespace lamina {

template <class Real>
class collocated_system;

/// What an iteration costs, in floating-point operations (a multiply-add is two) and bytes. Counted are the dense
/// layers and the linear algebra, not activations and the equation itself. With, for each part of the system, n points,
/// C channels, R residuals, W_l the weights of layer l, and N rows, P parameters, m = min(N, P):
struct iteration_cost {
    double residual = 0;           ///< sum of 2 n C sum(W_l)
    double gradient = 0;           ///< loss and gradient: sum of n C (6 sum(W_l) - 2 W_1)
    double jacobian = 0;           ///< sum of R n C (6 sum(W_l) - 2 W_1)
    double levenberg_marquardt = 0;  ///< Jacobian, two residuals, N P m for the Gram matrix, three times m^3 / 3
    double kernel = 0;             ///< Jacobian, N^2 P, 9 N^3 for all modes: what `explain` itself costs
    double jacobian_bytes = 0;     ///< 8 N P
    double levenberg_marquardt_bytes = 0;  ///< 8 (N P + 3 m^2)
};

iteration_cost cost_of(collocated_system<double> const& system);

}  // namespace lamina
