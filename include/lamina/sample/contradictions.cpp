#include <lamina/sample/contradictions.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/report/row_of.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

namespace {

constexpr double resolution = 1e-9;

/// b / a where the slopes are b = ratio a, else NaN
double ratio_of(std::map<std::string, double> const& a, std::map<std::string, double> const& b) {
    double const ratio = b.begin()->second / a.begin()->second;
    bool const parallel =
        a.size() == b.size() && std::ranges::equal(a, b, [&](auto const& p, auto const& q) {
            return p.first == q.first && std::abs(q.second - ratio * p.second) <= 1e-12 * std::abs(q.second);
        });
    return parallel ? ratio : NAN;
}

/// Whether a place is one of time: `t == 0`
bool is_initial(lowered_place const& place) {
    if (place.how != lowered_place::kind::plane) return false;
    return graph::is_time(place.coordinate.arena(), place.coordinate.root);
}

/// The sentence on a residual that nothing balances
std::string no_solution(unknown_table const& unknowns, unbalanced const& of) {
    std::vector<std::string_view> names;
    for (int k = 0; k < unknowns.size; ++k)
        if (std::string_view const name = unknowns.unknown[static_cast<std::size_t>(k)].name;
            std::ranges::find(names, name) == names.end())
            names.push_back(name);
    std::string const all = fmt::format("{}", fmt::join(names, ", "));
    double const known = std::log10(std::abs(of.mean.value / std::max(of.mean.error, 1e-300)));
    return fmt::format(
        "no {} solves {}: by its conditions the mean of left - right is {:.{}g} for every {}, expected 0; what is "
        "found "
        "is a least-squares function",
        all, unknowns.size == 1 ? "its equation" : of.block, of.mean.value, std::clamp(static_cast<int>(known), 1, 6),
        all);
}

}  // namespace

std::vector<long> contradictions::key_of(std::span<double const> x) const {
    std::vector<long> key;
    for (std::size_t i = 0; i < domain_->dimension(); ++i)
        key.push_back(std::lround((x[i] - domain_->lower(i)) / domain_->length(i) / resolution));
    return key;
}

std::string contradictions::place_of(std::span<double const> at) const {
    std::vector<std::string> x;
    for (double const value : at) x.push_back(fmt::format("{:.6g}", value));
    std::string const time = unknowns_->time ? ", t = " + x.back() : "";
    if (unknowns_->time) x.pop_back();
    std::string const space = fmt::format("{}", fmt::join(x, ", "));
    return fmt::format("{} = {}{}", unknowns_->position, x.size() == 1 ? space : "(" + space + ")", time);
}

void contradictions::identify(std::string const& name, std::string_view unknown, std::size_t axis, int order) {
    periods_.push_back({name, std::string(unknown), axis, order});
}

/// The condition that makes all jets of a form equal on the two sides across an axis, null if there is none
contradictions::period const* contradictions::period_of(graph::arena const& g, affine_form const& form,
                                                        std::size_t axis) const {
    period const* found = nullptr;
    for (int k = 0; k < form.jets.size; ++k) {
        graph::node_id const jet = form.jets[k];
        auto const one = std::ranges::find_if(periods_, [&](period const& p) {
            return p.axis == axis && p.unknown == g.name_of(graph::base_of(g, jet)) &&
                   graph::directions_of(g, jet, unknowns_->dimension).count(static_cast<int>(axis)) < p.order;
        });
        if (one == periods_.end()) return nullptr;
        found = &*one;
    }
    return found;
}

xt::xtensor<double, 2> contradictions::values(graph::arena& g, affine_form const& form, point_list const& points,
                                              point_frame const& frame) const {
    auto const roots = form.roots();
    auto const at = [&](std::span<double const> where) -> std::optional<xt::xtensor<double, 2>> {
        try {
            return tabulate(g, roots, where, frame, *known_);
        } catch (std::invalid_argument const&) {
            return {};
        }
    };
    if (auto all = at(points)) return *std::move(all);
    xt::xtensor<double, 2> out({roots.size(), points.shape(0)}, NAN);
    for (std::size_t p = 0; p < points.shape(0); ++p)
        if (auto const one = at(row_of(points, p)))
            for (std::size_t k = 0; k < roots.size(); ++k) out(k, p) = (*one)(k, 0);
    return out;
}

void contradictions::add(std::string const& name, graph::arena& g, graph::node_id residual, point_frame const& frame,
                         point_list const& points) {
    affine_form const form = affine_form_of(g, residual, *unknowns_);
    if (!form.holds) return;
    std::size_t const axes = frame.axes();
    auto const jets = static_cast<std::size_t>(form.jets.size);
    auto const values = this->values(g, form, points, frame);
    std::vector<period const*> periods;
    for (std::size_t i = 0; i < axes; ++i) periods.push_back(period_of(g, form, i));
    for (std::size_t p = 0; p < points.shape(0); ++p) {
        auto const x = row_of(points, p).first(axes);
        statement said{name, "", {}, -values(jets, p), {x.begin(), x.end()}};
        for (std::size_t k = 0; k < jets; ++k)
            if (double const slope = values(k, p); slope != 0)
                said.slope[to_text(g, form.jets[static_cast<int>(k)])] = slope;
        if (said.slope.empty() || !std::isfinite(said.value)) continue;
        if (said.slope.size() == 1) said.value /= std::exchange(said.slope.begin()->second, 1.0);
        said.value += 0.0;  // no -0
        for (auto const& [jet, slope] : said.slope)
            said.jet += (said.jet.empty() ? "" : " + ") + (slope == 1 ? jet : fmt::format("{:.6g} * {}", slope, jet));
        auto key = key_of(x);
        std::size_t on_sides = 0, across = 0;
        for (std::size_t i = 0; i < axes; ++i) {
            bool const upper = x[i] == domain_->upper(i);
            if (upper || x[i] == domain_->lower(i)) ++on_sides, across = i;
            if (periods[i] != nullptr && upper) key[i] = 0;
        }
        if (axes > 1 && on_sides == 1 && periods[across] != nullptr &&
            doubled_.insert({name, periods[across]->name}).second)
            on_periodic_sides_.push_back(fmt::format(
                "{} asks for {} = {:.6g} on sides that {} makes periodic, at {}: more than {} can meet; name the other "
                "sides alone, as in on({} == 0, ...)",
                name, said.jet, said.value, periods[across]->name, place_of(x), periods[across]->unknown,
                to_text(g, graph::axis(g, *unknowns_, across == 0 ? 1 : 0))));
        at_[key].push_back(std::move(said));
    }
}

void contradictions::add(std::string const& name, graph::arena& g, graph::id_list const& residuals,
                         point_frame const& frame, point_list const& points, bool at_all_times) {
    for (int i = 0; i < residuals.size; ++i) {
        add(name, g, residuals[i], frame, points);
        if (!at_all_times || graph::contains(g, residuals[i], graph::op::field)) continue;
        graph::id_list const jets = graph::jets_of(g, graph::scalarize(g, residuals[i]), *unknowns_);
        bool low = true;  // no derivative of the highest order that jets have
        for (int k = 0; k < jets.size; ++k)
            low = low && graph::directions_of(g, jets[k], unknowns_->dimension).order < max_derivative_order;
        graph::node_id const time = graph::axis(g, *unknowns_, unknowns_->dimension);
        if (low) add(name, g, graph::derivative(g, graph::scalarize(g, residuals[i]), time), frame, points);
    }
}

std::string contradictions::sentence_of(statement const& a, statement const& b) const {
    std::string const other = a.name == b.name ? "again" : b.name;
    auto const at = [this](statement const& s) { return place_of(s.at); };
    if (key_of(a.at) == key_of(b.at))
        return fmt::format("{} asks for {} = {:.6g} and {} for {} = {:.6g} at {}", a.name, a.jet, a.value, other, b.jet,
                           b.value, at(a));
    std::string by;
    for (period const& p : periods_)
        if (std::abs(a.at[p.axis] - b.at[p.axis]) > 0.5 * domain_->length(p.axis)) by = p.name;
    return fmt::format("{} asks for {} = {:.6g} at {} and {} for {} = {:.6g} at {}, where {} makes them equal", a.name,
                       a.jet, a.value, at(a), other, b.jet, b.value, at(b), by);
}

std::vector<std::string> contradictions::found() const {
    double largest = 0;
    for (auto const& [key, all] : at_)
        for (statement const& one : all) largest = std::max(largest, std::abs(one.value));
    std::set<std::pair<std::string, std::string>> told;
    std::vector<std::string> out;
    for (auto const& [key, all] : at_)
        for (std::size_t j = 0; j < all.size(); ++j)
            for (std::size_t i = 0; i < j; ++i) {
                statement const &a = all[i], &b = all[j];
                double const ratio = ratio_of(a.slope, b.slope);
                if (!(std::abs(b.value - ratio * a.value) > 1e-8 * largest * std::max(1.0, std::abs(ratio)))) continue;
                if (!told.insert({a.name, b.name}).second) continue;
                out.push_back(sentence_of(a, b));
            }
    out.insert(out.end(), on_periodic_sides_.begin(), on_periodic_sides_.end());
    return out;
}

std::string name_of_condition(std::size_t k) {
    return k == 0 ? "b" : fmt::format("b{}", k + 1);
}

std::string name_of_equation(lowered_problem const& problem, std::size_t k) {
    std::string_view const unknown = problem.unknowns->unknown[0].name;
    bool const conditions_have_it =
        unknown.starts_with('b') && unknown.find_first_not_of("0123456789", 1) == std::string_view::npos;
    return problem.system || conditions_have_it ? fmt::format("r{}", k + 1) : std::string(unknown);
}

namespace {

/// The equations of a system that ask for different values of the same jets, at points inside
std::vector<std::string> contradicting_equations(lowered_problem const& problem, box const& domain,
                                                 bindings const& known) {
    unknown_table const& unknowns = *problem.unknowns;
    contradictions said(unknowns, domain, known);
    auto const points = interior_points(domain, lamina::points(16));
    graph::arena g = problem.equations.arena();
    int residual = 0;
    for (std::size_t k = 0; k < problem.components.size(); ++k) {
        graph::id_list of_one;
        for (int i = 0; i < problem.components[k]; ++i) of_one.push((*problem.equations.residuals)[residual++]);
        said.add(fmt::format("r{}", k + 1), g, of_one, {unknowns.dimension, unknowns.time}, points, false);
    }
    return said.found();
}

}  // namespace

std::vector<std::string> contradictions_of(lowered_problem const& problem, box const& domain, bindings const& known) {
    unknown_table const& unknowns = *problem.unknowns;
    contradictions said(unknowns, domain, known);
    side_points const meeting{.count = domain.dimension() <= 4 ? 5u : 2u, .lattice = true};
    for (std::size_t k = 0; k < problem.conditions.size(); ++k)
        for (std::size_t i = 0; i < static_cast<std::size_t>(unknowns.dimension); ++i)
            if (lowered_condition const& c = problem.conditions[k];
                c.how == lowered_condition::kind::periodic && c.periodic[i])
                said.identify(name_of_condition(k), c.unknown, i, problem.order[i]);
    for (std::size_t k = 0; k < problem.conditions.size(); ++k) {
        lowered_condition const& c = problem.conditions[k];
        if (c.how != lowered_condition::kind::at_places) continue;
        point_frame const frame = frame_of_condition(c.of, {unknowns.dimension, unknowns.time});
        if (frame.observed) continue;
        graph::arena g = c.of.arena();
        place_points const lay(domain, frame, meeting, known, {});
        for (lowered_place const& place : c.places)
            if (place.how != lowered_place::kind::measured)
                said.add(name_of_condition(k), g, *c.of.residuals, frame, lay(place),
                         unknowns.time && !is_initial(place));
    }
    auto out = said.found();
    if (problem.system)
        for (std::string& one : contradicting_equations(problem, domain, known)) out.push_back(std::move(one));
    for (unbalanced const& one : unbalanced_equations(problem, domain, known))
        out.push_back(no_solution(unknowns, one));
    return out;
}

}  // namespace lamina
