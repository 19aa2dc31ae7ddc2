#include <lamina/discretise/linear_space.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lamina {

namespace {

constexpr double rows_a_function = 2.5;

/// A layout of points for so many functions: Chebyshev points, as functions of a least squares need them near the
/// sides, up to three axes; of more axes a low-discrepancy sequence, with a third of the rows on the sides.
std::pair<point_choice, side_points> rows_for(std::size_t functions, std::size_t axes) {
    double const rows = rows_a_function * static_cast<double>(functions);
    if (axes > 3) {
        double const inside = rows * 2 / 3, a_side = rows / 3 / static_cast<double>(2 * axes);
        return {lamina::points(static_cast<std::size_t>(std::ceil(inside))),
                {.count = static_cast<std::size_t>(std::ceil(a_side))}};
    }
    auto const along = static_cast<std::size_t>(std::ceil(std::pow(rows, 1 / static_cast<double>(axes))));
    std::size_t const a_side = axes < 3 ? 2 * along : along * along;
    return {chebyshev_points(std::vector<std::size_t>(axes, along)), {.count = a_side, .clustered = true}};
}

}  // namespace

linear_space space_of(linear_space const& space, box const&) {
    return space;
}

linear_space space_of(chebyshev const& space, box const& domain) {
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i < domain.dimension(); ++i)
        counts.push_back(2 * space.degrees[std::min(i, space.degrees.size() - 1)]);
    linear_space out;
    out.feed = [space](network_inputs& to, unknown_table const&, box const& on) {
        if (!to.expressions.empty())
            throw std::invalid_argument("collocate: features are given, but a chebyshev space has no inputs to feed");
        to.space = space.on(on);
    };
    out.points = chebyshev_points(counts);
    out.sides = {.count = *std::ranges::max_element(counts) + 8, .clustered = true};
    out.functions = space.functions(domain.dimension());
    out.text = fmt::format("chebyshev{{{}}}", fmt::join(space.degrees, ", "));
    for (std::size_t i = 0; i < space.only.size(); ++i)
        if (space.only[i] != parity::none)
            out.text += fmt::format(", {} along axis {}", space.only[i] == parity::even ? "even" : "odd", i);
    return out;
}

linear_space space_of(std::function<mlp_layout(std::size_t inputs)> layout, frozen_options const& options,
                      box const& domain) {
    std::size_t const axes = domain.dimension(), functions = layout(axes).layers().back().inputs;
    linear_space out;
    out.feed = [layout = std::move(layout), options](network_inputs& to, unknown_table const& unknowns, box const& on) {
        std::vector<double> lower, upper;
        for (std::size_t i = 0; i < on.dimension(); ++i) lower.push_back(on.lower(i)), upper.push_back(on.upper(i));
        if (!to.expressions.empty()) {
            graph::arena g;
            auto const inputs = static_cast<std::size_t>(to.nodes(g, unknowns).size);
            lower.assign(inputs, -1.0), upper.assign(inputs, 1.0);
        }
        if (options.scale.empty())
            throw std::invalid_argument(
                "frozen: there is no scale; write frozen(network, {.scale = {8}}), or solve(...), which finds it");
        to.hidden = {std::make_shared<hidden_layers const>(drawn_layers(layout(lower.size()), options, lower, upper))};
    };
    std::tie(out.points, out.sides) = rows_for(functions, axes);
    out.text = fmt::format("{} frozen functions", functions);
    out.functions = functions + 1;
    out.random = true;
    return out;
}

}  // namespace lamina
