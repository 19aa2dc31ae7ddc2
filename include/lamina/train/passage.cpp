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

constexpr std::size_t sampled = 2048, most_slabs = 500;
constexpr int most_tries = 8;
constexpr double shortest = 1e-5;  // slab, of the whole time
constexpr double coarsest = 1e-3;  // last coefficients of slabs that a finer tolerance serves

/// What unknowns are like along an axis of space, at some times in begin <= t <= end and some places along other axes
sampled_lines lines_along(problem_in_space const& of, std::size_t axis, double begin, double end,
                          std::span<slab const> known) {
    bool const periodic = of.problem.problem.is_periodic(axis);
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
    for (std::size_t k = 0; k < of.problem.problem.unknown_count(); ++k) {
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
    lowered_problem const& problem = of.problem.problem;
    double all = static_cast<double>(how.degree_in_time + 1) * static_cast<double>(problem.unknown_count());
    for (std::size_t i = 0; i < space; ++i) {
        if (known.empty())
            along.push_back({{of.domain.lower(i), of.domain.upper(i), problem.is_periodic(i)}, space == 1 ? 24u : 10u});
        else
            along.push_back(found_map(lines_along(of, i, begin, end, known), how.tolerance / 3, resolved, only[i]));
        along.back().degree = static_cast<std::size_t>(wider * static_cast<double>(along.back().degree));
        all *= static_cast<double>(along.back().size());
    }
    double const fewer = std::pow(static_cast<double>(how.most_functions) / all, 1 / static_cast<double>(space));
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

/// A passage on its way, from slab to slab
class walk {
public:
    walk(problem_in_space const& of, resolution const& how, passage const* coarser, double coarser_tolerance)
        : of_(of),
          how_(how),
          coarser_(coarser),
          noise_(coarser ? 3 * coarser_tolerance : how.tolerance),
          only_(coarser ? parities_of(coarser->slabs, 1e-11) : std::vector(of.domain.dimension() - 1, parity::none)),
          begin_(of.domain.lower(of.domain.dimension() - 1)),
          end_(of.domain.upper(of.domain.dimension() - 1)),
          whole_(end_ - begin_),
          length_(whole_ / 10) {}

    passage through() {
        progress shown("solve: slab by slab");
        for (double t = begin_; t < end_; t = out_.slabs.back().end) {
            shown.update(out_.slabs.size() + 1, fmt::format("slab {} of t = {:.4g}", out_.slabs.size() + 1, t));
            if (coarser_) length_ = seeming_length(t);
            out_.stuck = !step(t) || out_.slabs.size() == most_slabs || out_.work > most_work;
            if (out_.stuck) break;
        }
        return std::move(out_);
    }

private:
    problem_in_space const& of_;
    resolution how_;
    passage const* coarser_;
    double noise_;
    /// A solution of an equation that knows left from right as little as its data do: half the functions serve.
    std::vector<parity> only_;
    double begin_, end_, whole_, length_;
    double ahead_ = 1;  ///< how many more functions a slab came to need than it seemed to
    passage out_;

    /// Of the last coefficients
    [[nodiscard]] double too_much() const { return 3 * how_.tolerance; }
    [[nodiscard]] slab const* before() const { return out_.slabs.empty() ? nullptr : &out_.slabs.back(); }

    /// What the coarser passage says of the slab that begins at t
    [[nodiscard]] double seeming_length(double t) const {
        auto const there = std::ranges::find_if(coarser_->slabs, [&](slab const& s) { return t < s.end; });
        double const degree = static_cast<double>(there->functions->along().back().degree),
                     tail = std::pow(there->tail_in_time, static_cast<double>(how_.degree_in_time) / degree);
        double const seems = length_for(there->end - there->begin, tail, how_.tolerance, how_.degree_in_time);
        return before() ? std::min(length_, seems) : seems;
    }
    [[nodiscard]] double end_of_slab(double t) const {
        double const length = std::max(length_, shortest * whole_), rest = end_ - t;
        return length > 0.99 * rest ? end_ : length > 0.6 * rest ? t + rest / 2 : t + length;
    }

    struct attempt {
        slab found;
        bool cut;  ///< whether it has fewer functions than it seems to need
    };
    /// In the map that the slab shows itself, once solved, in `own`
    attempt tried(double t, double to, std::span<slab const> own, double wider) {
        slab const* const last = before();
        std::span<slab const> const of_last(last, last ? 1 : 0);
        std::span<slab const> guess = of_last;
        if (coarser_) guess = coarser_->slabs;
        if (!own.empty()) guess = own;
        std::span<slab const> const known = own.empty() && last ? of_last : guess;
        double const resolved = !own.empty() ? 3 * own[0].tail_in_space : last ? how_.tolerance : noise_;
        auto const [functions, cut] =
            chosen(of_, t, to, known, how_, only_, std::clamp(resolved, how_.tolerance / 3, 1e-2), wider);
        attempt out{solved_slab(of_, t, to, functions, last, guess, how_.tolerance), cut};
        out_.work += work_of(out.found);
        return out;
    }

    /// Adds the slab that begins at t; whether there is one
    bool step(double t) {
        std::vector<slab> own;
        double wider = ahead_, first = 1;
        for (int tries = 0;; ++tries) {
            double const to = end_of_slab(t);
            auto [now, cut] = tried(t, to, own, wider);
            if (own.empty()) first = busiest(now);
            bool const shorter = to - t > 1.1 * shortest * whole_, last = tries == most_tries || !shorter;
            if (!now.settled) {
                if (last) return false;
                length_ = (to - t) / 3;
                continue;
            }
            bool const wide = now.tail_in_space > too_much() && !cut;
            bool const longer = now.tail_in_time > std::max(too_much(), now.tail_in_space);
            if (longer && !shorter) return false;
            if (last || !(wide || longer)) return accept(std::move(now), cut, first), true;
            if (longer) {
                double const least = std::max(how_.tolerance, now.tail_in_space);
                length_ = std::clamp(length_for(to - t, now.tail_in_time, least, how_.degree_in_time), 0.1 * (to - t),
                                     0.7 * (to - t));
            }
            wider = longer || own.empty() ? 1 : 1.3 * wider;
            own.clear(), own.push_back(std::move(now));
        }
    }

    void accept(slab now, bool cut, double first_degree) {
        double const unused = std::log(how_.tolerance) / std::log(std::min(now.tail_in_space + 1e-16, how_.tolerance));
        ahead_ = std::clamp(busiest(now) / first_degree * ahead_ * unused, 1.0, 2.0);
        bool const coarse = cut && now.tail_in_space > std::max(too_much(), coarsest);  // then time may be as coarse
        double const length = now.end - now.begin, least = coarse ? now.tail_in_space : how_.tolerance;
        length_ =
            std::clamp(length_for(length, now.tail_in_time, least, how_.degree_in_time), 0.5 * length, 2.5 * length);
        out_.coarse = out_.coarse || coarse;
        out_.slabs.push_back(std::move(now));
    }
};

}  // namespace

passage passed(problem_in_space const& of, resolution const& how, passage const* coarser, double coarser_tolerance) {
    return walk(of, how, coarser, coarser_tolerance).through();
}

}  // namespace lamina::solving
