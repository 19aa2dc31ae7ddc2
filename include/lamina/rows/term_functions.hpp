#pragma once

#include <cstddef>

#include <lamina/dsl/terms/term_plan.hpp>
#include <lamina/passes/jet_rule.hpp>
#include <lamina/rows/pointwise_functions.hpp>

namespace lamina {

/// Pointwise functions with what they read
template <class Real>
struct term_functions : pointwise_functions<Real> {
    jet_rule rule;  ///< of the channels
    std::size_t residuals = 1, unknowns = 1, trained = 0, tables = 0, constants = 0;
    bool affine = true;  ///< whether the slopes do not depend on u

    [[nodiscard]] std::size_t variables() const { return unknowns * rule.channels() + trained; }
};

/// Those of a plan
template <class Real>
term_functions<Real> functions_of_plan(graph::term_plan const& plan, pointwise_functions<Real> const& compiled);

template <residual_term Term, class Real, bool Curved>
term_functions<Real> functions_of() {
    term_functions<Real> out;
    static_cast<pointwise_functions<Real>&>(out) = compiled<Term, Real, Curved>();
    out.rule = jet_rule(channels_of<Term>());
    out.residuals = residuals_of<Term>;
    out.unknowns = static_cast<std::size_t>(Term::unknowns);
    out.trained = static_cast<std::size_t>(Term::trained);
    out.tables = static_cast<std::size_t>(Term::tables);
    out.constants = static_cast<std::size_t>(Term::constants);
    out.affine = Term::affine;
    return out;
}

}  // namespace lamina
