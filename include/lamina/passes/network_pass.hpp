#pragma once

#include <cstddef>

#include <lamina/network/mlp_layout.hpp>
#include <lamina/passes/jet_rule.hpp>
#include <lamina/passes/jet_workspace.hpp>
#include <lamina/passes/layer_sink.hpp>
#include <lamina/passes/pass_table.hpp>
#include <lamina/passes/point_set.hpp>

namespace lamina {

/// One network at a block of points: the jets of its outputs and their derivatives with respect to theta. Units pass
/// through a layer some at a time (`pass_table::units_at_once`): what a dense product makes of them is still in the L1
/// cache when the activation goes over it.
///
/// An `improved_mlp` has a gate behind each hidden layer but the first, h = U + Z (V - U) with Z = phi(z) (Wang, Teng,
/// Perdikaris 2021, eq. 2.36). As V - U is used wherever its second encoder V is, it is kept in V's place.
template <class Real>
class network_pass {
public:
    network_pass(jet_rule const& rule, pass_table<Real> const& run, mlp_layout const& layout, Real const* theta,
                 point_block<Real> const& block, jet_workspace<Real>& work);

    /// Leaves what `forward` saved as it is: `reverse` can follow again, for another dL/d(output jets).
    network_pass& keeping_jets();

    /// work.values = the output jets, shape (panels, outputs, row); work.saved as `reverse` needs it.
    void forward() const;
    /// As `forward`; also work.tangent_values = d(output jets)/dtheta * direction.
    void forward_tangent(Real const* direction) const;
    /// From work.adjoint = dL/d(output jets), shape (panels, outputs, row), after `forward` on the same block: calls
    /// sink(layer, adjoint, input) for each layer, the last first and encoders at the end, with the panel_blocks dL/dz
    /// and h of z = W h + b. Then dL/dW = adjoint input^T; a consumer chooses what to sum over.
    void reverse(layer_sink<Real> sink) const;

protected:
    /// Unit rows of a panel at a layer.
    struct saved_panel {
        Real* values = nullptr;    ///< the jets of phi(z), or of V - U
        Real* slopes = nullptr;    ///< the jets of phi'(z), if they do not follow from phi(z)
        Real* gated = nullptr;     ///< what the gate makes of phi(z), if there is one
        Real* adjoints = nullptr;  ///< where `reverse` puts dL/dz: in the place of the values, unless they are kept
    };
    /// Panels that belong to the two encoders
    struct encoder_panels {
        Real* u = nullptr;
        Real* difference = nullptr;  ///< of V - U
    };

    [[nodiscard]] bool encoders() const { return !layout_.encoders().empty(); }
    [[nodiscard]] bool gated(std::size_t layer) const { return encoders() && layer > 0; }
    [[nodiscard]] std::size_t encoder_units() const { return layout_.encoders()[0].outputs; }
    [[nodiscard]] jet_cells cells(std::size_t units) const { return {rule_, units * block_.points.shape().groups}; }
    [[nodiscard]] Real const* weights(std::size_t p) const { return block_.points.weights(block_.first + p, 0); }
    /// The inputs of the network at panel p, its share of those at the points
    [[nodiscard]] Real const* jets(std::size_t p) const {
        return block_.points.jets(block_.first + p) + layout_.first_input() * row_;
    }
    [[nodiscard]] panel_block<Real> all_jets() const {
        return {jets(0), block_.count, layout_.inputs(), row_, block_.points.inputs() * row_};
    }

    /// Where panel p of the block saves in `work` at hidden layer l, or encoder l - hidden_layers().
    [[nodiscard]] saved_panel saved(jet_workspace<Real>& work, std::size_t l, std::size_t p) const;
    /// What layer l reads at panel p of the block.
    [[nodiscard]] Real const* input(jet_workspace<Real>& work, std::size_t l, std::size_t p) const;
    /// Panel p of `panels` panels in [encoder] blocks.
    [[nodiscard]] encoder_panels encoded(aligned_vector<Real>& from, std::size_t panels, std::size_t p) const;
    /// U and V - U at panel p
    [[nodiscard]] encoder_panels encoded_values(jet_workspace<Real>& work, std::size_t p) const;
    /// What layer l reads at all panels of the block
    [[nodiscard]] panel_block<Real> inputs(jet_workspace<Real>& work, std::size_t l) const;
    /// dL/dz of the block at layer l
    [[nodiscard]] panel_block<Real> adjoint(std::size_t l) const;

    /// body(first unit, how many) for all units of a layer, some at a time
    template <class Body>
    void some_units(std::size_t units, Body&& body) const {
        for (std::size_t first = 0; first < units; first += at_once_)
            body(first, units - first < at_once_ ? units - first : at_once_);
    }
    /// out = `start` + W_from_theta h of a layer's units first ... first + count - 1 at a panel
    void multiply(Real const* theta, dense_layer const& layer, std::size_t first, std::size_t count, Real const* in,
                  product_start start, Real* out) const;
    /// out = `start` + W_from_theta^T z for units first ... first + count - 1 of the layer before
    void multiply_transposed(Real const* theta, dense_layer const& layer, std::size_t first, std::size_t count,
                             Real const* z, product_start start, Real* out) const;
    /// The jets of phi'(z) at some units of a panel, from `values` = phi(z), which may be others than those in `save`
    [[nodiscard]] Real const* slopes(saved_panel const& save, Real const* values, std::size_t first, std::size_t count,
                                     std::size_t p) const;

    /// out = phi'(z) dz at some units of a panel, from `values` = phi(z), and its
    /// transpose
    void times_slope(saved_panel const& save, Real const* values, std::size_t first, std::size_t count, std::size_t p,
                     Real const* dz, Real* out) const;
    void times_slope_transposed(saved_panel const& save, Real const* values, std::size_t first, std::size_t count,
                                std::size_t p, Real const* a, Real* out) const;

    /// What `units_` takes as weights at panel p
    [[nodiscard]] Real const* unit_weights(std::size_t p) const;

    jet_rule const& rule_;
    pass_table<Real> const& run_;
    mlp_layout const& layout_;
    activation_sweep<Real> sweep_;
    bool slope_from_value_, keeping_ = false;
    Real const* theta_;
    point_block<Real> const& block_;
    jet_workspace<Real>& work_;
    std::size_t row_, at_once_;
    unit_passes<Real> units_;

private:
    void activate(dense_layer const& layer, Real const* in, std::size_t first, std::size_t count, std::size_t p,
                  saved_panel const& to, forward_gate<Real> const& gate) const;
    void activate_layer(dense_layer const& layer, Real const* in, std::size_t p, saved_panel const& to,
                        forward_gate<Real> const& gate = {}) const;
    void forward_panel(std::size_t l, std::size_t p) const;
    void reverse_panel(std::size_t l, std::size_t p) const;
    void tangent_panel(std::size_t l, Real const* direction, std::size_t p) const;
    /// The gate behind hidden layer l at panel p, if there is one
    [[nodiscard]] forward_gate<Real> gate(std::size_t l, std::size_t p) const;
    [[nodiscard]] reverse_gate<Real> gate_in_reverse(std::size_t l, std::size_t p) const;
    void through_gate(forward_gate<Real> const& gate, std::size_t first, std::size_t count, std::size_t p,
                      Real const* h) const;
    void back_through_gate(reverse_gate<Real> const& gate, std::size_t first, std::size_t count, std::size_t p,
                           Real const* h, Real* a) const;
    void encode_panel(std::size_t p) const;
    void encode_tangent(Real const* direction, std::size_t p) const;
    void reverse_encoders(std::size_t p) const;
};

extern template class network_pass<double>;
extern template class network_pass<float>;

}  // namespace lamina
