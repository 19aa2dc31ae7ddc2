#include <lamina/train/annealing.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include <lamina/tangent_kernel/tangent_kernel.hpp>
#include <lamina/train/check_option.hpp>

namespace lamina {

namespace {

/// The gradient, shape (P,), of the sum of the losses of some blocks
std::vector<double> slope_of(residual_system<double>& system, std::span<double const> theta,
                             std::span<double const> residual, std::span<residual_block const> blocks, bool weighted) {
    std::vector<double> w(residual.size()), out(system.parameters());
    for (residual_block const& block : blocks)
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
            w[n] = residual[n] * (weighted ? block.weight() : 1 / static_cast<double>(block.size));
    system.transposed_times(theta, w, out);
    return out;
}

/// Where in theta the weight matrices stand, or all of it
std::vector<index_range> balanced_parameters(network_layout const& layout, std::size_t parameters, bool matrices) {
    if (!matrices) return {{0, parameters}};
    std::vector<index_range> out;
    for (mlp_layout const& network : layout.networks())
        for (dense_layer const& layer : network.every_layer())
            out.push_back({layer.weights, layer.weights + layer.inputs * layer.outputs});
    return out;
}

struct sizes {
    double mean, largest;
};
sizes sizes_of(std::span<double const> slope, std::span<index_range const> parameters) {
    double sum = 0, most = 0;
    std::size_t count = 0;
    for (index_range const& range : parameters) {
        count += range.end - range.begin;
        for (std::size_t p = range.begin; p < range.end; ++p)
            sum += std::abs(slope[p]), most = std::max(most, std::abs(slope[p]));
    }
    return {sum / static_cast<double>(count), most};
}

}  // namespace

void annealing::balance(training_view const& now, std::size_t equations, network_layout const& layout) const {
    check_option(alpha > 0 && alpha <= 1, "annealing", "alpha", alpha, "more than 0 and at most 1");
    residual_system<double>& system = now.trained_on();
    auto const parameters = balanced_parameters(layout, system.parameters(), as_in_the_program);
    std::vector<double> residual(system.rows());
    system.residual(now.theta, residual);
    auto const blocks = system.blocks();
    double const steepest =
        sizes_of(slope_of(system, now.theta, residual, blocks.first(equations), true), parameters).largest;
    std::vector<double> weights;
    for (residual_block const& block : blocks.subspan(equations)) {
        double const mean =
            sizes_of(slope_of(system, now.theta, residual, {&block, 1}, as_in_the_program), parameters).mean;
        double const balanced = steepest / mean;
        weights.push_back(std::isfinite(balanced) ? (1 - alpha) * block.lambda + alpha * balanced : block.lambda);
    }
    for (std::size_t i = 0; i < weights.size(); ++i) now.set_lambda(equations + i, weights[i]);
}

void kernel_balance::balance(training_view const& now, std::size_t equations) const {
    residual_system<double>& system = now.trained_on();
    auto const traces = tangent_kernel(system, now.theta).traces();
    std::vector<double> mean;  // of |dr_n/dtheta|^2
    double sum = 0;
    for (std::size_t i = 0; i < traces.size(); ++i) {
        double const lambda = system.blocks()[i].lambda;
        mean.push_back(lambda > 0 ? traces[i] / lambda : 0.0);
        sum += mean.back();
    }
    double of_equations = 0;
    for (std::size_t i = 0; i < equations; ++i)
        if (mean[i] > 0) of_equations = std::max(of_equations, sum / mean[i]);
    if (of_equations == 0) return;
    for (std::size_t i = 0; i < mean.size(); ++i)
        if (mean[i] > 0) now.set_lambda(i, sum / mean[i] / of_equations);
}

}  // namespace lamina
