#include <lamina/linear_algebra/blas_threads.hpp>

#include <mutex>

#include <cblas.h>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina::linear_algebra {

namespace {

std::mutex one_at_a_time;
int holders = 0;
int found = 0;

void set(int count) {
    if (openblas_get_num_threads() != count) openblas_set_num_threads(count);
}

}  // namespace

blas_threads::blas_threads() {
    int const count = thread_pool::inside_a_task() ? 1 : static_cast<int>(default_pool().size());
    std::lock_guard const turn(one_at_a_time);
    if (holders++ > 0) return;
    found = openblas_get_num_threads();
    set(count);
}

blas_threads::~blas_threads() {
    std::lock_guard const turn(one_at_a_time);
    if (--holders == 0) set(found);
}

}  // namespace lamina::linear_algebra
