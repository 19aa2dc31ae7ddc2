#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

#include <xsimd/xsimd.hpp>

#include <lamina/parallel/thread_pool.hpp>

#include "thread_time.hpp"

/// FLOP/s of all threads of a pool together in independent SIMD multiply-adds held in registers, for about a
/// millisecond: the peak that kernels are compared to. By the processor time of each thread.
template <class Real>
double fma_rate(lamina::thread_pool& pool) {
    using V = xsimd::batch<Real>;
    constexpr std::size_t chains = 12, rounds = 400000;
    static std::atomic<Real> one{1};
    std::atomic<double> rate{0};
    pool.run([&](std::size_t) {
        Real const start = one;  // or the compiler would know the sums
        V sum[chains];
        for (std::size_t c = 0; c < chains; ++c) sum[c] = V(start + static_cast<Real>(c));  // equal chains are merged
        V const a(Real(0.999) * start), b(Real(1e-3) * start);
        double const begin = thread_seconds();
        for (std::size_t i = 0; i < rounds; ++i) [&]<std::size_t... C>(std::index_sequence<C...>) {
            ((sum[C] = xsimd::fma(sum[C], a, b)), ...);
        }(std::make_index_sequence<chains>{});
        rate += 2.0 * chains * rounds * V::size / (thread_seconds() - begin);
        V total = sum[0];
        for (std::size_t c = 1; c < chains; ++c) total += sum[c];
        alignas(64) Real out[V::size];
        total.store_aligned(out);
        if (out[0] < Real(-1)) one = out[0];  // never, but keeps the loop
    });
    return rate;
}
