#include <lamina/train/slabs.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <lamina/report/notice.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/freedom.hpp>
#include <lamina/train/passage.hpp>
#include <lamina/train/slab_coefficients.hpp>
#include <lamina/train/space_search.hpp>

namespace lamina::solving {

namespace {

constexpr double most_of_equation = 3e-2, most_of_condition = 1e-3, most_difference = 1e-3;
constexpr double settled = 1e-10, enough = 1e-6;  // the difference to a passage with a hundred times the tolerance
constexpr double rounding = 1e-12, small = 1e-3;
// Flops of a passage, and times as many of the next one
constexpr double little_work = 3e10, most_growth = 6;

/// The solution without the points that it was solved at
solved without_rows(passage const& of, evidence judgement) {
    std::vector<solved::slab> slabs;
    for (slab const& s : of.slabs)
        slabs.push_back({std::make_shared<discretisation const>(s.found.at->at(points(16))), s.found.theta});
    return solved(std::move(slabs), std::move(judgement));
}

/// All unknowns at random points
xt::xtensor<double, 2> looked_at(problem_in_space const& of, passage const& at) {
    std::vector<solved::slab> slabs;
    for (slab const& s : at.slabs) slabs.push_back({s.found.at, s.found.theta});
    return solved(std::move(slabs)).unknowns(interior_points(of.domain, random_points(2000, 1)));
}

/// What is left of the equation or condition that is met worst, in the worst slab
remainder remainder_of(passage const& of) {
    remainder out;
    for (slab const& s : of.slabs) {
        remainder const now = remainder_of(s.found, &s == &of.slabs.front() ? 0 : 500);
        double const part = largest_of(s.found.theta) / of.slabs.back().size;  // that is still there
        out.of_equations = std::max(out.of_equations, part * now.of_equations);
        out.of_conditions = std::max(out.of_conditions, part * now.of_conditions);
    }
    return out;
}

}  // namespace

std::optional<solved> in_slabs(problem_in_space const& of) {
    if (!goes_on_in_time(of)) return std::nullopt;
    constexpr std::array<resolution, 5> levels{{{1e-3, 3}, {1e-5, 5}, {1e-7, 5}, {1e-9, 8}, {1e-11, 10}}};
    passage before;
    xt::xtensor<double, 2> values;
    std::optional<double> difference;
    double freest = 1;
    int failed = 0;
    for (std::size_t k = 0; k < levels.size() && failed < 2; ++k) {
        bool const first = before.slabs.empty();
        if (most_growth * before.work > most_work) break;
        passage now = passed(of, levels[k], first ? nullptr : &before, first ? 0 : levels[k - 1].tolerance);
        if (now.stuck && difference) break;
        if (now.stuck) {
            ++failed, before = {};  // an unstable solution may need a finer one
            continue;
        }
        double const free = freedom(now.slabs.front().found);
        if (free < rounding || (!first && freest < small && free < freest / 5)) refuse_many(of);
        freest = free;
        auto reached = looked_at(of, now);
        if (!first) difference = distance(values, reached);
        before = std::move(now), values = std::move(reached);
        bool const cheap = most_growth * before.work < little_work;
        if (difference && *difference <= (cheap ? settled : enough)) break;
    }
    if (!difference || *difference > most_difference) return std::nullopt;
    remainder const left = remainder_of(before);
    if (left.of_equations > most_of_equation || left.of_conditions > most_of_condition) return std::nullopt;
    std::size_t most = 0;
    for (slab const& s : before.slabs) most = std::max(most, s.functions->size() + 1);
    std::string const space = fmt::format("{} slabs of time with up to {} functions", before.slabs.size(), most);
    return without_rows(before, judged({space, *difference, left}));
}

}  // namespace lamina::solving
