#include <lamina/discretise/solved.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/report/array_of.hpp>
#include <lamina/report/digits.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

namespace {

/// From the beginning of the first to the end of the last
box domain_of(std::vector<solved::slab> const& slabs) {
    box const &first = slabs.front().at->domain(), &last = slabs.back().at->domain();
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < first.dimension(); ++i) lower.push_back(first.lower(i)), upper.push_back(last.upper(i));
    return {lower, upper};
}

/// Throws std::invalid_argument for a point outside of the domain, where some spaces would go on and others not.
void expect_inside(std::span<double const> points, box const& domain, unknown_table const& unknowns) {
    std::size_t const axes = domain.dimension();
    for (std::size_t k = 0; k < points.size(); ++k) {
        std::size_t const i = k % axes;
        double const rounding = 1e-12 * domain.length(i);
        if (!(points[k] < domain.lower(i) - rounding || points[k] > domain.upper(i) + rounding)) continue;
        bool const time = unknowns.time && i + 1 == axes;
        std::string const coordinate = time                    ? "t"
                                       : unknowns.dimension > 1 ? fmt::format("{}[{}]", unknowns.position, i)
                                                                : std::string(unknowns.position);
        throw std::invalid_argument(fmt::format("{} at point {}: {} is {}, outside of the domain of its solution, "
                                                "expected {} to {}",
                                                unknowns.unknown[0].name, k / axes, coordinate, digits(points[k]),
                                                digits(domain.lower(i)), digits(domain.upper(i))));
    }
}

}  // namespace

solved::solved(std::shared_ptr<discretisation const> at, std::vector<double> theta, lamina::evidence of)
    : solved(std::vector{slab{std::move(at), std::move(theta)}}, std::move(of)) {}

solved::solved(std::vector<slab> slabs, lamina::evidence of)
    : slabs_(std::move(slabs)), domain_(domain_of(slabs_)), evidence_(std::move(of)) {
    for (slab const& s : slabs_) {
        if (s.theta.size() != s.at->parameters())
            throw std::invalid_argument(
                fmt::format("solution: theta has {} numbers, expected the {} parameters of the model", s.theta.size(),
                            s.at->parameters()));
        for (std::size_t p = 0; p < s.theta.size(); ++p)
            if (!std::isfinite(s.theta[p]))
                throw std::invalid_argument(
                    fmt::format("solution: theta[{}] is {}, expected a finite number", p, s.theta[p]));
        theta_.insert(theta_.end(), s.theta.begin(), s.theta.end());
    }
}

xt::xtensor<double, 2> solved::values(lowered_residuals const& of, points_view points) const {
    graph::arena g = of.arena();
    return values(g, *of.residuals, *of.plan, points);
}

xt::xtensor<double, 2> solved::values(graph::arena& g, graph::id_list const& roots, graph::term_plan const& plan,
                                   points_view points) const {
    std::size_t const axes = domain_.dimension();
    auto const where = points.of(axes, "value");
    expect_inside(where, domain_, at().unknowns());
    if (slabs_.size() == 1) return at().values(g, roots, plan, theta_, points);
    std::size_t const count = where.size() / axes;
    std::vector<std::vector<std::size_t>> in_slab(slabs_.size());
    for (std::size_t p = 0; p < count; ++p) {
        double const t = where[p * axes + axes - 1];
        auto const later =
            std::ranges::find_if(slabs_, [&](slab const& s) { return t <= s.at->domain().upper(axes - 1); });
        in_slab[std::min(static_cast<std::size_t>(later - slabs_.begin()), slabs_.size() - 1)].push_back(p);
    }
    xt::xtensor<double, 2> out(std::array{static_cast<std::size_t>(roots.size), count});
    auto const fresh = std::make_unique<graph::arena>(g);  // evaluation adds nodes
    for (std::size_t s = 0; s < slabs_.size(); ++s) {
        auto const& mine = in_slab[s];
        if (mine.empty() && count > 0) continue;
        std::vector<double> there;
        for (std::size_t const p : mine)
            there.insert(there.end(), where.begin() + static_cast<std::ptrdiff_t>(p * axes),
                         where.begin() + static_cast<std::ptrdiff_t>((p + 1) * axes));
        g = *fresh;
        auto const values = slabs_[s].at->values(g, roots, plan, slabs_[s].theta, points_view(there, axes));
        for (std::size_t k = 0; k < values.size(); ++k)
            out(k / mine.size(), mine[k % mine.size()]) = values.data()[k];
    }
    return out;
}

xt::xtensor<double, 2> solved::unknowns(points_view points) const {
    unknown_table const& all = at().unknowns();
    graph::arena g;
    graph::id_list roots;
    for (int k = 0; k < all.size; ++k) roots.push(graph::scalar_unknown(g, all, k));
    graph::term_plan const plan = graph::plan_term(g, roots, all);
    return values(g, roots, plan, points);
}

xt::xtensor<double, 1> solved::derivative(int k, points_view points, std::span<int const> times) const {
    unknown_table const& unknowns = at().unknowns();
    graph::arena g;
    graph::id_list along, residual;
    for (std::size_t i = 0; i < times.size(); ++i)
        for (int n = 0; n < times[i]; ++n) along.push(graph::axis(g, unknowns, static_cast<int>(i)));
    if (along.size > max_derivative_order)
        throw std::invalid_argument(fmt::format("a derivative of order {} of {} is asked for, expected at most {}",
                                                along.size, unknowns.unknown[static_cast<std::size_t>(k)].name,
                                                max_derivative_order));
    residual.push(graph::partial(g, graph::scalar_unknown(g, unknowns, k), along));
    graph::term_plan const plan = graph::plan_term(g, residual, unknowns);
    return array_of(values(g, residual, plan, points));
}

double solved::rounding(lowered_residuals const& of) const {
    auto const heap = std::make_unique<graph::arena>(of.arena());
    graph::arena& g = *heap;
    graph::id_list terms;
    for (graph::node_id const residual : *of.residuals)
        for (graph::node_id const term : graph::terms_of(g, graph::scalarize(g, residual)))
            if (terms.size < graph::id_list::capacity) terms.push(term);
    graph::term_plan const plan = graph::plan_term(g, terms, at().unknowns());
    auto const points = interior_points(domain_, lamina::points(500));
    auto const values = this->values(g, terms, plan, points);
    double most = 0;
    for (std::size_t p = 0; p < values.shape()[1]; ++p) {
        double sum = 0;
        for (std::size_t k = 0; k < values.shape()[0]; ++k) sum += std::abs(values(k, p));
        most = std::max(most, sum);
    }
    return 1e-12 * most * std::pow(10.0, plan.order) * static_cast<double>(slabs_.size());
}

bindings::field solved::field(lowered_residuals const& expression) const {
    auto const axes = static_cast<std::size_t>(at().unknowns().axes());
    return bindings::field::at_points(
        [of = *this, expression, axes](std::span<double const> x, std::span<int const> times) {
            if (times.size() != axes)
                throw std::invalid_argument(fmt::format(
                    "field_values: a solution for {} of {} coordinates is given for a field of {}; declare the field "
                    "of what the solution depends on, as in field<\"w\">(x) or field<\"w\">(x, t)",
                    of.at().unknowns().unknown[0].name, axes, times.size()));
            auto const heap = std::make_unique<graph::arena>(expression.arena());
            graph::arena& g = *heap;
            graph::node_id value = graph::scalarize(g, (*expression.residuals)[0]);
            for (std::size_t i = 0; i < times.size(); ++i)
                for (int n = 0; n < times[i]; ++n)
                    value = graph::derivative(g, value, graph::axis(g, of.at().unknowns(), static_cast<int>(i)));
            graph::id_list const root = graph::ids(value);
            graph::term_plan const plan = graph::plan_term(g, root, of.at().unknowns());
            auto const values = of.values(g, root, plan, points_view(x, axes));
            return std::vector<double>(values.begin(), values.end());
        });
}

}  // namespace lamina
