#pragma once

#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/line_size.hpp>
#include <lamina/passes/jet_rule.hpp>
#include <lamina/passes/network_curvature.hpp>

namespace lamina {

/// The passes of all networks of a layout at blocks of points, for one channel set. Of several networks each has its
/// own workspace in work.of_network; their outputs meet in `work`. What each pass leaves where: see network_pass and
/// network_curvature.
template <class Real>
class jet_passes {
public:
    explicit jet_passes(jet_rule rule) : rule_(std::move(rule)), run_(&chosen_passes<Real>()) {}

    [[nodiscard]] panel_shape shape() const { return panel_shape::of(rule_.channels(), line_size<Real>); }
    [[nodiscard]] jet_rule const& rule() const { return rule_; }
    [[nodiscard]] pass_table<Real> const& run() const { return *run_; }

    void forward(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                 jet_workspace<Real>& work) const;
    void forward_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                         point_block<Real> const& block, jet_workspace<Real>& work) const;
    /// `keep_jets`: whether another pass in reverse follows
    void reverse(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                 jet_workspace<Real>& work, layer_sink<Real> sink, bool keep_jets = false) const;

    void curvature_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                           point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along) const;
    void curvature_reverse(network_layout const& layout, Real const* theta, Real const* direction,
                           point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along,
                           Real* gradient) const;

private:
    jet_rule rule_;
    pass_table<Real> const* run_;
};

extern template class jet_passes<double>;
extern template class jet_passes<float>;

}  // namespace lamina
