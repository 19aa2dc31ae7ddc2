#pragma once

#include <memory>
#include <string>
#include <vector>

#include <lamina.hpp>

namespace rows {

/// What `collocate` makes of an equation or condition of a problem, in float: `collocate` itself is for double only.
template <class E, class... Conditions, class Of>
std::unique_ptr<lamina::residual_part<float>> single_precision(lamina::problem_t<E, Conditions...> const&,
                                                               Of const& equation, std::span<double const> at,
                                                               lamina::bindings const& known) {
    using source_type = lamina::equation_residual<E, Of>;
    source_type const source(equation);
    auto const ready = lamina::prepare(lamina::lowered_residuals_of(source), at,
                                       {source_type::unknowns.dimension, source_type::unknowns.time}, known, {});
    return std::make_unique<lamina::residual_part<float>>(
        lamina::functions_of<lamina::pointwise<source_type>, float, false>(), std::vector<std::string>{"u"},
        ready.data(), ready.constants);
}

}  // namespace rows
