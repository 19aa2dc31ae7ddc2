#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/discretise/generated_problem.hpp>
#include <lamina/discretise/prepare.hpp>
#include <lamina/rows/residual_part.hpp>

namespace lamina::collocation {

/// Residuals at the points of `ready`, by compiled functions, as a part of a system; one name for each of them.
/// `mean_weights`, shape (N,): of the points in a mean.
template <class Real>
std::unique_ptr<residual_part<Real>> part_of(prepared_term const& ready, term_functions<Real> functions,
                                             std::vector<double> const& constants, std::vector<std::string> names,
                                             combination how = combination::each,
                                             std::span<double const> mean_weights = {}) {
    auto part = std::make_unique<residual_part<Real>>(std::move(functions), std::move(names), ready.data(mean_weights),
                                                      constants, how);
    part->reading = ready.reading;
    return part;
}

}  // namespace lamina::collocation
