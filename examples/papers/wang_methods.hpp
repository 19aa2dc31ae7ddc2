#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <lamina/numerics/symmetric_eigenvalues.hpp>

#include "../verdict.hpp"
#include "table_row.hpp"

/// Wang, Teng and Perdikaris 2021: the four ways in which they train, as their program does. Points are new at every
/// step, 128 of the equation, of each side and of each condition; Adam, its rate 0.9 times as large every 1000 steps;
/// inputs less their mean, over their standard deviation; losses of sides add up; in float.
namespace wang {

struct method {
    std::string name;
    bool annealed, gated;  ///< the weights of the loss; the network
};
inline std::array<method, 4> const methods{
    {{"M1", false, false}, {"M2", true, false}, {"M3", false, true}, {"M4", true, true}}};

/// What is trained: so many hidden layers of so many units, for so many steps, each at so many points of the equation
struct run {
    std::size_t layers, units, iterations = 40000, batch = 128;

    [[nodiscard]] std::vector<std::size_t> widths() const { return std::vector<std::size_t>(layers, units); }
};

/// Coordinates as inputs of the network: less the mean, over the deviation of random points of the domain, whose last
/// axis is time if it has one
template <class... Coordinates>
auto standardised(lamina::box const& domain, Coordinates const&... x) {
    std::size_t i = 0;
    auto const input = [&](auto const& coordinate) {
        double const mean = (domain.lower(i) + domain.upper(i)) / 2, deviation = domain.length(i) / std::sqrt(12.0);
        ++i;
        return (coordinate - mean) / deviation;
    };
    return std::apply([](auto const&... inputs) { return lamina::features(inputs...); },
                      std::tuple{input(x)...});  // in their order
}

/// The problem as they train on it, for a network; further arguments are those of `collocate`: `sides`, how many there
/// are in each condition, and `standardised` inputs
template <class Problem, class Network, class... Arguments>
auto collocated(table_row const& row, Problem const& problem, lamina::box const& domain, Network const& network,
                lamina::lambda const& sides, Arguments const&... arguments) {
    using namespace lamina;
    std::uint64_t const seed = row.seed().value;
    return collocate(problem, domain, network, random_points(1000, seed), single_precision,
                     side_points{.count = 128, .random = true, .seed = seed}, sides, arguments...);
}

/// Their descent; `parts` are further ones of `train`, monitors.
template <class Model, class... Parts>
lamina::fit descent(table_row const& row, method const& how, run const& size, Model& model, Parts const&... parts) {
    using namespace lamina;
    std::uint64_t const seed = row.seed().value;
    auto const theta = glorot(model.layout(), seed, {.bias_scale = 0});
    adam const by{.rate = decay(1e-3, 0.9, every(1000)), .look_every = 100};
    stop const when{.iterations = size.iterations};
    minibatch const batches(size.batch, 1'000'000 * seed);
    return how.annealed
               ? train(model, theta, by, when, batches, every(10, annealing{.as_in_the_program = true}), parts...)
               : train(model, theta, by, when, batches, parts...);
}

/// What their program of the cavity does in place of `annealing`: all conditions have one weight, which follows the
/// largest of the layers' max |dL_r/dW| / mean |d(lambda L_b)/dW|, W their weights without biases.
struct cavity_annealing {
    double first;  ///< lambda where theirs is 1

    template <class Model>
    void operator()(lamina::view_of<Model> const& now) const {
        auto const gradients = lamina::block_gradients(now.trained_on(), now.theta);
        std::size_t const equations = now.model.equation_blocks(), blocks = gradients.shape(0);
        double largest = 0;
        for (auto const& layer : now.model.layout().weight_matrices()) {
            double steepest = 0, sum = 0;
            for (std::size_t p = layer.begin; p < layer.end; ++p) {
                double of_equations = 0, of_conditions = 0;
                for (std::size_t i = 0; i < blocks; ++i)
                    (i < equations ? of_equations : of_conditions) += gradients(i, p);
                steepest = std::max(steepest, std::abs(of_equations)), sum += std::abs(of_conditions);
            }
            largest = std::max(largest, steepest * static_cast<double>(layer.end - layer.begin) / sum);
        }
        double const lambda = now.trained_on().blocks()[equations].lambda;
        for (std::size_t i = equations; i < blocks; ++i) now.set_lambda(i, 0.9 * lambda + 0.1 * first * largest);
    }
};

/// The solution by a method; arguments as those of `collocated`
template <class Problem, class... Arguments>
auto trained(table_row const& row, method const& how, run const& size, Problem const& problem,
             lamina::box const& domain, lamina::lambda const& sides, Arguments const&... arguments) {
    auto const by = [&](auto const& network) {
        auto model = collocated(row, problem, domain, network, sides, arguments...);
        return model.solution(descent(row, how, size, model).theta);
    };
    return how.gated ? by(lamina::improved_mlp(size.widths())) : by(lamina::mlp(size.widths()));
}

/// At 100 x 100 equispaced points, as the authors take it
template <class Solution, class Exact, lamina::fixed_string... Names>
double error_of(Solution const& u_h, Exact const& exact, lamina::binding<Names> const&... values) {
    auto const at = lamina::interior_points(u_h.domain(), lamina::grid_points({100, 100}));
    return relative_error(u_h(at), lamina::tabulate(exact, at, values...));
}

/// The largest eigenvalue of the Hessian of their loss, twice lamina's, by the weight matrices of layers alone: as
/// their program takes it, without biases and encoders. By the power method, to 1e-4.
inline double largest_curvature(lamina::residual_system<double>& system, lamina::network_layout const& layout,
                                std::span<double const> theta) {
    std::vector<double> along(theta.size()), product(theta.size());
    double size = 0, before = 0;
    for (int k = 0; k < 300; ++k) {
        for (auto const& layer : layout.weight_matrices())
            for (std::size_t p = layer.begin; p < layer.end; ++p)
                along[p] = k == 0 ? std::cos(static_cast<double>(p)) : product[p] / size;
        system.hessian_times(theta, along, product);
        before = size, size = 0;
        for (auto const& layer : layout.weight_matrices())
            for (std::size_t p = layer.begin; p < layer.end; ++p) size = std::hypot(size, product[p]);
        if (k > 1 && std::abs(size - before) <= 1e-4 * size) break;
    }
    return 2 * size;
}

/// The largest singular value of a square matrix, as the authors measure the cavity
inline double spectral_norm(std::vector<double> const& m) {
    auto const n = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(m.size()))));
    std::vector<double> gram(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t k = 0; k < n; ++k) gram[i * n + j] += m[k * n + i] * m[k * n + j];
    return std::sqrt(lamina::numerics::symmetric_eigenvalues(gram, n).front());
}

/// Trains by the four methods with --full, and compares each error with the paper's: within a factor 2 of it, or
/// smaller. `solution_by(method)` trains, `error_by` its error. NaN: the paper gives none.
template <class SolutionBy, class ErrorBy>
bool compared(table_row& row, std::array<double, 4> const& of_paper, SolutionBy const& solution_by,
              ErrorBy const& error_by) {
    bool good = true;
    for (std::size_t k = 0; row.full() && k < methods.size(); ++k) {
        if (std::isnan(of_paper[k])) continue;
        auto const u_h = row.solved([&] { return solution_by(methods[k]); });
        good = row.of_number(methods[k].name, error_by(u_h), 0, 2 * of_paper[k]) && good;
    }
    return good;
}

}  // namespace wang
