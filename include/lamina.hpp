#pragma once

/// lamina: from a partial differential equation, written as a C++ expression, to its solution. The rooms in the
/// order in which data flows through them.

#include <lamina/ieee_arithmetic.hpp>
#include <lamina/compiled.hpp>

#include <lamina/dsl.hpp>
#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/evaluate/point.hpp>

#include <lamina/report/plot.hpp>
#include <lamina/report/csv.hpp>
#include <lamina/report/npy.hpp>
#include <lamina/report/npz.hpp>
#include <lamina/report/vtk.hpp>
#include <lamina/sample/features.hpp>
#include <lamina/network/improved_mlp.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/network/separate.hpp>
#include <lamina/sample/box.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/sample/quadrature.hpp>
#include <lamina/sample/table.hpp>
#include <lamina/discretise/collocate.hpp>
#include <lamina/discretise/fast_waves.hpp>
#include <lamina/discretise/solution_files.hpp>
#include <lamina/tangent_kernel/explain.hpp>
#include <lamina/tangent_kernel/tangent_kernel.hpp>
#include <lamina/diagnose/dft_amplitudes.hpp>
#include <lamina/diagnose/gradient_histograms.hpp>
#include <lamina/diagnose/loss_hessian.hpp>
#include <lamina/diagnose/one_block.hpp>
#include <lamina/train/adam.hpp>
#include <lamina/train/adaptive_points.hpp>
#include <lamina/train/annealing.hpp>
#include <lamina/train/array_history.hpp>
#include <lamina/train/causal.hpp>
#include <lamina/train/ensemble.hpp>
#include <lamina/train/fresh_points.hpp>
#include <lamina/train/gauss_newton.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/minibatch.hpp>
#include <lamina/train/refused.hpp>
#include <lamina/train/refine.hpp>
#include <lamina/train/residual_weights.hpp>
#include <lamina/train/solve.hpp>
#include <lamina/train/spring.hpp>
#include <lamina/homogenize/corrected.hpp>
#include <lamina/homogenize/homogenized.hpp>
#include <lamina/homogenize/proposed_space.hpp>
