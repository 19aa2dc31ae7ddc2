#pragma once

#include <vector>

#include <lamina/dsl/terms/jets.hpp>

namespace lamina {

/// A scalar residual as sum_k slope_k jet_k + rest, the jets u, du/dx, ... of the unknowns as `jets_of` orders them
struct affine_form {
    graph::id_list jets;
    std::vector<graph::node_id> slopes;  ///< of each jet
    graph::node_id rest = graph::node_id::none;
    bool holds = false;  ///< whether it is one: slopes and rest are free of jets and of trained parameters

    /// All that are to be tabulated: the slopes, then the rest
    [[nodiscard]] std::vector<graph::node_id> roots() const;
};

/// Of node `residual` of `g`. Cost: one derivative a jet.
affine_form affine_form_of(graph::arena& g, graph::node_id residual, unknown_table const& unknowns);

}  // namespace lamina
