#include <lamina/rows/term_functions.hpp>

namespace lamina {

template <class Real>
term_functions<Real> functions_of_plan(graph::term_plan const& plan, pointwise_functions<Real> const& compiled) {
    term_functions<Real> out;
    static_cast<pointwise_functions<Real>&>(out) = compiled;
    out.rule = jet_rule(plan.channels());
    out.residuals = static_cast<std::size_t>(plan.residuals.size);
    out.unknowns = static_cast<std::size_t>(plan.unknowns);
    out.trained = static_cast<std::size_t>(plan.trained);
    out.tables = static_cast<std::size_t>(plan.tables.size);
    out.constants = static_cast<std::size_t>(plan.constants.size);
    out.affine = plan.affine;
    return out;
}

template term_functions<double> functions_of_plan(graph::term_plan const&, pointwise_functions<double> const&);
template term_functions<float> functions_of_plan(graph::term_plan const&, pointwise_functions<float> const&);

}  // namespace lamina
