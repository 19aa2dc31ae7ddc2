#pragma once

#include <cstddef>
#include <utility>

#include <lamina/kernel/collocated_term.hpp>
#include <lamina/kernel/jet_curvatures.hpp>

namespace lamina {

/// A collocated_term with second derivatives. A class of its own, as its code costs compile time that only programs
/// that multiply with a Hessian should pay.
template <residual_term Term, class Architecture, class Real>
class second_order_term final : public collocated_term<Term, Architecture, Real> {
    using first_order = collocated_term<Term, Architecture, Real>;
    using curvatures = jet_curvatures<typename Term::channels, Architecture, Real>;

public:
    using first_order::first_order;

    void curvature(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                   jet_workspace<Real>& work, jet_workspace<Real>& along, row_adjoint kind, Real const* scale,
                   Real const* w, Real* product, row_sums* sums) const override {
        auto const& pointwise = this->pointwise_;
        Real const* const trained_values = theta + layout.parameters();
        Real const* const trained_direction = direction + layout.parameters();
        this->each_block(layout, panels, [&](point_block<Real> const& block) {
            first_order::network::forward(layout, theta, block, work);
            pointwise.evaluate(block, work, trained_values);
            pointwise.finish_rows(block, work, nullptr, sums);
            curvatures::tangent(layout, theta, direction, block, work, along);
            std::swap(work.row_values, along.row_values);
            pointwise.evaluate_tangent(block, work, trained_values, trained_direction);
            row_sums of_tangent[first_order::residuals];
            pointwise.finish_rows(block, work, nullptr, of_tangent);
            std::swap(work.row_values, along.row_values);
            pointwise.pull_back(block, work, trained_values, kind, scale, w);
            pointwise.pull_back_tangent(block, work, along, trained_values, trained_direction, kind, scale, w);
            curvatures::reverse(layout, theta, direction, block, work, along, product);
            pointwise.trained_gradient(block, along, product + layout.parameters());
        });
    }
};

}  // namespace lamina
