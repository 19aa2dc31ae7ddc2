#pragma once

namespace lamina::linear_algebra {

/// While one of these lives, OpenBLAS works on as many threads as `default_pool()` has, on one inside a task of a
/// pool, whatever OPENBLAS_NUM_THREADS says; LAMINA_THREADS is the one number that decides. The last one to go leaves
/// the count as the first one found it. The count belongs to the process: of calls at the same time on several
/// threads the first decides. Every function of dense.hpp holds one. Cost: some 50 ns, unless the count changes.
class blas_threads {
public:
    blas_threads();
    ~blas_threads();
    blas_threads(blas_threads const&) = delete;
    blas_threads& operator=(blas_threads const&) = delete;
};

}  // namespace lamina::linear_algebra
