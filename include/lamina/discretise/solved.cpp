#include <lamina/discretise/solved.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/report/array_of.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

solved::solved(std::shared_ptr<discretisation const> at, std::vector<double> theta, lamina::evidence of)
    : at_(std::move(at)), theta_(std::move(theta)), evidence_(std::move(of)) {
    if (theta_.size() != at_->parameters())
        throw std::invalid_argument(
            fmt::format("solution: theta has {} numbers, expected the {} parameters of the model", theta_.size(),
                        at_->parameters()));
    for (std::size_t p = 0; p < theta_.size(); ++p)
        if (!std::isfinite(theta_[p]))
            throw std::invalid_argument(
                fmt::format("solution: theta[{}] is {}, expected a finite number", p, theta_[p]));
}

xt::xtensor<double, 2> solved::unknowns(points_view points) const {
    unknown_table const& all = at_->unknowns();
    graph::arena g;
    graph::id_list roots;
    for (int k = 0; k < all.size; ++k) roots.push(graph::scalar_unknown(g, all, k));
    graph::term_plan const plan = graph::plan_term(g, roots, all);
    return at_->values(g, roots, plan, theta_, points);
}

xt::xtensor<double, 1> solved::derivative(int k, points_view points, std::span<int const> times) const {
    unknown_table const& unknowns = at_->unknowns();
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
    return array_of(at_->values(g, residual, plan, theta_, points));
}

double solved::rounding(lowered_residuals const& of) const {
    auto const heap = std::make_unique<graph::arena>(of.arena());
    graph::arena& g = *heap;
    graph::id_list terms;
    for (int const residual : *of.residuals)
        for (int const term : graph::terms_of(g, graph::scalarize(g, residual)))
            if (terms.size < graph::id_list::capacity) terms.push(term);
    graph::term_plan const plan = graph::plan_term(g, terms, at_->unknowns());
    auto const points = interior_points(at_->domain(), lamina::points(500));
    auto const values = at_->values(g, terms, plan, theta_, points);
    double most = 0;
    for (std::size_t p = 0; p < values.shape()[1]; ++p) {
        double sum = 0;
        for (std::size_t k = 0; k < values.shape()[0]; ++k) sum += std::abs(values(k, p));
        most = std::max(most, sum);
    }
    return 1e-12 * most * std::pow(10.0, plan.order);
}

bindings::field solved::field(lowered_residuals const& expression) const {
    auto const axes = static_cast<std::size_t>(at_->unknowns().axes());
    return bindings::field::at_points(
        [of = *this, expression, axes](std::span<double const> x, std::span<int const> times) {
            auto const heap = std::make_unique<graph::arena>(expression.arena());
            graph::arena& g = *heap;
            int value = graph::scalarize(g, (*expression.residuals)[0]);
            for (std::size_t i = 0; i < times.size(); ++i)
                for (int n = 0; n < times[i]; ++n)
                    value = graph::derivative(g, value, graph::axis(g, of.at_->unknowns(), static_cast<int>(i)));
            graph::id_list root;
            root.push(value);
            graph::term_plan const plan = graph::plan_term(g, root, of.at_->unknowns());
            auto const values = of.at_->values(g, root, plan, of.theta_, points_view(x, axes));
            return std::vector<double>(values.begin(), values.end());
        });
}

}  // namespace lamina
