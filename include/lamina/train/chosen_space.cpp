#include <lamina/train/chosen_space.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/discretise/corner_space.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/train/axis_degrees.hpp>
#include <lamina/train/fast_problem.hpp>
#include <lamina/train/feature_scale.hpp>
#include <lamina/train/no_solution.hpp>
#include <lamina/train/oscillating_problem.hpp>
#include <lamina/train/slabs.hpp>
#include <lamina/train/space_search.hpp>

namespace lamina::solving {

namespace {

constexpr std::size_t most_functions = 3000;

newton_steps steps_from(result const* before) {
    return {.most = 15, .thorough = false, .before = before};
}

attempt in_polynomials(problem_in_space const& of, chebyshev const& functions, result const* before) {
    linear_space const space = space_of(functions, of.domain);
    return {solved_in(of, space, steps_from(before)), space.text};
}

/// Products of polynomials, from the degrees on, at most so many for each unknown, and so many spaces; leaves the last
/// degrees. If `mirrored`, spaces have functions of one parity alone along axes on which a solution before had one.
candidate polynomials(problem_in_space const& of, axis_degrees& degrees, std::size_t most, std::size_t count,
                      double absurd_before, bool mirrored) {
    std::size_t const unknowns = of.problem.problem.unknown_count();
    std::size_t const rich = of.domain.dimension() == 1 ? 32 : 16;
    return best_of(
        of, count,
        [&](std::size_t, result const* before) -> std::optional<attempt> {
            axis_degrees next = degrees;
            if (before && !next.rise(before->theta, unknowns, mirrored)) return std::nullopt;
            if (next.functions() > most || next.functions() * unknowns > most_functions) return std::nullopt;
            degrees = next;
            attempt out = in_polynomials(of, degrees.space(), before);
            out.richer = [&of, more = degrees.richer(rich)] { return in_polynomials(of, more, nullptr); };
            return out;
        },
        absurd_before);
}

/// The same, of both parities in the end: where a solution in few functions has a parity, it is looked for among those
/// that have it, and once more in all of the last degree. If both agree, the second one is taken. Else (few points may
/// not have seen what has none, or what has none is small and grows) the search goes through all functions.
candidate polynomials(problem_in_space const& of, axis_degrees& degrees, std::size_t most, std::size_t count,
                      double absurd_before = INFINITY) {
    axis_degrees const from = degrees;
    candidate out = polynomials(of, degrees, most, count, absurd_before, of.domain.dimension() > 1);
    if (!degrees.has_parity()) return out;
    if (out.settled()) {
        attempt whole = in_polynomials(of, degrees.whole_space(), &out.found);
        out.difference = std::max(out.difference, distance(of, out.found, whole.found));
        out.found = std::move(whole.found), out.text = std::move(whole.text), out.left = remainder_of(out.found);
        if (out.settled()) return out;
    }
    degrees = from;
    return polynomials(of, degrees, most, count, absurd_before, false);
}

/// Products of polynomials of degree 12, 16, ..., 40 from `lowest` to `highest`, and of what solutions are near the
/// corners of a rectangle powers up to 5, 6, ..., 8
candidate corner_functions(problem_in_space const& of, std::size_t lowest, std::size_t highest) {
    struct size {
        std::size_t degree;
        double powers;
    };
    std::vector<size> sizes{{12, 5}, {16, 6}, {20, 6}, {24, 7}, {28, 7}, {32, 8}, {40, 8}};
    std::erase_if(sizes, [&](size const& s) { return s.degree < lowest || s.degree > highest; });
    auto const of_size = [&of](size const& s, result const* before) {
        chebyshev_and_corners const all{chebyshev{s.degree}, corners_of(of.problem, of.domain, of.with, s.powers)};
        linear_space const space = space_of(all, of.domain);
        return attempt{solved_in(of, space, steps_from(before)), space.text};
    };
    return best_of(of, sizes.size(), [&](std::size_t k, result const* before) -> std::optional<attempt> {
        attempt out = of_size(sizes[k], before);
        out.richer = [=, s = sizes[k]] { return of_size({s.degree + 4, s.powers + 1}, nullptr); };
        return out;
    });
}

/// 300, 600, 1200 and 2400 sine waves, up to 600 over one axis, fewer for each of several unknowns, each drawn anew
candidate waves(problem_in_space const& of) {
    std::size_t const axes = of.domain.dimension(), unknowns = of.problem.problem.unknown_count();
    auto const layout = [axes](std::size_t functions) { return mlp({functions}, activation::sin).layout(axes, 1); };
    frozen_options const scale = found_scale(of, layout);
    auto const drawn = [&of, layout, scale](std::size_t functions, std::uint64_t seed, double wider,
                                            result const* before) {
        auto const layers = [&](std::size_t) { return layout(functions); };
        frozen_options options = scale;
        options.seed = seed;
        for (double& s : options.scale) s *= wider;
        linear_space const space = space_of(layers, options, of.domain);
        return attempt{solved_in(of, space, steps_from(before)), space.text};
    };
    std::size_t const most = axes == 1 ? 600 : most_functions / unknowns;
    auto const sizes = static_cast<std::size_t>(std::bit_width(most / 300));  // 300, 600, ... up to `most`
    candidate best = best_of(of, sizes, [&](std::size_t k, result const* before) -> std::optional<attempt> {
        std::size_t const functions = std::size_t{300} << k;
        attempt out = drawn(functions, of.seed + 1000 * k, 1, before);
        std::size_t const more = 2 * functions * unknowns > most_functions ? functions : 2 * functions;
        out.richer = [=] { return drawn(more, of.seed + 1000 * k + 1, 2, nullptr); };
        return out;
    });
    best.text += " of scale " + told(scale);
    return best;
}

/// Slow polynomials times fast waves by the cell rule, with tolerances from 1e-5 to 1e-14; the last is coarser where
/// there would be too many. Where the solution before left most of its functions unused, it has products that cancel:
/// the next has what that one used, and more. `why_not`: in words, where there is no such space.
candidate fast(problem_in_space const& of, fast_problem const& problem, std::string& why_not) {
    std::optional<fast_waves> before, proposed, smallest;
    std::optional<result> first;
    std::vector<double> theta;
    bool is_last = false;
    constexpr std::array tolerances{1e-5, 1e-8, 1e-10, 1e-12, 1e-14, 1e-14, 1e-14};
    constexpr std::array<std::size_t, 7> further{2, 3, 4, 6, 8, 16, 32};
    return best_of(of, tolerances.size(), [&](std::size_t k, result const*) -> std::optional<attempt> {
        if (is_last) return std::nullopt;
        auto space = problem.space(tolerances[k], further[k]);
        for (double coarser = 10 * tolerances[k]; space && k > 0 && coarser < tolerances[k - 1]; coarser *= 10) {
            if (space_of(*space, of.domain).functions <= most_functions) break;
            space = problem.space(coarser, further[k]), is_last = true;
        }
        if (!space && k < 2)
            why_not = "fast waves are no way: a grid of cells does not resolve the coefficients, or the condition on a "
                      "mean would take too many points; ";
        if (!space) return std::nullopt;
        if (before && before->others.empty() && space->others.empty()) {
            auto less = without_unused(*space, *proposed, *before, theta, 0.3 * tolerances[k - 1], 2 * further[k]);
            proposed = space;
            if (2 * space_of(less, of.domain).functions < space_of(*space, of.domain).functions)
                space = std::move(less);
        } else {
            proposed = space;
        }
        linear_space const all = space_of(*space, of.domain);
        if (all.functions > most_functions) {
            if (k < 2)
                why_not = fmt::format("fast waves would take {} functions, at most {} are tried; ", all.functions,
                                      most_functions);
            return std::nullopt;
        }
        attempt out{problem.solved_in(*space), all.text};
        out.aims_nearer = !is_last && k + 1 < tolerances.size();
        auto const freedom_in = [&problem](fast_waves const& used) {
            return [&problem, used](result const& found) { return problem.freedom(found, used); };
        };
        // Other solutions are of the same kind: the first, smallest space shows them, as well as it can.
        if (!first) first = out.found, smallest = space;
        out.freedom = [freedom = freedom_in(*smallest), in_smallest = *first](result const&) {
            return freedom(in_smallest);
        };
        out.richer = [more = attempt{out.found, all.text, freedom_in(*space)}] { return more; };
        before = space, theta = out.found.theta;
        return out;
    });
}

/// Polynomials dressed in an oscillating medium: of higher degree, and by more correctors
candidate dressed(problem_in_space const& of, oscillating_problem const& problem) {
    struct size {
        int order;
        std::size_t degree;
    };
    static constexpr std::array sizes{size{2, 8}, size{3, 12}, size{4, 16}, size{5, 20}, size{6, 24}, size{7, 28}};
    return best_of(of, sizes.size(), [&](std::size_t k, result const*) -> std::optional<attempt> {
        auto const space = problem.space(sizes[k].order, sizes[k].degree);
        if (!space) return std::nullopt;
        return attempt{solved_in(of, *space), space->text};
    });
}

}  // namespace

solved in_chosen_space(problem_in_space const& given) {
    collocation::arguments with = given.with;
    with.seed.reset(), with.accuracy.reset();
    problem_in_space const of{
        given.problem, given.linear, given.domain, with, given.with.seed.value_or(1), given.with.accuracy};
    for (char const* const choice : {"points", "side_points"})
        if (of.with.gives(choice))
            throw std::invalid_argument(fmt::format(
                "solve: {} are given, but no space; name one, as in solve(p, domain, chebyshev{{40}}, {}(...))", choice,
                choice));
    std::optional<candidate> best;
    bool by_kind = false;  // whether there is a solution that only functions of its kind make better
    auto const consider = [&](auto&& find) {
        if (by_kind || (best && best->settled())) return;
        candidate now = find();
        if (now.found.at && (!best || now.better_than(*best))) best = std::move(now);
    };
    auto const consider_corners = [&](std::size_t lowest, std::size_t highest) {
        consider([&] { return corner_functions(of, lowest, highest); });
        by_kind = best->acceptable();
    };
    std::size_t const axes = of.domain.dimension();
    auto const problem = fast_problem::of(of);
    auto const corners = corners_of(of.problem, of.domain, of.with, 4);
    std::string why_not_fast;
    if (problem) consider([&] { return fast(of, *problem, why_not_fast); });
    if (auto const oscillating = oscillating_problem::of(of)) {
        consider([&] { return dressed(of, *oscillating); });
        by_kind = best && best->acceptable();
    }
    if (corners.unbounded()) consider_corners(0, 28);
    if (corners.unbounded()) consider_corners(28, 40);
    double absurd = INFINITY;  // what polynomials left
    axis_degrees degrees(axes == 1 ? std::vector<std::size_t>{8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512}
                                   : std::vector<std::size_t>{6, 8, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128},
                         axes);
    if (axes <= 2)
        consider([&] {
            std::size_t const most = of.linear ? 1700 : 700;  // more take longer than other spaces
            candidate out = polynomials(of, degrees, most, axes == 1 ? degrees.left() : 9);
            absurd = out.absurd;
            return out;
        });
    if (!corners.of.empty() && best->crawls && best->acceptable()) consider_corners(0, 28);
    if (!best || !best->settled())
        if (auto through_time = in_slabs(of)) {
            evidence const& e = through_time->evidence();
            notice(fmt::format("solve: {} in {}; it differs from that in fewer by {:.1e} of its size", name_of(of),
                               e.space, e.difference));
            return *std::move(through_time);
        }
    bool const rough = best && best->crawls && best->difference < 1e-2;
    consider([&] { return waves(of); });
    if (axes == 2 && !rough) consider([&] { return polynomials(of, degrees, 2500, 4, absurd); });
    if (!best->acceptable())
        throw no_solution(fmt::format("solve: {} in {} still changes by {:.2g} of its size with more functions; {}; "
                                      "there may be no solution or many, or it has features that they do not resolve; "
                                      "{}name a space, as in solve(p, domain, mlp({{40, 40}}), points(1000))",
                                      name_of(of), best->text, best->difference, told(best->left), why_not_fast),
                          best->found.solution());
    if (best->is_one_of_many()) refuse_many(of, best->found.solution());
    notice(fmt::format("solve: {} in {}, {} unknowns; it differs from that in fewer by {:.1e} of its size{}",
                       name_of(of), best->text, best->found.theta.size(), best->difference,
                       best->difference > 1e-6 || best->left.of_equations > 1e-6 ? " and " + told(best->left) : ""));
    return {std::move(best->found.at), std::move(best->found.theta),
            judged({best->text, best->difference, best->left}, of.accuracy)};
}

}  // namespace lamina::solving
