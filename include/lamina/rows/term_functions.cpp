#include <lamina/rows/term_functions.hpp>

namespace lamina {

term_functions<double> functions_of_plan(graph::term_plan const& plan, pointwise_functions<double> const& compiled) {
    term_functions<double> out;
    static_cast<pointwise_functions<double>&>(out) = compiled;
    out.rule = jet_rule(plan.channels());
    out.residuals = static_cast<std::size_t>(plan.residuals.size);
    out.unknowns = static_cast<std::size_t>(plan.unknowns);
    out.trained = static_cast<std::size_t>(plan.trained);
    out.tables = static_cast<std::size_t>(plan.tables.size);
    out.constants = static_cast<std::size_t>(plan.constants.size);
    out.affine = plan.affine;
    return out;
}

}  // namespace lamina
