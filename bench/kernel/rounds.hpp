#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <lamina/parallel/thread_pool.hpp>

#include "contest.hpp"
#include "fma_peak.hpp"

/// The value below which the part q of a sample lies
inline double quantile(std::vector<double> sample, double q) {
    std::sort(sample.begin(), sample.end());
    double const at = q * static_cast<double>(sample.size() - 1);
    auto const i = static_cast<std::size_t>(at);
    return sample[i] + (at - std::floor(at)) * (sample[std::min(i + 1, sample.size() - 1)] - sample[i]);
}
inline double median(std::vector<double> const& sample) { return quantile(sample, 0.5); }

/// What the rounds of a contest showed.
struct measured {
    double ms = 0;             ///< of the generated code, median over the rounds
    double quartile_ms = 0;    ///< the lower quartile, and the least: what it takes when nothing disturbs
    double least_ms = 0;
    double spread = 0;         ///< interquartile range / median
    double peak_fraction = 0;  ///< median of: counted FLOP / time / peak of the threads in the same round
    std::map<std::string, double> ratio;  ///< to "hand" and to other opponents: median of generated / opponent
};

/// Rounds of: the programs one after another, each for some milliseconds, then the peak. Programs and peak of a round
/// meet the same state of the machine, so their ratios are steadier than the times.
inline measured run_rounds(contest const& c, std::size_t rounds, lamina::thread_pool& pool) {
    using clock = std::chrono::steady_clock;
    auto const seconds = [](auto const& program, std::size_t calls) {
        auto const begin = clock::now();
        for (std::size_t i = 0; i < calls; ++i) program();
        return std::chrono::duration<double>(clock::now() - begin).count() / static_cast<double>(calls);
    };
    std::vector<contest::opponent> opponents = c.others;
    if (c.by_hand) opponents.insert(opponents.begin(), {"hand", c.by_hand});
    for (auto const& o : opponents) o.run();
    c.generated();
    auto const calls = static_cast<std::size_t>(std::clamp(4e-3 / seconds(c.generated, 1), 1.0, 100.0));

    std::vector<double> times, fractions;
    std::map<std::string, std::vector<double>> ratios;
    for (std::size_t i = 0; i < rounds; ++i) {
        std::map<std::string, double> others;
        for (auto const& o : opponents) others[o.name] = seconds(o.run, calls);
        times.push_back(seconds(c.generated, calls));
        double const peak = c.single ? fma_rate<float>(pool) : fma_rate<double>(pool);
        fractions.push_back(c.flop / times.back() / peak);
        for (auto const& [name, time] : others) ratios[name].push_back(times.back() / time);
    }
    double const middle = median(times);
    measured out{1e3 * middle, 1e3 * quantile(times, 0.25), 1e3 * quantile(times, 0),
                 (quantile(times, 0.75) - quantile(times, 0.25)) / middle, median(fractions), {}};
    for (auto const& [name, sample] : ratios) out.ratio[name] = median(sample);
    return out;
}
