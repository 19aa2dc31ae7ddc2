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
#include "thread_time.hpp"

/// The value below which the part q of a sample lies
inline double quantile(std::vector<double> sample, double q) {
    std::sort(sample.begin(), sample.end());
    double const at = q * static_cast<double>(sample.size() - 1);
    auto const i = static_cast<std::size_t>(at);
    return sample[i] + (at - std::floor(at)) * (sample[std::min(i + 1, sample.size() - 1)] - sample[i]);
}
inline double median(std::vector<double> const& sample) {
    return quantile(sample, 0.5);
}

/// What the rounds of a contest showed. `quiet` numbers take the lower quartile of each program's times and the upper
/// quartile of the peak instead of medians over rounds: what would be if nothing else ran, as far as can be told.
struct measured {
    double ms = 0;             ///< of the generated code, median
    double spread = 0;         ///< interquartile range / median
    double peak_fraction = 0;  ///< median of: counted FLOP / time / peak of the threads in the same round
    double quiet_ms = 0, least_ms = 0, quiet_peak_fraction = 0;
    struct against {
        double ratio, quiet_ratio;  ///< median of generated / opponent in the same round; lower quartiles' ratio
    };
    std::map<std::string, against> opponent;  ///< "hand" and others
};

/// Rounds of: the programs one after another, each for some milliseconds, then the peak. Programs and peak of a round
/// meet the same state of the machine, so their ratios are steadier than the times. One thread's are processor time,
/// several threads' time on the wall.
inline measured run_rounds(contest const& c, std::size_t rounds, lamina::thread_pool& pool) {
    auto const now = [alone = pool.size() == 1] {
        if (alone) return thread_seconds();
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
    auto const seconds = [&](auto const& program, std::size_t calls) {
        double const begin = now();
        for (std::size_t i = 0; i < calls; ++i) program();
        return (now() - begin) / static_cast<double>(calls);
    };
    std::vector<contest::opponent> opponents = c.others;
    if (c.by_hand) opponents.insert(opponents.begin(), {"hand", c.by_hand});
    for (auto const& o : opponents) o.run();
    c.generated();
    auto const calls = static_cast<std::size_t>(std::clamp(4e-3 / seconds(c.generated, 1), 1.0, 100.0));

    std::vector<double> times, peaks, fractions;
    std::map<std::string, std::vector<double>> other_times, ratios;
    for (std::size_t i = 0; i < rounds; ++i) {
        for (auto const& o : opponents) other_times[o.name].push_back(seconds(o.run, calls));
        times.push_back(seconds(c.generated, calls));
        peaks.push_back(c.single ? fma_rate<float>(pool) : fma_rate<double>(pool));
        fractions.push_back(c.flop / times.back() / peaks.back());
        for (auto const& [name, other] : other_times) ratios[name].push_back(times.back() / other.back());
    }
    double const middle = median(times), quiet = quantile(times, 0.25);
    measured out;
    out.ms = 1e3 * middle;
    out.spread = (quantile(times, 0.75) - quiet) / middle;
    out.peak_fraction = median(fractions);
    out.quiet_ms = 1e3 * quiet;
    out.least_ms = 1e3 * quantile(times, 0);
    out.quiet_peak_fraction = c.flop / quiet / quantile(peaks, 0.75);
    for (auto const& [name, other] : other_times)
        out.opponent[name] = {median(ratios[name]), quiet / quantile(other, 0.25)};
    return out;
}
