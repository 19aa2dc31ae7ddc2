#include <lamina/train/space_search.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <lamina/sample/points.hpp>
#include <lamina/train/no_solution.hpp>
#include <lamina/train/remainder.hpp>

namespace lamina::solving {

namespace {

constexpr double slow = 2e-5, far = 0.1, least = 1e-3;

bool leaves_little(remainder const& left) {
    return left.of_equations <= most_of_equation && left.of_conditions <= most_of_condition;
}

point_list points_to_compare(problem_in_space const& of) {
    return interior_points(of.domain, random_points(2000, 1));
}

}  // namespace

double distance(std::span<double const> a, std::span<double const> b) {
    double most = 0, size = 0;
    for (std::size_t k = 0; k < a.size(); ++k)
        most = std::max(most, std::abs(a[k] - b[k])), size = std::max(size, std::abs(b[k]));
    return size > 0 ? most / size : most;
}

double distance(problem_in_space const& of, result const& a, result const& b) {
    auto const at = points_to_compare(of);
    return distance(a.solution().unknowns(at), b.solution().unknowns(at));
}

bool candidate::acceptable() const {
    return difference <= least && leaves_little(left);
}
bool candidate::settled() const {
    return difference <= enough && leaves_little(left);
}
bool candidate::better_than(candidate const& other) const {
    return acceptable() != other.acceptable() ? acceptable() : difference < other.difference;
}

bool candidate::is_one_of_many() const {
    constexpr double rounding = 1e-12, small = 1e-3;
    double const here = freedom(found);
    if (here < rounding || here > small || !richer) return here < rounding;
    attempt const more = richer();
    double const there = more.freedom(more.found);
    return there < rounding || there < here / 5;
}

std::string name_of(problem_in_space const& of) {
    return std::string(of.problem.problem.unknowns->unknown[0].name);
}

void refuse_many(problem_in_space const& of, solved one) {
    throw no_solution(
        of.linear ? fmt::format("solve: {0} is one of many: the equations and conditions leave it open; a condition is "
                                "missing, as mean({0}) == 0 or an initial value",
                                name_of(of))
                  : fmt::format("solve: {0} can be changed without a trace in equations and conditions: it is one of "
                                "many, as a condition is missing, or it lies where solutions end and there is none "
                                "beyond",
                                name_of(of)),
        std::move(one));
}

candidate best_of(problem_in_space const& of, std::size_t count,
                  std::function<std::optional<attempt>(std::size_t, result const*)> const& attempts,
                  double absurd_before) {
    auto const at = points_to_compare(of);
    candidate best;
    double const enough = of.accuracy.value_or(best.enough);
    xt::xtensor<double, 2> values;
    double before = INFINITY;
    std::optional<result> last;
    bool const goes_on = absurd_before < INFINITY;  // else the first two may be far too small
    for (std::size_t k = 0; k < count; ++k) {
        auto now = attempts(k, last ? &*last : nullptr);
        if (!now) break;
        if (k == 0 && of.linear && !now->found.determined) refuse_many(of, now->found.solution());
        result const& found = last.emplace(now->found);
        bool const goes_nearer = now->aims_nearer;
        auto reached = found.solution().unknowns(at);
        double const difference = k > 0 ? distance(values, reached) : INFINITY;
        if (k == 0 || difference < best.difference) {
            best = {std::move(*now), difference, {}};
            best.enough = enough;
            if (difference <= enough) best.left = remainder_of(best.found);
            if (best.settled()) return best;
        }
        best.crawls = difference > before / 4;
        if (best.crawls && !goes_nearer && difference < slow && leaves_little(best.left = remainder_of(best.found)))
            return best;
        if (difference > far && (k > 0 || !of.linear)) {
            remainder const left = remainder_of(found);
            double const worst = left.of_equations + left.of_conditions;
            bool const stays = !of.linear && (k > 1 || goes_on) && worst > absurd_before / 2;
            absurd_before = is_absurd(left) ? worst : INFINITY;
            if (is_absurd(left) && (stays || k + 2 == count)) break;
        }
        before = difference, values = std::move(reached);
    }
    if (best.found.at) best.left = remainder_of(best.found);
    best.absurd = absurd_before;
    return best;
}

}  // namespace lamina::solving
