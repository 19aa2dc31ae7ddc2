#pragma once

#include <lamina/passes/network_pass.hpp>

namespace lamina {

/// Forward over reverse: the derivatives of a network_pass along a direction v of theta. Everything that it leaves in
/// the workspace `work` has its derivative at the same place of a second workspace, `along`.
///
/// With z = W g + b, h = phi(z) and a = dL/dz, at each layer:  z' = V g + W g' + b_v,  h' = phi'(z) z',
/// (dL/dh)' = W^T a' + V^T a,  (dL/dW)' = a' g^T + a g'^T. All are products of jets: a change dz of z changes phi(z) by
/// phi'(z) dz, and p = phi'(z) by phi''(z) dz, which is -2 h dh where p = 1 - h^2 and else -h dz. Cost of both passes
/// with `forward`: 8 products with or onto the weights, where loss and gradient take 3.
template <class Real>
class network_curvature : network_pass<Real> {
public:
    network_curvature(network_pass<Real> const& pass, Real const* direction, jet_workspace<Real>& along)
        : network_pass<Real>(pass), direction_(direction), along_(along) {}

    /// After `forward` on the same block: `along` as `reverse` needs it, and
    /// work.tangent_values = d(output jets)/dtheta * direction.
    void tangent() const;
    /// From dL/d(output jets) in work.adjoint and its derivative in along.adjoint, after `tangent` on the same block:
    /// gradient (P,) += the derivative of dL/dtheta. Uses up both workspaces.
    void reverse(Real* gradient) const;

private:
    using base = network_pass<Real>;
    using typename base::encoder_panels;
    using typename base::saved_panel;

    void tangent_layer(dense_layer const& layer, Real const* in, Real const* along_in, Real* out) const;
    void tangent_units(saved_panel const& save, saved_panel const& along, Real const* phi, std::size_t units,
                       std::size_t p) const;
    void tangent_panel(std::size_t l, std::size_t p) const;
    void encode_tangent(std::size_t p) const;
    void reverse_gate(std::size_t l, std::size_t p, std::size_t units, Real* a, Real* da) const;
    void reverse_units(saved_panel const& save, saved_panel const& along, std::size_t units, std::size_t p,
                       Real const* a, Real const* da) const;
    void reverse_encoders(Real* gradient) const;
    void add_gradient(dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& g, Real* gradient,
                      bool biases = true) const;

    Real const* direction_;
    jet_workspace<Real>& along_;
};

extern template class network_curvature<double>;
extern template class network_curvature<float>;

}  // namespace lamina
