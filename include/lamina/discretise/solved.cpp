#include <lamina/discretise/solved.hpp>

#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/dsl/terms/residuals.hpp>

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

std::vector<double> solved::unknowns(points_view points) const {
    unknown_table const& all = at_->unknowns();
    graph::arena g;
    graph::id_list roots;
    for (int k = 0; k < all.size; ++k) roots.push(graph::scalar_unknown(g, all, k));
    graph::term_plan const plan = graph::plan_term(g, roots, all);
    return at_->values(g, roots, plan, theta_, points);
}

std::vector<double> solved::derivative(int k, points_view points, std::span<int const> times) const {
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
    return at_->values(g, residual, plan, theta_, points);
}

bindings::field solved::field(int k) const {
    auto const axes = static_cast<std::size_t>(at_->unknowns().axes());
    return bindings::field::at_points([of = *this, axes, k](std::span<double const> x, std::span<int const> times) {
        return of.derivative(k, points_view(x, axes), times);
    });
}

}  // namespace lamina
