#pragma once

#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// The Term whose residual is u itself, or another channel of one of the unknowns: a system of it alone evaluates
/// a trained network at points, for plots and errors.
template <class Channels = channel_set<partial_channel<>>, int Unknowns = 1, int Unknown = 0, int Channel = 0>
struct channel_value {
    static_assert(0 <= Unknown && Unknown < Unknowns && 0 <= Channel && Channel < Channels::size);

    using channels = Channels;
    static constexpr int unknowns = Unknowns, trained = 0, tables = 0, constants = 0;
    static constexpr bool affine = true;

    template <class V, class C>
    static V value(C const*, V const*, V const* u) {
        return u[Unknown * Channels::size + Channel];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const*, V* du) {
        for (int i = 0; i < Unknowns * Channels::size; ++i) du[i] = V(i == Unknown * Channels::size + Channel ? 1 : 0);
    }
};

}  // namespace lamina
