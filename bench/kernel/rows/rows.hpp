#pragma once

#include "../contest.hpp"

/// The rows of the summary. Each makes the generated code on the threads of lamina's default pool, and its opponent by
/// hand, if there is one, on as many.
namespace rows {

contest m1_f64_small(), m1_f64_large(), m1_f32_small(), m1_f32_large();
contest m3_f64_small(), m3_f64_large();
contest darcy_j(), darcy_k(), darcy_jv(), darcy_jtw();
contest cavity_gradient();
contest tensor_darcy_2d();
contest klein_gordon();

}  // namespace rows
