#pragma once

#include <vector>

#include <lamina/dsl/terms/jets.hpp>

namespace lamina {

/// A scalar residual as sum_k slope_k jet_k + rest, the jets u, du/dx, ... of the unknowns as `jets_of` orders them
struct affine_form {
    graph::id_list jets;
    std::vector<int> slopes;  ///< of each jet
    int rest = -1;
    bool holds = false;  ///< whether it is one: slopes and rest are free of jets and of trained parameters

    /// All that are to be tabulated: the slopes, then the rest
    [[nodiscard]] std::vector<int> roots() const;
};

/// Of node `residual` of `g`. Cost: one derivative a jet.
affine_form affine_form_of(graph::arena& g, int residual, unknown_table const& unknowns);

}  // namespace lamina
