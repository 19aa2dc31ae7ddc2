#include <lamina/discretise/given_functions.hpp>

#include <utility>
#include <vector>

#include <lamina/discretise/jets_as_rows.hpp>

namespace lamina {

solved solution_of_functions(lowered_problem problem, box const& domain, std::shared_ptr<trial_space const> functions,
                             bindings known) {
    unknown_table const& unknowns = *problem.unknowns;
    auto const m = static_cast<std::size_t>(unknowns.size);
    network_layout const layout(mlp_layout(m, {}, m));
    std::vector<double> theta(layout.parameters(), 0.0);
    for (std::size_t k = 0; k < m; ++k) theta[k * m + k] = 1;

    graph::arena g;
    graph::id_list roots;
    for (int k = 0; k < unknowns.size; ++k) roots.push(graph::scalar_unknown(g, unknowns, k));
    graph::term_plan const plan = graph::plan_term(g, roots, unknowns);
    std::vector<double> middle;
    for (std::size_t i = 0; i < domain.dimension(); ++i) middle.push_back((domain.lower(i) + domain.upper(i)) / 2);
    network_inputs inputs;
    inputs.space = std::move(functions);
    auto const ready = prepare(g, roots, plan, unknowns, middle, {unknowns.dimension, unknowns.time}, known, inputs);
    std::unique_ptr<collocated_system<double>> system(new collocated_system<double>(jets_as_rows(layout, plan, ready)));
    return {std::make_shared<discretisation>(std::move(problem), domain, std::move(system), std::move(known), inputs),
            std::move(theta)};
}

}  // namespace lamina
