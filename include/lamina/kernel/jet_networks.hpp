#pragma once

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include <lamina/kernel/jet_network.hpp>
#include <lamina/network/network_layout.hpp>

namespace lamina {

/// The passes of `jet_network` for all networks of a layout: here the only one.
template <class Channels, class Architecture, class Real>
struct jet_networks {
    using only = jet_network<Channels, Architecture, Real>;

    static void forward(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                        jet_workspace<Real>& work) {
        only::forward(layout.networks().front(), theta, block, work);
    }
    static void forward_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                                point_block<Real> const& block, jet_workspace<Real>& work) {
        only::forward_tangent(layout.networks().front(), theta, direction, block, work);
    }
    static void reverse(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                        jet_workspace<Real>& work, layer_sink<Real> sink) {
        only::reverse(layout.networks().front(), theta, block, work, sink);
    }
};

/// Network by network, each with its own workspace in work.of_network; their outputs meet in `work`.
template <class Channels, class... Architectures, class Real>
struct jet_networks<Channels, separated<Architectures...>, Real> {
    static void forward(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                        jet_workspace<Real>& work) {
        each(layout, [&]<class Network>(Network, std::size_t n, std::size_t output) {
            mlp_layout const& network = layout.networks()[n];
            jet_workspace<Real>& own = work.of_network[n];
            Network::forward(network, theta, block, own);
            copy<true>(own.values, network.outputs(), work.values, layout.outputs(), output, block.count);
        });
    }
    static void forward_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                                point_block<Real> const& block, jet_workspace<Real>& work) {
        each(layout, [&]<class Network>(Network, std::size_t n, std::size_t output) {
            mlp_layout const& network = layout.networks()[n];
            jet_workspace<Real>& own = work.of_network[n];
            Network::forward_tangent(network, theta, direction, block, own);
            copy<true>(own.values, network.outputs(), work.values, layout.outputs(), output, block.count);
            copy<true>(own.tangent_values, network.outputs(), work.tangent_values, layout.outputs(), output,
                       block.count);
        });
    }
    static void reverse(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                        jet_workspace<Real>& work, layer_sink<Real> sink) {
        each(layout, [&]<class Network>(Network, std::size_t n, std::size_t output) {
            mlp_layout const& network = layout.networks()[n];
            jet_workspace<Real>& own = work.of_network[n];
            copy<false>(own.adjoint, network.outputs(), work.adjoint, layout.outputs(), output, block.count);
            Network::reverse(network, theta, block, own, sink);
        });
    }

protected:
    static constexpr std::size_t row = panel_of<Channels, Real>.row();

    /// body(jet_network, number of the network, its first output) for each network
    template <class Body>
    static void each(network_layout const& layout, Body&& body) {
        std::size_t n = 0, output = 0;
        auto const one = [&](auto network) {
            body(network, n, output);
            output += layout.networks()[n++].outputs();
        };
        (one(jet_network<Channels, Architectures, Real>{}), ...);
    }

    /// Between a network's `outputs` of the blocks `own` and those from `first` on, of `all`, of `together`.
    template <bool Together>
    static void copy(aligned_vector<Real>& own, std::size_t outputs, aligned_vector<Real>& together, std::size_t all,
                     std::size_t first, std::size_t panels) {
        for (std::size_t p = 0; p < panels; ++p) {
            Real* const a = own.data() + p * outputs * row;
            Real* const b = together.data() + (p * all + first) * row;
            std::copy_n(Together ? a : b, outputs * row, Together ? b : a);
        }
    }
};

}  // namespace lamina
