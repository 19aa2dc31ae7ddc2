#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/generated_problem.hpp>
#include <lamina/discretise/prepare.hpp>
#include <lamina/network/frozen.hpp>
#include <lamina/sample/chebyshev.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

struct fast_waves;

/// A linear space of functions on a box, time its last axis, as `collocate` and `solve` need it: theta are the
/// coefficients of what feeds a layer without activation.
struct linear_space {
    /// Adds its functions to the inputs of a network
    std::function<void(network_inputs& to, unknown_table const& unknowns, box const& domain)> feed;
    /// Points of the equations, and of each side and place, where none are given: two to three rows a function
    point_choice points;
    side_points sides;
    std::size_t functions = 0;  ///< the constant among them
    std::string text;           ///< "chebyshev{40}", "600 frozen functions"
    bool random = false;        ///< whether its functions may depend on each other, but for rounding
    /// How many of them each unknown has for its own, the constants apart, in the order of the equations; empty: all
    std::vector<std::size_t> shares{};
    /// What `solve` multiplies rows of the equations at a point by, and those of conditions with slopes, where that is
    /// not 1
    std::function<double(std::span<double const> x)> grade{}, side_grade{};
    /// The space itself, where it depends on the problem
    std::function<linear_space(generated_problem const&, box const&, collocation::arguments const&)> of_problem{};
    std::shared_ptr<fast_waves const> waves{};  ///< where it is one of these
};

/// As it is
linear_space space_of(linear_space const& space, box const& domain);

linear_space space_of(chebyshev const& space, box const& domain);
/// Of a network whose layout for so many inputs and one output is `layout`
linear_space space_of(std::function<mlp_layout(std::size_t inputs)> layout, frozen_options const& options,
                      box const& domain);
template <class Network>
linear_space space_of(frozen_network<Network> const& space, box const& domain) {
    return space_of([network = space.network](std::size_t inputs) { return network.layout(inputs, 1); }, space.options,
                    domain);
}

/// What names a linear space
template <class T>
concept LinearSpace = requires(T const& space, box const& domain) {
    { space_of(space, domain) } -> std::same_as<linear_space>;
};

}  // namespace lamina
