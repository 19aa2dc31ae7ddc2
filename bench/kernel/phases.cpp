// Where the time of loss and gradient goes: the passes of one block of panels on one thread, each as a fraction of the
// FMA peak on its own counted FLOP (2 channels width^2 (hidden - 1) a point), for Helmholtz M1 (2-50-50-50-50-1 tanh)
// inside (4 channels) and on its sides (values only), by `mlp` and `improved_mlp`. Medians of rounds, each with the
// peak beside the passes, by processor time.
// Usage: phases [ROUNDS]

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

#include <lamina/passes/jet_passes.hpp>
#include <lamina/network/activation.hpp>
#include <lamina/network/improved_mlp.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>

#include "fma_peak.hpp"
#include "rounds.hpp"
#include "thread_time.hpp"

namespace {

using namespace lamina;

constexpr std::size_t width = 50, hidden = 4, inputs = 2, blocks = 4;

using values = channel_set<partial_channel<>>;
using laplacian = channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>,
                              collapsed_channel<weighted_partial<1, -1, 0, 0>, weighted_partial<1, -1, 1, 1>>>;

template <class Channels, class Real, class Network>
void measure(char const* name, Network const& network, std::size_t rounds, thread_pool& pool) {
    jet_passes<Real> const passes(jet_rule(Channels::values));
    panel_shape const shape = passes.shape();
    network_layout const layout(network.layout(inputs, 1));
    auto const start = glorot(layout, 1);
    std::vector<Real> const theta(start.begin(), start.end());

    std::size_t const panels = panels_per_block<Real>(layout, shape);
    std::size_t const points = blocks * panels * shape.points();
    std::vector<double> jets(inputs * shape.channels * points);
    for (std::size_t i = 0; i < jets.size(); ++i) jets[i] = std::sin(static_cast<double>(i));
    point_set<Real> const at({points, inputs, jets, {}, {}}, shape, 0, 0, combination::each);
    jet_workspace<Real> work;
    work.reserve(layout, panels * shape.row(), 0, 1);
    std::fill(work.adjoint.begin(), work.adjoint.end(), Real(0.1));
    aligned_vector<Real> gradient(layout.parameters() + cache_line / sizeof(Real));

    enum { only_forward, and_reverse, and_gradients };
    auto const seconds = [&](int last) {
        double const begin = thread_seconds();
        for (std::size_t b = 0; b < blocks; ++b) {
            point_block<Real> const block{at, b * panels, panels};
            passes.forward(layout, theta.data(), block, work);
            if (last == only_forward) continue;
            passes.reverse(layout, theta.data(), block, work,
                            [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                if (last == and_gradients)
                                    passes.run().layer_gradient(z, h, shape.channels,
                                                                    gradient.data() + layer.weights,
                                                                    gradient.data() + layer.biases);
                            });
        }
        return thread_seconds() - begin;
    };
    double const flop = 2.0 * static_cast<double>(shape.channels * width * width * (hidden - 1) * points);
    std::vector<double> fraction[3], whole;
    for (std::size_t i = 0; i < rounds; ++i) {
        double const peak = fma_rate<Real>(pool);
        double const forward = seconds(only_forward), reverse = seconds(and_reverse), all = seconds(and_gradients);
        fraction[0].push_back(flop / peak / forward);
        fraction[1].push_back(flop / peak / (reverse - forward));
        fraction[2].push_back(flop / peak / (all - reverse));
        whole.push_back(3 * flop / peak / all);
    }
    std::printf("%-34s %8zu %10.3f %10.3f %18.3f %8.3f\n", name, panels, median(fraction[0]), median(fraction[1]),
                median(fraction[2]), median(whole));
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t const rounds = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 201;
    thread_pool pool(1);
    auto const plain = mlp({width, width, width, width}, activation::tanh);
    auto const gated = improved_mlp({width, width, width, width}, activation::tanh);
    std::printf("%-34s %8s %10s %10s %18s %8s\n", "fraction of the peak", "panels", "forward", "reverse",
                "weight gradients", "all");
    measure<laplacian, double>("mlp, 4 channels, double", plain, rounds, pool);
    measure<values, double>("mlp, values, double", plain, rounds, pool);
    measure<laplacian, float>("mlp, 4 channels, float", plain, rounds, pool);
    measure<values, float>("mlp, values, float", plain, rounds, pool);
    measure<laplacian, double>("improved_mlp, 4 channels, double", gated, rounds, pool);
    measure<values, double>("improved_mlp, values, double", gated, rounds, pool);
}
