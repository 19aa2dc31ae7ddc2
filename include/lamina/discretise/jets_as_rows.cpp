#include <lamina/discretise/jets_as_rows.hpp>

#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include <lamina/rows/chosen_variables.hpp>

namespace lamina {

collocated_system<double> jets_as_rows(network_layout const& layout, graph::term_plan const& plan,
                                       prepared_term const& ready) {
    std::vector<std::size_t> jets(static_cast<std::size_t>(plan.unknowns * plan.channel_count));
    std::iota(jets.begin(), jets.end(), std::size_t{0});
    auto const [functions, constants] = choose_variables<double>(plan, jets);
    std::vector<std::unique_ptr<residual_part<double>>> parts;
    parts.push_back(std::make_unique<residual_part<double>>(
        functions, std::vector<std::string>(jets.size(), "value"),
        point_data{ready.points, ready.inputs, ready.jets, ready.weights, {}, {}, ready.given}, constants));
    return {layout, std::move(parts)};
}

}  // namespace lamina
