#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <lamina/network/initialize.hpp>
#include <lamina/rows/residual_system.hpp>

#include "../contest.hpp"

namespace rows {

/// The loss and its gradient, of what training on a model evaluates, at a Glorot start. In float the time is with that
/// of rounding theta.
struct gradient_case {
    std::shared_ptr<void> model;
    lamina::residual_system<double>& system;
    std::vector<double> theta, gradient;
};
template <class Model>
std::shared_ptr<gradient_case> gradient_of(std::shared_ptr<Model> model) {
    auto theta = lamina::glorot(model->layout(), 1);
    lamina::residual_system<double>& system = model->trained_on();
    std::vector<double> gradient(theta.size());
    return std::make_shared<gradient_case>(gradient_case{std::move(model), system, std::move(theta), gradient});
}

/// The contest of a generated gradient alone, in Real
template <class Real = double>
contest alone(std::shared_ptr<gradient_case> const& mine, double flop) {
    contest c;
    c.flop = flop;
    c.single = sizeof(Real) == sizeof(float);
    c.generated = [mine] { mine->system.loss_and_gradient(mine->theta, mine->gradient); };
    return c;
}

/// The contest with a program by hand, which has a member loss_and_gradient(theta, gradient) too
template <class Real = double, class Hand>
contest against(std::shared_ptr<gradient_case> const& mine, std::shared_ptr<Hand> const& hand, double flop,
                double tolerance = 1e-13) {
    contest c = alone<Real>(mine, flop);
    struct arrays {
        std::vector<Real> theta, gradient;
    };
    auto const theirs = std::make_shared<arrays>();
    for (double const v : mine->theta) theirs->theta.push_back(static_cast<Real>(v));
    theirs->gradient.resize(theirs->theta.size());
    c.by_hand = [=] { hand->loss_and_gradient(theirs->theta, theirs->gradient); };
    c.disagreement = [=] {
        double const loss = mine->system.loss_and_gradient(mine->theta, mine->gradient);
        double const other = hand->loss_and_gradient(theirs->theta, theirs->gradient);
        std::vector<double> const expected(theirs->gradient.begin(), theirs->gradient.end());
        return std::max(largest_difference<double>(mine->gradient, expected),
                        largest_difference<double>(std::span(&loss, 1), std::span(&other, 1)));
    };
    c.tolerance = tolerance;
    return c;
}

}  // namespace rows
