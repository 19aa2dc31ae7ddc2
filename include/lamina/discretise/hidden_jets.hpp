#pragma once

#include <lamina/discretise/prepare.hpp>
#include <lamina/passes/jet_rule.hpp>

namespace lamina {

/// The jets of the functions of hidden layers that read the inputs of a network in `term`, by the passes of networks
/// (network_pass.hpp): shape (functions, channels, points). Throws std::invalid_argument where the layers read another
/// number of inputs, and where the jets do not fit into memory.
xt::xtensor<double, 3> jets_of(hidden_layers const& layers, jet_rule const& rule, prepared_term const& term);

}  // namespace lamina
