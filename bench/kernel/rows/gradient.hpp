#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <lamina/rows/collocated_system.hpp>
#include <lamina/network/initialize.hpp>

#include "../contest.hpp"

namespace rows {

/// The loss and its gradient, of a system that `model` gives and keeps alive, at a Glorot start.
template <class Real>
struct gradient_case {
    std::shared_ptr<void> model;
    lamina::collocated_system<Real>& system;
    std::vector<Real> theta, gradient;
};
template <class Real, class Model>
std::shared_ptr<gradient_case<Real>> gradient_of(std::shared_ptr<Model> model,
                                                 lamina::collocated_system<Real>& system) {
    auto const start = lamina::glorot(system.layout(), 1);
    std::vector<Real> theta(start.begin(), start.end());
    theta.resize(system.parameters());
    return std::make_shared<gradient_case<Real>>(
        gradient_case<Real>{std::move(model), system, theta, std::vector<Real>(theta.size())});
}

/// The contest of a generated gradient alone
template <class Real>
contest alone(std::shared_ptr<gradient_case<Real>> const& mine, double flop) {
    contest c;
    c.flop = flop;
    c.single = sizeof(Real) == sizeof(float);
    c.generated = [mine] { mine->system.loss_and_gradient(mine->theta, mine->gradient); };
    return c;
}

/// The contest with a program by hand, which has a member loss_and_gradient(theta, gradient) too
template <class Real, class Hand>
contest against(std::shared_ptr<gradient_case<Real>> const& mine, std::shared_ptr<Hand> const& hand, double flop,
                double tolerance = 1e-13) {
    contest c = alone(mine, flop);
    auto const theirs = std::make_shared<std::vector<Real>>(mine->theta.size());
    c.by_hand = [=] { hand->loss_and_gradient(mine->theta, *theirs); };
    c.disagreement = [=] {
        double const loss = mine->system.loss_and_gradient(mine->theta, mine->gradient);
        double const other = hand->loss_and_gradient(mine->theta, *theirs);
        return std::max(largest_difference<Real>(mine->gradient, *theirs),
                        largest_difference<double>(std::span(&loss, 1), std::span(&other, 1)));
    };
    c.tolerance = tolerance;
    return c;
}

}  // namespace rows
