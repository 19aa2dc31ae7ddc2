#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/passes/panel_shape.hpp>

namespace lamina {

/// One thread's memory for carrying a block of panels through all layers. All parts are blocks or panels in the
/// order of `panel_shape`; parts serve every channel set of a system in turn.
template <class Real>
class jet_workspace {
public:
    /// `unit_rows`: numbers in the rows of one unit over all panels of a block. `residuals`: the most that one pass
    /// serves. Grows, never shrinks.
    void reserve(network_layout const& layout, std::size_t unit_rows, std::size_t trained, std::size_t residuals) {
        grow(trained_adjoint, trained * unit_rows);
        grow(row_values, residuals * unit_rows);
        if (layout.networks().size() == 1) return reserve(layout.networks().front(), unit_rows);
        for (auto* part : {&adjoint, &values, &tangent_values}) grow(*part, layout.outputs() * unit_rows);
        of_network.resize(layout.networks().size());
        for (std::size_t n = 0; n < of_network.size(); ++n) of_network[n].reserve(layout.networks()[n], unit_rows);
    }

    /// For one network
    void reserve(mlp_layout const& layout, std::size_t unit_rows) {
        std::size_t const widest = std::max(layout.widest(), layout.outputs());
        std::size_t hidden = 0;
        for (dense_layer const& layer : layout.every_layer().first(layout.every_layer().size() - 1))
            hidden += layer.outputs;
        for (auto* part : {&saved, &slopes}) grow(*part, hidden * unit_rows);
        for (auto* part : {&tangent, &tangent_next}) grow(*part, widest * unit_rows);
        if (!layout.encoders().empty()) {
            grow(gated, saved.size());
            for (auto* part : {&encoder_adjoints, &encoder_tangents}) grow(*part, 2 * widest * unit_rows);
        }
        for (auto* part : {&adjoint, &values, &tangent_values}) grow(*part, layout.outputs() * unit_rows);
    }

    /// `part` with room for so many numbers
    static Real* room(aligned_vector<Real>& part, std::size_t size) {
        grow(part, size);
        return part.data();
    }

    aligned_vector<Real> saved;   ///< [layer] block: jets of phi(z), of the hidden layers, then of the encoders; in the
                                  ///< reverse pass dL/dz takes their place
    aligned_vector<Real> slopes;  ///< likewise: jets of phi'(z), where they do not follow from phi(z)
    aligned_vector<Real> gated;   ///< [hidden layer] block: what the gate makes of phi(z)
    aligned_vector<Real> adjoints;                ///< as `saved`: dL/dz, where a pass in reverse keeps the jets
    aligned_vector<Real> encoder_adjoints;        ///< [encoder] panel, or block with curvature: dL/d of U and of V - U
    aligned_vector<Real> encoder_tangents;        ///< [encoder] panel: directional derivatives of U and V - U
    aligned_vector<Real> tangent, tangent_next;   ///< panels: directional derivatives of two layers
    aligned_vector<Real> adjoint;                 ///< block: dL/d(output jets)
    aligned_vector<Real> values, tangent_values;  ///< blocks: output jets and their directional derivatives
    aligned_vector<Real> coefficients;            ///< of second_order_shape at a line of points
    aligned_vector<Real> derivatives;             ///< [k][cell]: phi^(k) of some units
    aligned_vector<Real> unit_slopes, unit_slope_tangents, unit_adjoints, unit_products;  ///< some units, in between
    aligned_vector<Real> trained_adjoint;               ///< [panel][group][trained parameter][lane]: dF/dq
    aligned_vector<Real> row_values;                    ///< [panel][group][residual][lane]: F
    aligned_vector<Real> term_variables, term_results;  ///< of pointwise functions at a line of points
    std::vector<jet_workspace> of_network;              ///< of several networks: the memory of each

private:
    static void grow(aligned_vector<Real>& part, std::size_t size) {
        if (part.size() < size) part.resize(size);
    }
};

/// Panels per block at most: what a block saves stays in the L2 cache, and a tile of its units in the L1 cache, for the
/// weight gradient; but 16 lines of columns at least, or the sums over lanes of the weight gradient are too dear. Even,
/// so that a block holds whole rows of any combination.
template <class Real>
std::size_t panels_per_block(network_layout const& layout, panel_shape const& shape) {
    constexpr std::size_t cache = 640 * 1024;
    std::size_t unit_rows = 1;
    for (mlp_layout const& network : layout.networks()) {
        unit_rows += network.outputs();
        for (std::size_t l = 0; l < network.hidden_layers(); ++l) unit_rows += network.layers()[l].outputs;
        if (!network.encoders().empty())  // themselves, their adjoints, and what the gates make of all but one layer
            unit_rows += (network.hidden_layers() + 1) * network.encoders()[0].outputs;
    }
    std::size_t const columns =
        std::clamp(cache / (unit_rows * shape.lanes * sizeof(Real)), std::size_t{16}, std::size_t{32});
    return std::max<std::size_t>(2, columns / shape.columns() / 2 * 2);
}

}  // namespace lamina
