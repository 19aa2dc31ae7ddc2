#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include <lamina/kernel/panel_block.hpp>
#include <lamina/kernel/panel_shape.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// Work that goes on a piece at a time between the register tiles of a pass: what waits for memory costs least there.
class interlude {
public:
    virtual void next() = 0;

protected:
    ~interlude() = default;
};

/// One thread's memory for carrying a block of panels through all layers. All parts are blocks or panels in the
/// order of `panel_shape`; parts serve every channel set of a system in turn.
template <class Real>
class jet_workspace {
public:
    /// `unit_rows`, `turn_rows`: numbers in the rows of one unit over all panels of a block, and of one that takes
    /// turns. `residuals`: the most that one pass serves. Grows, never shrinks.
    void reserve(network_layout const& layout, std::size_t unit_rows, std::size_t turn_rows, std::size_t trained,
                 std::size_t residuals) {
        grow(trained_adjoint, trained * unit_rows);
        grow(row_values, residuals * unit_rows);
        if (layout.networks().size() == 1) return reserve(layout.networks().front(), unit_rows, turn_rows);
        for (auto* part : {&adjoint, &adjoint_before, &values, &tangent_values, &row_values})
            grow(*part, layout.outputs() * unit_rows);
        of_network.resize(layout.networks().size());
        for (std::size_t n = 0; n < of_network.size(); ++n)
            of_network[n].reserve(layout.networks()[n], unit_rows, turn_rows);
    }

    /// For one network
    void reserve(mlp_layout const& layout, std::size_t unit_rows, std::size_t turn_rows) {
        std::size_t const widest = std::max(layout.widest(), layout.outputs());
        std::size_t hidden = 0;
        for (dense_layer const& layer : layout.every_layer().first(layout.every_layer().size() - 1))
            hidden += layer.outputs;
        grow(saved, hidden * std::max(unit_rows, turns * turn_rows) + turns * cache_line);
        grow(slopes, hidden * unit_rows);
        for (auto* part : {&tangent, &tangent_next}) grow(*part, widest * unit_rows);
        if (!layout.encoders().empty()) {
            grow(gated, saved.size());
            for (auto* part : {&encoder_adjoints, &encoder_tangents}) grow(*part, 2 * widest * unit_rows);
        }
        for (auto* part : {&adjoint, &adjoint_before, &values, &tangent_values, &row_values})
            grow(*part, layout.outputs() * unit_rows);
    }

    /// What the last pass forward keeps stays where it is while the next one runs, and what those in reverse find at
    /// them leaves it untouched.
    void turn_jets() {
        std::size_t const turn = quarter();
        jets_at = jets_at == turn ? 0 : turn;
        for (auto& own : of_network) own.turn_jets();
    }
    /// What the last pass in reverse found stays where it is while the next one runs.
    void turn_adjoints() {
        std::size_t const turn = quarter();
        adjoints_at = adjoints_at == 2 * turn ? 3 * turn : 2 * turn;
        std::swap(adjoint, adjoint_before);
        for (auto& own : of_network) own.turn_adjoints();
    }
    /// Passes in reverse overwrite again what the pass forward kept.
    void end_turns() {
        jets_at = adjoints_at = 0;
        for (auto& own : of_network) own.end_turns();
    }
    void set_between(interlude* work) {
        between = work;
        for (auto& own : of_network) own.set_between(work);
    }

    aligned_vector<Real> saved;   ///< [layer] block: jets of phi(z), of the hidden layers, then of the encoders; in the
                                  ///< reverse pass dL/dz takes their place, or they are four: jets of two passes, dL/dz
                                  ///< of two
    std::size_t jets_at = 0;      ///< where in `saved` and `gated` the jets begin
    std::size_t adjoints_at = 0;  ///< where in `saved` dL/dz begins
    interlude* between = nullptr;  ///< what goes on between register tiles, if anything
    aligned_vector<Real> slopes;  ///< likewise: jets of phi'(z), where they do not follow from phi(z)
    aligned_vector<Real> gated;   ///< [hidden layer] block: what the gate makes of phi(z)
    aligned_vector<Real> encoder_adjoints;  ///< [encoder] panel, or block with curvature: dL/d of U and of V - U
    aligned_vector<Real> encoder_tangents;  ///< [encoder] panel: directional derivatives of U and V - U
    aligned_vector<Real> tangent, tangent_next;   ///< panels: directional derivatives of two layers
    aligned_vector<Real> adjoint, adjoint_before;  ///< block: dL/d(output jets)
    aligned_vector<Real> values, tangent_values;  ///< blocks: output jets and their directional derivatives
    aligned_vector<Real> trained_adjoint;   ///< [panel][group][trained parameter][lane]: dF/dq
    aligned_vector<Real> row_values;        ///< [panel][group][residual][lane]: F
    std::array<std::vector<layer_jets<Real>>, 2> found;  ///< what the passes in reverse find at their layers
    std::vector<jet_workspace> of_network;  ///< of several networks: the memory of each

private:
    static constexpr std::size_t turns = 4;
    [[nodiscard]] std::size_t quarter() const { return saved.size() / turns / cache_line * cache_line; }
    static void grow(aligned_vector<Real>& part, std::size_t size) {
        if (part.size() < size) part.resize(size);
    }
};

/// The panels that keep what they save within `bytes`, of 16 columns at least, or the sums over lanes of the weight
/// gradient are too dear, and of `most` at most. Even, so that a block holds whole rows of any combination.
template <class Real>
std::size_t panels_within(std::size_t bytes, std::size_t most, network_layout const& layout, panel_shape const& shape) {
    std::size_t unit_rows = 1;
    for (mlp_layout const& network : layout.networks()) {
        unit_rows += network.outputs();
        for (std::size_t l = 0; l < network.hidden_layers(); ++l) unit_rows += network.layers()[l].outputs;
        if (!network.encoders().empty())  // themselves, their adjoints, and what the gates make of all but one layer
            unit_rows += (network.hidden_layers() + 1) * network.encoders()[0].outputs;
    }
    std::size_t const columns =
        std::clamp(bytes / (unit_rows * shape.lanes * sizeof(Real)), std::size_t{16}, most);
    return std::max<std::size_t>(2, columns / shape.columns() / 2 * 2);
}

/// Panels per block at most: what a block saves stays in the L2 cache, and a tile of its units in the L1 cache, for the
/// weight gradient.
template <class Real>
std::size_t panels_per_block(network_layout const& layout, panel_shape const& shape) {
    return panels_within<Real>(640 * 1024, 32, layout, shape);
}

/// The same for blocks that take turns, but four registers of points where there are as many. Two such blocks and what
/// the passes in reverse find at two leave the L2 cache, but shorter runs of points than that take J longer to write.
template <class Real>
std::size_t panels_per_turn(network_layout const& layout, panel_shape const& shape) {
    std::size_t const most = panels_within<Real>(896 * 1024, 128, layout, shape);
    return std::max(most / 4 * 2, std::min(most, std::max<std::size_t>(2, 4 / shape.groups)));
}

}  // namespace lamina
