#pragma once

#include <lamina/discretise/prepare.hpp>
#include <lamina/passes/jet_rule.hpp>

namespace lamina {

/// Replaces the inputs of a network in `term`, with their jets, by the functions of hidden layers that read them, by
/// the passes of networks (network_pass.hpp). Throws std::invalid_argument where the layers read another number of
/// inputs, and where the jets do not fit into memory.
void through_hidden_layers(hidden_layers const& layers, jet_rule const& rule, prepared_term& term);

}  // namespace lamina
