#pragma once

#include <chrono>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>

/// FLOP/s of one thread in independent SIMD multiply-adds held in registers: the peak that kernels are compared to.
/// The best of several runs.
template <class Real>
double fma_peak() {
    using V = lamina::lanes<Real>;
    constexpr std::size_t chains = 12, rounds = 200000;
    volatile Real one = 1;
    Real const start = one;
    double best = 0;
    for (int run = 0; run < 20; ++run) {
        V sum[chains];
        for (std::size_t c = 0; c < chains; ++c) sum[c] = V(start + static_cast<Real>(c));  // equal chains are merged
        V const a(Real(0.999) * start), b(Real(1e-3) * start);
        auto const begin = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < rounds; ++i)
            lamina::unroll<chains>([&](auto c) { sum[c] = xsimd::fma(sum[c], a, b); });
        double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        V total = sum[0];
        for (std::size_t c = 1; c < chains; ++c) total += sum[c];
        alignas(64) Real out[V::size];
        total.store_aligned(out);
        if (out[0] < Real(-1)) return 0;  // keeps the loop
        best = best > 2.0 * chains * rounds * V::size / seconds ? best : 2.0 * chains * rounds * V::size / seconds;
    }
    return best;
}
