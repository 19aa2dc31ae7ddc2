#include <lamina/train/annealing.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include <lamina/diagnose/one_block.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/tangent_kernel/tangent_kernel.hpp>
#include <lamina/train/check_option.hpp>

namespace lamina {

namespace {

/// The mean of the means over these ranges, and the largest entry
struct sizes {
    double mean, largest;
};
sizes sizes_of(std::span<double const> slope, std::span<index_range const> parameters) {
    double mean = 0, most = 0;
    for (index_range const& range : parameters) {
        double sum = 0;
        for (std::size_t p = range.begin; p < range.end; ++p)
            sum += std::abs(slope[p]), most = std::max(most, std::abs(slope[p]));
        mean += sum / static_cast<double>(range.end - range.begin) / static_cast<double>(parameters.size());
    }
    return {mean, most};
}

}  // namespace

void annealing::balance(training_view const& now, std::size_t equations, network_layout const& layout) const {
    check_option(alpha > 0 && alpha <= 1, "annealing", "alpha", alpha, "more than 0 and at most 1");
    residual_system<double>& system = now.trained_on();
    auto const parameters =
        as_in_the_program ? layout.weight_matrices() : std::vector<index_range>{{0, system.parameters()}};
    auto gradients = block_gradients(system, now.theta);
    auto const of_equations = row_of(gradients, 0);
    for (std::size_t i = 1; i < equations; ++i)
        for (std::size_t p = 0; p < of_equations.size(); ++p) of_equations[p] += gradients(i, p);
    double const steepest = sizes_of(of_equations, parameters).largest;
    std::vector<double> weights;
    for (std::size_t i = equations; i < system.blocks().size(); ++i) {
        double const lambda = system.blocks()[i].lambda, inside = as_in_the_program ? 1 : lambda;
        double const balanced = steepest / (sizes_of(row_of(gradients, i), parameters).mean / inside);
        weights.push_back(std::isfinite(balanced) ? (1 - alpha) * lambda + alpha * balanced : lambda);
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
