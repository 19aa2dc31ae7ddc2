// J^T of 1D Darcy, 4 x 40 tanh, N = 1024 points, P = 5041 parameters: the matrix of Levenberg-Marquardt and of the
// tangent kernel. And the products J v and J^T w without it.

#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <vector>

#include <lamina/kernel/collocated_system.hpp>
#include <lamina/kernel/collocated_term.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>

namespace {

using namespace lamina;

/// -(a u_00 + a_0 u_0) - f
struct darcy {
    using channels = channel_set<partial_channel<>, partial_channel<0>, partial_channel<0, 0>>;
    static constexpr int unknowns = 1, trained = 0, tables = 3, constants = 0;
    static constexpr bool affine = true;
    template <class V, class C>
    static V value(C const*, V const* t, V const* u) {
        return -(t[0] * u[2] + t[1] * u[1]) - t[2];
    }
    template <class V, class C>
    static void gradient(C const*, V const* t, V const*, V* du) {
        du[0] = V(0);
        du[1] = -t[1];
        du[2] = -t[0];
    }
};

struct darcy_case {
    static constexpr std::size_t points = 1024;
    thread_pool pool;
    std::unique_ptr<collocated_system<double>> system;
    std::vector<double> theta;

    explicit darcy_case(std::size_t threads) : pool(threads) {
        std::vector<double> jets, tables(3 * points);
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t p = 0; p < points; ++p)
                jets.push_back(c == 0 ? -3.0 + 6.0 * static_cast<double>(p) / points : c == 1 ? 1.0 : 0.0);
        for (std::size_t i = 0; i < tables.size(); ++i) tables[i] = 2.1 + std::sin(0.1 * static_cast<double>(i));
        auto const layout = mlp({40, 40, 40, 40}, activation::tanh).layout(1, 1);
        std::vector<std::unique_ptr<residual_part<double>>> parts;
        parts.push_back(std::make_unique<collocated_term<darcy, activation::tanh_function, double>>(
            "u", point_data{points, 1, jets, {}, tables}));
        system = std::make_unique<collocated_system<double>>(layout, std::move(parts), pool);
        theta = glorot(layout, 1);
    }
};

void jacobian(benchmark::State& state) {
    darcy_case c(static_cast<std::size_t>(state.range(0)));
    std::vector<double> r(c.system->rows()), jt(c.system->rows() * c.system->parameters());
    for (auto _ : state) c.system->jacobian(c.theta, r, jt);
    state.counters["GB/s"] = benchmark::Counter(8e-9 * static_cast<double>(jt.size()),
                                                benchmark::Counter::kIsIterationInvariantRate);
}

void jacobian_times(benchmark::State& state) {
    darcy_case c(static_cast<std::size_t>(state.range(0)));
    std::vector<double> out(c.system->rows());
    for (auto _ : state) c.system->jacobian_times(c.theta, c.theta, out);
}

void transposed_times(benchmark::State& state) {
    darcy_case c(static_cast<std::size_t>(state.range(0)));
    std::vector<double> w(c.system->rows(), 1.0), out(c.system->parameters());
    for (auto _ : state) c.system->transposed_times(c.theta, w, out);
}

BENCHMARK(jacobian)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(jacobian_times)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(transposed_times)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
