#include <lamina/train/passage.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <lamina/report/progress.hpp>
#include <lamina/train/found_map.hpp>
#include <lamina/train/slab_coefficients.hpp>

namespace lamina::solving {

namespace {

constexpr std::size_t most_functions = 1600, sampled = 2048, most_slabs = 500;
constexpr int most_tries = 8;
constexpr double shortest = 1e-5;  // slab, of the whole time

std::size_t unknown_count(problem_in_space const& of) {
    return static_cast<std::size_t>(of.problem.problem.unknowns->size);
}

bool is_periodic(problem_in_space const& of, std::size_t axis) {
    return std::ranges::any_of(of.problem.problem.conditions, [&](lowered_condition const& c) {
        return c.how == lowered_condition::kind::periodic && c.periodic[axis];
    });
}

/// What unknowns are like along an axis of space, at some times in begin <= t <= end and some places along other axes
sampled_lines lines_along(problem_in_space const& of, std::size_t axis, double begin, double end,
                          std::span<slab const> known) {
    bool const periodic = is_periodic(of, axis);
    std::size_t const axes = of.domain.dimension();
    line_products::grid at(axes);
    for (std::size_t i = 0; i + 1 < axes; ++i)
        for (double const s : {0.1, 0.3, 0.5, 0.7, 0.9}) at[i].push_back(of.domain.lower(i) + s * of.domain.length(i));
    at.back() = {begin, (begin + end) / 2, end};
    at[axis].clear();
    for (std::size_t i = 0; i < sampled; ++i)
        at[axis].push_back(of.domain.lower(axis) + of.domain.length(axis) * static_cast<double>(i) /
                                                       static_cast<double>(periodic ? sampled : sampled - 1));
    std::size_t behind = 1;
    for (std::size_t i = axis + 1; i < axes; ++i) behind *= at[i].size();
    sampled_lines out{of.domain.lower(axis), of.domain.upper(axis), periodic, sampled, {}};
    for (std::size_t k = 0; k < unknown_count(of); ++k) {
        auto values = values_of(known, k, at);
        double size = known.back().size;
        for (std::size_t line = 0; line * sampled < values.size(); ++line)
            for (std::size_t i = 0; i < sampled; ++i)
                out.values.push_back(
                    size == 0 ? 0 : values.data()[(line / behind * sampled + i) * behind + line % behind] / size);
    }
    return out;
}

/// Functions for begin <= t <= end, each axis of space `wider` times as many as it seems to need; whether there were
/// too many
struct choice {
    std::shared_ptr<line_products const> functions;
    bool cut = false;
};
choice chosen(problem_in_space const& of, double begin, double end, std::span<slab const> known, resolution const& how,
              std::vector<parity> const& only, double resolved, double wider) {
    std::size_t const space = of.domain.dimension() - 1;
    std::vector<line_functions> along;
    double all = static_cast<double>(how.degree_in_time + 1) * static_cast<double>(unknown_count(of));
    for (std::size_t i = 0; i < space; ++i) {
        if (known.empty())
            along.push_back({{of.domain.lower(i), of.domain.upper(i), is_periodic(of, i)}, space == 1 ? 24u : 10u});
        else
            along.push_back(found_map(lines_along(of, i, begin, end, known), how.tolerance / 3, resolved, only[i]));
        along.back().degree = static_cast<std::size_t>(wider * static_cast<double>(along.back().degree));
        all *= static_cast<double>(along.back().size());
    }
    double const fewer = std::pow(most_functions / all, 1 / static_cast<double>(space));
    if (fewer < 1)
        for (line_functions& line : along)
            line.degree = static_cast<std::size_t>(fewer * static_cast<double>(line.degree));
    along.push_back({{begin, end, false}, how.degree_in_time});
    return {std::make_shared<line_products const>(std::move(along)), fewer < 1};
}

/// The slab length for which coefficients of degree M, that are `tail` for `length`, become half of `tolerance`
double length_for(double length, double tail, double tolerance, std::size_t degree) {
    return length * std::pow(0.5 * tolerance / std::max(tail, 1e-16), 1 / static_cast<double>(degree));
}

/// The highest degree in space
double busiest(slab const& s) {
    std::size_t out = 1;
    for (std::size_t i = 0; i + 1 < s.functions->along().size(); ++i)
        out = std::max(out, s.functions->along()[i].degree);
    return static_cast<double>(out);
}

double work_of(slab const& s) {
    double const p = static_cast<double>(s.found.at->parameters()),
                 n = static_cast<double>(s.found.at->system().rows());
    return 8 * n * p * p;
}

}  // namespace

passage passed(problem_in_space const& of, resolution const& how, passage const* coarser, double coarser_tolerance) {
    std::size_t const time = of.domain.dimension() - 1;
    double const begin = of.domain.lower(time), end = of.domain.upper(time), whole = end - begin;
    double const noise = coarser ? 3 * coarser_tolerance : how.tolerance;
    // A solution of an equation that knows left from right as little as its data do: half the functions serve.
    std::vector<parity> const only = coarser ? parities_of(coarser->slabs, 1e-11) : std::vector(time, parity::none);
    passage out;
    progress shown("solve: slab by slab");
    double length = whole / 10, ahead = 1;  // how many more functions a slab came to need than it seemed to
    for (double t = begin; t < end;) {
        if (coarser) {
            auto const there = std::ranges::find_if(coarser->slabs, [&](slab const& s) { return t < s.end; });
            double const degree = static_cast<double>(there->functions->along().back().degree),
                         tail = std::pow(there->tail_in_time, static_cast<double>(how.degree_in_time) / degree);
            double const seems = length_for(there->end - there->begin, tail, how.tolerance, how.degree_in_time);
            length = out.slabs.empty() ? seems : std::min(length, seems);
        }
        slab const* const before = out.slabs.empty() ? nullptr : &out.slabs.back();
        std::vector<slab> own;
        double wider = ahead, first = 1;
        for (int tries = 0;; ++tries) {
            length = std::max(length, shortest * whole);
            double const rest = end - t;
            double const to = length > 0.99 * rest ? end : length > 0.6 * rest ? t + rest / 2 : t + length;
            std::span<slab const> guess = !own.empty() ? std::span<slab const>(own)
                                          : coarser    ? std::span<slab const>(coarser->slabs)
                                          : before     ? std::span<slab const>(before, 1)
                                                       : std::span<slab const>();
            std::span<slab const> const known = own.empty() && before ? std::span<slab const>(before, 1) : guess;
            double const resolved = !own.empty() ? 3 * own[0].tail_in_space : before ? how.tolerance : noise;
            auto const [functions, cut] =
                chosen(of, t, to, known, how, only, std::clamp(resolved, how.tolerance / 3, 1e-2), wider);
            slab now = solved_slab(of, t, to, functions, before, guess, how.tolerance);
            out.work += work_of(now);
            if (own.empty()) first = busiest(now);
            shown.update(out.slabs.size() + 1, fmt::format("slab {} of t = {:.4g}", out.slabs.size() + 1, t));
            bool const shorter = to - t > 1.1 * shortest * whole, last = tries == most_tries || !shorter;
            if (!now.settled) {
                if (last) return out.stuck = true, out;
                length = (to - t) / 3;
                continue;
            }
            double const too_much = 3 * how.tolerance;
            bool const wide = now.tail_in_space > too_much && !cut;
            bool const longer = now.tail_in_time > std::max(too_much, now.tail_in_space);
            if (longer && !shorter) return out.stuck = true, out;
            if (!last && wide && !longer) {
                wider = own.empty() ? 1 : 1.3 * wider;
                own.assign(1, std::move(now));
                continue;
            }
            if (!last && longer) {
                double const least = std::max(how.tolerance, now.tail_in_space);
                length = std::clamp(length_for(to - t, now.tail_in_time, least, how.degree_in_time), 0.1 * (to - t),
                                    0.7 * (to - t));
                wider = 1;
                own.assign(1, std::move(now));
                continue;
            }
            double const unused =
                std::log(how.tolerance) / std::log(std::min(now.tail_in_space + 1e-16, how.tolerance));
            ahead = std::clamp(busiest(now) / first * ahead * unused, 1.0, 2.0);
            length = length_for(to - t, now.tail_in_time, how.tolerance, how.degree_in_time);
            length = std::clamp(length, 0.5 * (to - t), 2.5 * (to - t));
            t = to;
            out.slabs.push_back(std::move(now));
            break;
        }
        if (out.slabs.size() == most_slabs || out.work > most_work) return out.stuck = true, out;
    }
    return out;
}

}  // namespace lamina::solving
