#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "table_row.hpp"

/// Carney, Gangal and Kim 2022: tanh networks trained by Adam, its rate falling from stage to stage, then by L-BFGS;
/// the error of a row is that of the mean network of ten trials. As DeepXDE does it, which they cite: in float, with
/// 100 pairs, until the line search finds no smaller loss, "a few thousand iterations, on average"; at most 15,000.
namespace carney {

struct stage {
    std::size_t iterations;
    double rate;
};
struct run {
    std::vector<std::size_t> widths;
    std::size_t points;  ///< equispaced
    std::vector<stage> adam;
    std::size_t trials = 10;
};

/// The rate of each of all iterations
inline lamina::schedule rate_of(std::vector<stage> stages) {
    return [stages](std::size_t k) {
        for (stage const& s : stages) {
            if (k < s.iterations) return s.rate;
            k -= s.iterations;
        }
        return stages.back().rate;
    };
}

/// The networks of all trials. Further arguments are those of `collocate`.
template <class Problem, class... Arguments>
auto trained(table_row const& row, run const& how, Problem const& problem, lamina::box const& domain,
             Arguments const&... arguments) {
    using namespace lamina;
    std::size_t iterations = 0;
    for (stage const& s : how.adam) iterations += s.iterations;
    return ensemble(how.trials, [&, first = row.seed().value](std::size_t k) {
        auto model = collocate(problem, domain, mlp(how.widths), points(how.points), single_precision, arguments...);
        auto const found =
            train(model, glorot(model.layout(), 1000 * first + k, {.bias_scale = 0}), adam{.rate = rate_of(how.adam)},
                  {.iterations = iterations}, then(lbfgs{.memory = 100}, {.iterations = 15000}));
        return model.solution(found.theta);
    });
}

/// The largest error of the mean network at 1000 equispaced points with --full, within a factor 3 of the paper's, and
/// the mean of the variance beside it
template <class Trained, class Exact, class... Values>
bool compared(table_row& row, double of_paper, Trained const& train_all, Exact const& exact, Values const&... values) {
    if (!row.full()) return true;
    auto const networks = row.solved(train_all);
    lamina::box const& domain = networks.members().front().domain();
    auto const at = lamina::linear_points(domain.lower(0), domain.upper(0), 1000);
    auto const mean = networks(at), variance = networks.variance(at), known = lamina::tabulate(exact, at, values...);
    double most = 0, of_variance = 0;
    for (std::size_t n = 0; n < 1000; ++n) {
        most = std::max(most, std::abs(mean.data()[n] - known.data()[n]));
        of_variance += variance.data()[n] / 1000;
    }
    row.of_number("mean variance of ten trials", of_variance, 0, INFINITY);
    return row.of_number("mean network of ten trials", most, of_paper / 3, 3 * of_paper);
}

}  // namespace carney
