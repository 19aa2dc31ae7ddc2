#pragma once

#include <cstddef>

#include <lamina/kernel/jet_curvature.hpp>
#include <lamina/kernel/jet_networks.hpp>

namespace lamina {

/// The passes of `jet_curvature` for all networks of a layout: here the only one.
template <class Channels, class Architecture, class Real>
struct jet_curvatures {
    using only = jet_curvature<Channels, Architecture, Real>;

    static void tangent(network_layout const& layout, Real const* theta, Real const* direction,
                        point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along) {
        only::tangent(layout.networks().front(), theta, direction, block, work, along);
    }
    static void reverse(network_layout const& layout, Real const* theta, Real const* direction,
                        point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along,
                        Real* gradient) {
        only::reverse(layout.networks().front(), theta, direction, block, work, along, gradient);
    }
};

/// Network by network, each with its own pair of workspaces, as in `jet_networks`.
template <class Channels, class... Architectures, class Real>
struct jet_curvatures<Channels, separated<Architectures...>, Real>
    : jet_networks<Channels, separated<Architectures...>, Real> {
    using all = jet_networks<Channels, separated<Architectures...>, Real>;

    static void tangent(network_layout const& layout, Real const* theta, Real const* direction,
                        point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along) {
        all::each(layout, [&]<class Network>(Network, std::size_t n, std::size_t output) {
            mlp_layout const& network = layout.networks()[n];
            jet_workspace<Real>& own = work.of_network[n];
            curvature<Network>::tangent(network, theta, direction, block, own, along.of_network[n]);
            all::template copy<true>(own.tangent_values, network.outputs(), work.tangent_values, layout.outputs(),
                                     output, block.count);
        });
    }
    static void reverse(network_layout const& layout, Real const* theta, Real const* direction,
                        point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along,
                        Real* gradient) {
        all::each(layout, [&]<class Network>(Network, std::size_t n, std::size_t output) {
            mlp_layout const& network = layout.networks()[n];
            jet_workspace<Real>&own = work.of_network[n], &own_along = along.of_network[n];
            all::template copy<false>(own.adjoint, network.outputs(), work.adjoint, layout.outputs(), output,
                                      block.count);
            all::template copy<false>(own_along.adjoint, network.outputs(), along.adjoint, layout.outputs(), output,
                                      block.count);
            curvature<Network>::reverse(network, theta, direction, block, own, own_along, gradient);
        });
    }

private:
    template <class Network>
    struct of;
    template <class Architecture>
    struct of<jet_network<Channels, Architecture, Real>> {
        using type = jet_curvature<Channels, Architecture, Real>;
    };
    template <class Network>
    using curvature = typename of<Network>::type;
};

}  // namespace lamina
