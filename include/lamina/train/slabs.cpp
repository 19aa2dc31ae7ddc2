#include <lamina/train/slabs.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/freedom.hpp>
#include <lamina/train/no_solution.hpp>
#include <lamina/train/passage.hpp>
#include <lamina/train/remainder.hpp>
#include <lamina/train/slab_coefficients.hpp>
#include <lamina/train/space_search.hpp>

namespace lamina::solving {

namespace {

constexpr double most_difference = 1e-3;
constexpr double settled = 1e-10, enough = 1e-6;  // the difference to a passage with a hundred times the tolerance
constexpr double rounding = 1e-12, small = 1e-3;
constexpr std::size_t fewest_of_slab = 50;  // functions of a slab that is named
// Flops of a passage, and times as many of the next one
constexpr double little_work = 3e10, most_growth = 6;

struct finest {
    passage found;                     ///< of those that reach the end; none if it has no slabs
    std::optional<double> difference;  ///< to the one before
    bool many = false;                 ///< whether another solution can be added at the start
};

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
        double const part = numerics::largest_of(s.found.theta) / of.slabs.back().size;  // that is still there
        out.of_equations = std::max(out.of_equations, part * now.of_equations);
        out.of_conditions = std::max(out.of_conditions, part * now.of_conditions);
    }
    return out;
}

/// One passage after another, each finer
finest searched(problem_in_space const& of, std::size_t most_functions) {
    std::array<resolution, 5> levels{{{1e-3, 3}, {1e-5, 5}, {1e-7, 5}, {1e-9, 8}, {1e-11, 10}}};
    for (resolution& level : levels) level.most_functions = most_functions;
    finest out;
    xt::xtensor<double, 2> values;
    double freest = 1;
    bool first = true;
    int failed = 0;
    for (std::size_t k = 0; k < levels.size() && failed < 2; ++k) {
        passage& before = out.found;
        if (!first && most_growth * before.work > most_work) break;
        passage now = passed(of, levels[k], first ? nullptr : &before, first ? 0 : levels[k - 1].tolerance);
        if (now.stuck && out.difference) break;
        if (now.stuck) {
            ++failed, first = true;  // an unstable solution may need a finer one
            continue;
        }
        double const free = freedom(now.slabs.front().found);
        out.many = free < rounding || (!first && freest < small && free < freest / 5);
        freest = free;
        auto reached = looked_at(of, now);
        std::optional<double> const earlier = out.difference;
        if (!first) out.difference = distance(values, reached);
        before = std::move(now), values = std::move(reached), first = false;
        bool const cheap = most_growth * before.work < little_work;
        double const asked = of.accuracy.value_or(cheap ? settled : enough);
        if (out.many || (out.difference && *out.difference <= asked)) break;
        bool const stays = earlier && *out.difference > *earlier / 2;
        if (out.difference && *out.difference > most_difference && (before.coarse || stays)) break;
    }
    return out;
}

std::string told(passage const& of) {
    std::size_t most = 0;
    for (slab const& s : of.slabs) most = std::max(most, s.functions->size() + 1);
    return fmt::format("{} slabs of time with up to {} functions", of.slabs.size(), most);
}

}  // namespace

std::optional<solved> in_slabs(problem_in_space const& of) {
    if (!goes_on_in_time(of)) return std::nullopt;
    auto const [found, difference, many] = searched(of, time_slabs{}.functions);
    if (many) refuse_many(of, without_rows(found, {}));
    if (!difference || *difference > most_difference) return std::nullopt;
    remainder const left = remainder_of(found);
    if (left.of_equations > most_of_equation || left.of_conditions > most_of_condition) return std::nullopt;
    return without_rows(found, judged({told(found), *difference, left}, of.accuracy));
}

solved in_slabs(problem_in_space const& given, time_slabs const& named) {
    collocation::arguments with = given.with;
    with.accuracy.reset();
    problem_in_space const of{given.problem, given.linear, given.domain, with, given.seed, given.with.accuracy};
    std::string const name = name_of(of);
    if (!goes_on_in_time(of))
        throw std::invalid_argument(
            fmt::format("solve: time_slabs: {} has no slabs of time; expected conditions at the beginning of its time, "
                        "no means and no measured values",
                        name));
    if (named.functions < fewest_of_slab)
        throw std::invalid_argument(
            fmt::format("solve: time_slabs{{.functions = {}}}: expected at least {}", named.functions, fewest_of_slab));
    auto const [found, difference, many] = searched(of, named.functions);
    if (found.slabs.empty())
        throw no_solution(
            fmt::format("solve: {} in slabs of time of {} functions does not reach the end of its time; there may be "
                        "no solution, or it has features that they do not resolve: expected more functions",
                        name, named.functions));
    remainder const left = remainder_of(found);
    evidence judgement = judged({.space = told(found), .left = left});
    if (difference) judgement = judged({judgement.space, *difference, left}, of.accuracy);
    judgement.alarm = judgement.alarm || !difference || many;
    solved out = without_rows(found, judgement);
    if (is_absurd(left))
        throw no_solution(fmt::format("solve: {} in {} is no solution: {}", name, judgement.space, solving::told(left)),
                          out);
    if (judgement.alarm)
        notice(fmt::format(
            "solve: {} in {}: {}{}{}", name, judgement.space, solving::told(left),
            difference ? fmt::format(", and differs by {:.1e} of its size from that at a larger tolerance", *difference)
                       : ", and is the only one to reach the end",
            many ? "; it is one of many: a condition may be missing" : ""));
    return out;
}

}  // namespace lamina::solving
