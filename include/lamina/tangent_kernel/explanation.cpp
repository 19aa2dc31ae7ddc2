#include <lamina/tangent_kernel/explanation.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <lamina/rows/collocated_system.hpp>

namespace lamina {

namespace {

constexpr double many_steps = 10000;
constexpr std::size_t shown_modes = 8;

/// The multiple of pi / length with the most energy in v at the points x
double strongest_wave(std::span<double const> v, std::span<double const> x, double length) {
    double const unit = std::numbers::pi / length;
    double best = 0, most = 0;
    for (std::size_t k = 0; k <= x.size(); ++k) {
        std::complex<double> sum = 0;
        for (std::size_t p = 0; p < x.size(); ++p) sum += v[p] * std::polar(1.0, static_cast<double>(k) * unit * x[p]);
        if (std::norm(sum) > most) most = std::norm(sum), best = static_cast<double>(k) * unit;
    }
    return best;
}

/// The mean of |dr_n/dtheta|^2 over the rows of a block: the trace of its kernel for the weight 1
double trace_of_lambda_one(tangent_kernel const& kernel, std::string const& block) {
    auto const g = kernel.gram(block, block);
    double sum = 0;
    for (std::size_t n = 0; n < g.shape(0); ++n) sum += g(n, n) / static_cast<double>(g.shape(0));
    return sum;
}

std::vector<block_pull> pulls_of(collocated_system<double> const& system, tangent_kernel const& kernel,
                                 std::vector<std::string> const& texts) {
    std::vector<block_pull> out;
    double sum = 0, most = 0;
    auto const blocks = system.blocks();
    auto const traces = kernel.traces();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        out.push_back({blocks[i].name, texts[i], blocks[i].lambda, traces[i]});
        sum += traces[i], most = std::max(most, traces[i]);
    }
    for (block_pull& pull : out) {
        double const of_one = trace_of_lambda_one(kernel, pull.name);
        pull.share = sum > 0 ? pull.trace / sum : 0;
        pull.even_lambda = of_one > 0 ? most / of_one : 0;
    }
    return out;
}

}  // namespace

bool axis_scale::first_layer_overshoots() const {
    return first_layer >= 4 * std::max(waves.highest, 4 * 2 * std::numbers::pi / length);
}

explanation explain_flow(collocated_system<double>& system, std::span<double const> theta,
                         std::vector<std::string> const& texts, std::span<double const> interior, double length) {
    tangent_kernel const kernel(system, theta);
    kernel_modes const all = kernel.modes();
    explanation out;
    out.cost = cost_of(system);
    out.pulls = pulls_of(system, kernel, texts);
    out.rows = all.rate.size();
    out.fastest = all.rate.front();
    if (!(out.fastest > 0)) return out;
    for (double const rate : all.rate) {
        if (rate < explanation::negligible * out.fastest) break;
        out.slowest = rate;
        ++out.rank;
        if (out.fastest / rate <= 2 * many_steps) ++out.learned;
    }
    out.stiffness = out.fastest / out.slowest;
    out.largest_step = 2 / out.fastest;
    for (std::size_t k = 0; k < std::min(out.rank, shown_modes); ++k) {
        std::span<double const> const v(all.vectors.data() + k * out.rows, out.rows);
        learned_mode mode{all.rate[k], 1 / all.rate[k], out.fastest / all.rate[k] / 2, 0, {}};
        for (residual_block const& block : system.blocks()) {
            double sum = 0;
            for (std::size_t n = block.begin; n < block.begin + block.size; ++n) sum += v[n] * v[n];
            mode.share.push_back(sum);
        }
        if (!interior.empty() && mode.share.front() > 0.5) mode.wave_number = strongest_wave(v, interior, length);
        out.modes.push_back(std::move(mode));
    }
    return out;
}

}  // namespace lamina
