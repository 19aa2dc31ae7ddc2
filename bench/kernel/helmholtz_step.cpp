// One step (loss and its whole gradient) of the Helmholtz network of Wang et al., M1: 2-50-50-50-50-1 tanh,
// 128 interior + 4 x 128 boundary points, and 4096 + 4 x 1024. Counted FLOP (the linear algebra only, 2 per
// multiply-add), as a fraction of the FMA peak of the threads used, measured in the same process.

#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <lamina/kernel/collocated_system.hpp>
#include <lamina/kernel/collocated_term.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>

#include "fma_peak.hpp"

namespace {

using namespace lamina;

/// lap u + k^2 u - q
struct interior {
    using channels = channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>,
                                 collapsed_channel<weighted_partial<1, -1, 0, 0>, weighted_partial<1, -1, 1, 1>>>;
    static constexpr int unknowns = 1, trained = 0, tables = 1, constants = 1;
    static constexpr bool affine = true;
    template <class V, class C>
    static V value(C const* k, V const* t, V const* u) {
        return u[3] + V(k[0]) * u[0] - t[0];
    }
    template <class V, class C>
    static void gradient(C const* k, V const*, V const*, V* du) {
        du[0] = V(k[0]);
        du[1] = du[2] = V(0);
        du[3] = V(1);
    }
};

/// u
struct boundary {
    using channels = channel_set<partial_channel<>>;
    static constexpr int unknowns = 1, trained = 0, tables = 0, constants = 0;
    static constexpr bool affine = true;
    template <class V, class C>
    static V value(C const*, V const*, V const* u) {
        return u[0];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const*, V* du) {
        du[0] = V(1);
    }
};

template <class Term, class Real>
std::unique_ptr<residual_part<Real>> at_points(std::size_t n, std::vector<double> const& constants) {
    std::vector<double> jets;
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t c = 0; c < static_cast<std::size_t>(Term::channels::size); ++c)
            for (std::size_t p = 0; p < n; ++p)
                jets.push_back(c == 0 ? std::sin(1.7 * static_cast<double>(p * (i + 1))) : c == i + 1 ? 1.0 : 0.0);
    std::vector<double> const tables(static_cast<std::size_t>(Term::tables) * n, 0.5);
    return std::make_unique<collocated_term<Term, activation::tanh_function, Real>>(
        "u", point_data{n, 2, jets, {}, tables}, constants);
}

double counted_flop(double points, double channels, double inputs, double width, double hidden_layers) {
    double const square = channels * width * width * (hidden_layers - 1);
    double const forward = 2 * square + 2 * inputs * width + 2 * channels * width;
    double const reverse = 4 * square + 4 * channels * width + 2 * inputs * width;
    return points * (forward + reverse);
}

template <class Real>
void helmholtz_step(benchmark::State& state) {
    auto const inside = static_cast<std::size_t>(state.range(0));
    auto const on_boundary = static_cast<std::size_t>(state.range(1));
    auto const threads = static_cast<std::size_t>(state.range(2));
    static double const peak = fma_peak<Real>();
    thread_pool pool(threads);
    auto const layout = mlp({50, 50, 50, 50}, activation::tanh).layout(2, 1);
    std::vector<std::unique_ptr<residual_part<Real>>> parts;
    parts.push_back(at_points<interior, Real>(inside, {1.0}));
    parts.push_back(at_points<boundary, Real>(on_boundary, {}));
    collocated_system<Real> system(layout, std::move(parts), pool);
    auto const start = glorot(layout, 1);
    std::vector<Real> const theta(start.begin(), start.end());
    std::vector<Real> gradient(theta.size());
    for (auto _ : state) benchmark::DoNotOptimize(system.loss_and_gradient(theta, gradient));
    double const flop = counted_flop(static_cast<double>(inside), 4, 2, 50, 4) +
                        counted_flop(static_cast<double>(on_boundary), 1, 2, 50, 4);
    state.counters["GFLOPS"] = benchmark::Counter(flop * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
    state.counters["peak"] = benchmark::Counter(flop / (peak * static_cast<double>(threads)),
                                                benchmark::Counter::kIsIterationInvariantRate);
}

void sizes(benchmark::internal::Benchmark* b) {
    for (int threads : {1, 2}) {
        b->Args({128, 4 * 128, threads});
        b->Args({4096, 4 * 1024, threads});
    }
    b->ArgNames({"interior", "boundary", "threads"})->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK_TEMPLATE(helmholtz_step, double)->Apply(sizes);
BENCHMARK_TEMPLATE(helmholtz_step, float)->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();
