#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <lamina/network/mlp_layout.hpp>
#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// The scale of random features for each axis of a problem, time the last. It begins with the wave numbers of what the
/// equations and conditions are made of (wave_content.hpp) and goes on, all axes at once and then one by one, by
/// factors of 2 and of sqrt(2), as long as a solution in 250 functions leaves less of the problem at points that were
/// not solved at. Over three axes and more units that read one or two inputs are tried besides. Where 250 leave more
/// than a tenth, with 500 and 1000, as long as twice as many leave half as much. Cost: about 10 to 20 such solutions,
/// some hundredths of a second each.
frozen_options found_scale(problem_in_space const& of, std::function<mlp_layout(std::size_t functions)> const& layout);

/// One hidden layer of so many units that read what `network` reads, with its activation
std::function<mlp_layout(std::size_t functions)> one_layer_of(mlp_layout const& network);

/// A frozen network's functions, of the scale that is found where it names none and reads the coordinates
template <network_choice Network>
linear_space named(problem_in_space const& of, frozen_network<Network> const& space) {
    frozen_network<Network> scaled = space;
    std::size_t const axes = of.domain.dimension();
    if (space.options.scale.empty() && of.with.inputs.expressions.empty())
        scaled.options.scale = found_scale(of, one_layer_of(space.network.layout(axes, 1))).scale;
    return space_of(scaled, of.domain);
}
template <LinearSpace Space>
linear_space named(problem_in_space const& of, Space const& space) {
    return space_of(space, of.domain);
}

/// "8, 12"
std::string told(frozen_options const& of);

}  // namespace lamina::solving
