#include <lamina/passes/jet_passes.hpp>

#include <algorithm>

namespace lamina {

namespace {

/// body(network, its own workspace, its number, its first output) for each network. The only one of a layout works in
/// `work`.
template <class Real, class Body>
void each_network(network_layout const& layout, jet_workspace<Real>& work, Body&& body) {
    bool const only = layout.networks().size() == 1;
    std::size_t output = 0;
    for (std::size_t n = 0; n < layout.networks().size(); ++n) {
        body(layout.networks()[n], only ? work : work.of_network[n], n, output);
        output += layout.networks()[n].outputs();
    }
}

/// Outputs of one network and of all
template <class Real>
struct output_blocks {
    aligned_vector<Real>&own, &together;
};

/// Between a network's `outputs` of a block and those from `first` on, of `all`.
template <bool Together, class Real>
void copy(output_blocks<Real> blocks, std::size_t outputs, std::size_t all, std::size_t first, std::size_t panels,
          std::size_t row) {
    if (&blocks.own == &blocks.together) return;
    for (std::size_t p = 0; p < panels; ++p) {
        Real* const a = blocks.own.data() + p * outputs * row;
        Real* const b = blocks.together.data() + (p * all + first) * row;
        std::copy_n(Together ? a : b, outputs * row, Together ? b : a);
    }
}

}  // namespace

template <class Real>
void jet_passes<Real>::forward(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                               jet_workspace<Real>& work) const {
    each_network(layout, work,
                 [&](mlp_layout const& network, jet_workspace<Real>& own, std::size_t, std::size_t output) {
                     network_pass<Real>(rule_, *run_, network, theta, block, own).forward();
                     copy<true>(output_blocks<Real>{own.values, work.values}, network.outputs(), layout.outputs(),
                                output, block.count, shape().row());
                 });
}

template <class Real>
void jet_passes<Real>::forward_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                                       point_block<Real> const& block, jet_workspace<Real>& work) const {
    each_network(layout, work,
                 [&](mlp_layout const& network, jet_workspace<Real>& own, std::size_t, std::size_t output) {
                     network_pass<Real>(rule_, *run_, network, theta, block, own).forward_tangent(direction);
                     for (auto const& blocks : {output_blocks<Real>{own.values, work.values},
                                                output_blocks<Real>{own.tangent_values, work.tangent_values}})
                         copy<true>(blocks, network.outputs(), layout.outputs(), output, block.count, shape().row());
                 });
}

template <class Real>
void jet_passes<Real>::reverse(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                               jet_workspace<Real>& work, layer_sink<Real> sink, bool keep_jets) const {
    each_network(layout, work,
                 [&](mlp_layout const& network, jet_workspace<Real>& own, std::size_t, std::size_t output) {
                     copy<false>(output_blocks<Real>{own.adjoint, work.adjoint}, network.outputs(), layout.outputs(),
                                 output, block.count, shape().row());
                     network_pass<Real> pass(rule_, *run_, network, theta, block, own);
                     (keep_jets ? pass.keeping_jets() : pass).reverse(sink);
                 });
}

template <class Real>
void jet_passes<Real>::curvature_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                                         point_block<Real> const& block, jet_workspace<Real>& work,
                                         jet_workspace<Real>& along) const {
    bool const only = layout.networks().size() == 1;
    each_network(layout, work,
                 [&](mlp_layout const& network, jet_workspace<Real>& own, std::size_t n, std::size_t output) {
                     network_curvature<Real>({rule_, *run_, network, theta, block, own}, direction,
                                             only ? along : along.of_network[n])
                         .tangent();
                     copy<true>(output_blocks<Real>{own.tangent_values, work.tangent_values}, network.outputs(),
                                layout.outputs(), output, block.count, shape().row());
                 });
}

template <class Real>
void jet_passes<Real>::curvature_reverse(network_layout const& layout, Real const* theta, Real const* direction,
                                         point_block<Real> const& block, jet_workspace<Real>& work,
                                         jet_workspace<Real>& along, Real* gradient) const {
    bool const only = layout.networks().size() == 1;
    each_network(
        layout, work, [&](mlp_layout const& network, jet_workspace<Real>& own, std::size_t n, std::size_t output) {
            jet_workspace<Real>& own_along = only ? along : along.of_network[n];
            for (auto const& blocks : {output_blocks<Real>{own.adjoint, work.adjoint},
                                       output_blocks<Real>{own_along.adjoint, along.adjoint}})
                copy<false>(blocks, network.outputs(), layout.outputs(), output, block.count, shape().row());
            network_curvature<Real>({rule_, *run_, network, theta, block, own}, direction, own_along).reverse(gradient);
        });
}

template class jet_passes<double>;
template class jet_passes<float>;

}  // namespace lamina
