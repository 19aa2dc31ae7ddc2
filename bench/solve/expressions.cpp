// What it costs to evaluate expressions at many points: by tabulate, and as the coefficients of a cell problem.
#include <benchmark/benchmark.h>

#include <lamina.hpp>
#include <lamina/homogenize/cell_values.hpp>

namespace {

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr std::size_t count = 100000;

/// Ten operations, of which the two components share eight
constexpr auto polynomial = [](auto const& y) {
    auto const s = (y[0] * y[0] + 3 * y[1]) * (2 - y[0]) + eps * y[1];
    return vector(s, s * s);
};
constexpr auto waves = [](auto const& y) {
    auto const s = 2 + sin(2 * pi * y[0] / eps) * cos(2 * pi * y[1] / eps);
    return vector(s, 1 / s);
};

template <class E>
void tabulated(benchmark::State& state, E const& e) {
    auto const points = scattered_points(count, 2);
    for (auto _ : state) benchmark::DoNotOptimize(tabulate(e, points, eps = 0.1));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}
void tabulate_a_polynomial(benchmark::State& state) { tabulated(state, polynomial(x)); }
void tabulate_waves(benchmark::State& state) { tabulated(state, waves(x)); }
void tabulate_at_one_point(benchmark::State& state) {
    std::vector<double> const point{0.3, 0.4};
    for (auto _ : state) benchmark::DoNotOptimize(tabulate(waves(x), point, eps = 0.1));
}
BENCHMARK(tabulate_a_polynomial)->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_waves)->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_at_one_point)->Unit(benchmark::kMicrosecond);

void cell_of_256_by_256(benchmark::State& state) {
    auto const a = 2 + sin(2 * pi * x[0]) * cos(2 * pi * x[1]);
    auto const A = matrix(row(a, 0.1 * a * a), row(0.1 * a * a, where(x[0] < 0.5, a, 1 / a)));
    cell_equation grid;
    grid.dimension = 2, grid.grid = {256, 256, 1};
    for (auto _ : state) {
        graph::arena g;
        graph::node_id const tensor = A.lower(g);
        std::vector<graph::node_id> roots;
        for (int i = 0; i < 4; ++i) roots.push_back(graph::component(g, tensor, i / 2, i % 2));
        benchmark::DoNotOptimize(cell_values(g, roots, grid, {}, {}));
    }
    state.SetItemsProcessed(state.iterations() * 256 * 256);
}
BENCHMARK(cell_of_256_by_256)->Unit(benchmark::kMillisecond);

}  // namespace
