#pragma once

#include <cstddef>
#include <utility>

#include <lamina/passes/each_set/cell_jets.hpp>
#include <lamina/passes/each_set/forward_jets.hpp>
#include <lamina/passes/each_set/jet_products.hpp>
#include <lamina/passes/each_set/reverse_jets.hpp>
#include <lamina/passes/jet_rule.hpp>
#include <lamina/passes/pass_table.hpp>

/// The channels for which what happens to units is compiled with jets in registers: those that most equations have. All
/// others go by lists, jet_products.hpp.
namespace lamina::passes::LAMINA_SET {
namespace {

template <class Firsts>
struct sets_of;

template <int... I>
struct sets_of<std::integer_sequence<int, I...>> {
    static constexpr int first = sizeof...(I);
    /// A value and its first derivatives
    using gradient = channel_set<partial_channel<>, partial_channel<I>...>;
    using laplacian =
        channel_set<partial_channel<>, partial_channel<I>..., collapsed_channel<weighted_partial<1, -1, I, I>...>>;

    /// w_k d^2/dx_i dx_j, i <= j, with the weights of second_order_shape
    template <int Channel, class Pairs>
    struct form;
    template <int Channel, int... P>
    struct form<Channel, std::integer_sequence<int, P...>> {
        static constexpr int larger(int pair) {
            int j = 0;
            while ((j + 1) * (j + 2) / 2 <= pair) ++j;
            return j;
        }
        static constexpr int smaller(int pair) { return pair - larger(pair) * (larger(pair) + 1) / 2; }
        using type =
            collapsed_channel<weighted_partial<1, Channel * first*(first + 1) / 2 + P, smaller(P), larger(P)>...>;
    };
    template <class Channels>
    struct forms;
    template <int... S>
    struct forms<std::integer_sequence<int, S...>> {
        using type = channel_set<partial_channel<>, partial_channel<I>...,
                                 typename form<S, std::make_integer_sequence<int, first*(first + 1) / 2>>::type...>;
    };
    /// A value, its first derivatives and `Second` channels of second order
    template <int Second>
    using second_order = typename forms<std::make_integer_sequence<int, Second>>::type;
};
template <int First>
using sets = sets_of<std::make_integer_sequence<int, First>>;

/// All derivatives along a line up to an order
using line_3 = channel_set<partial_channel<>, partial_channel<0>, partial_channel<0, 0>, partial_channel<0, 0, 0>>;
using line_4 = channel_set<partial_channel<>, partial_channel<0>, partial_channel<0, 0>, partial_channel<0, 0, 0>,
                           partial_channel<0, 0, 0, 0>>;
using hessian_2d = channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>, partial_channel<0, 0>,
                               partial_channel<0, 1>, partial_channel<1, 1>>;
/// Of a stream function in the equations of Navier and Stokes: the Laplacians of the velocities besides
using stream_function =
    channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>, partial_channel<0, 0>, partial_channel<0, 1>,
                partial_channel<1, 1>,
                collapsed_channel<weighted_partial<1, -1, 0, 0, 0>, weighted_partial<1, -1, 0, 1, 1>>,
                collapsed_channel<weighted_partial<1, -1, 0, 0, 1>, weighted_partial<1, -1, 1, 1, 1>>>;

template <class Activation, class Channels, class Real>
unit_passes<Real> unit_passes_for() {
    using cells = cell_jets<Channels, Real>;
    using forward = forward_jets<Activation, Channels, Real>;
    using reverse = reverse_jets<Activation, Channels, Real>;
    unit_passes<Real> out{};
    out.forward = forward::forward_units, out.reverse = reverse::reverse_units;
    out.multiply = cells::multiply, out.multiply_transposed = cells::multiply_transposed;
    if constexpr (Activation::slope_from_value) out.one_minus_square = cells::one_minus_square;
    out.times_slope = reverse::times_slope, out.times_slope_transposed = reverse::times_slope_transposed;
    out.reverse_encoders = reverse::reverse_encoders;
    return out;
}

/// By lists, for any channels and any activation
template <class Real>
unit_passes<Real> listed_unit_passes() {
    unit_passes<Real> out{};
    out.multiply = multiply<Real>, out.multiply_transposed = multiply_transposed<Real>;
    out.one_minus_square = one_minus_square<Real>;
    return out;
}

template <class Activation, class Real>
unit_passes<Real> unit_passes_with(jet_rule const& rule) {
    unit_passes<Real> out = listed_unit_passes<Real>();
    bool found = false;
    auto const same = [&]<class Channels>(Channels) {
        if (found || !rule.is(chain_rule<Channels>, fixed_rule<Channels, Real>::channels)) return;
        out = unit_passes_for<Activation, Channels, Real>(), found = true;
    };
    same(typename sets<0>::gradient{}), same(typename sets<1>::gradient{}), same(typename sets<2>::gradient{});
    same(typename sets<3>::gradient{});
    same(typename sets<1>::laplacian{}), same(typename sets<2>::laplacian{}), same(typename sets<3>::laplacian{});
    same(line_3{}), same(line_4{}), same(hessian_2d{}), same(stream_function{});
    if (found) return out;
    auto const second_order = [&]<class Channels>(Channels, std::size_t first, std::size_t second) {
        if (found || rule.shape().first != first || rule.shape().second != second) return;
        out = unit_passes_for<Activation, Channels, Real>(), found = out.by_shape = true;
    };
    second_order(typename sets<2>::template second_order<1>{}, 2, 1);
    second_order(typename sets<2>::template second_order<2>{}, 2, 2);
    second_order(typename sets<3>::template second_order<1>{}, 3, 1);
    return out;
}

}  // namespace

// Each in a file of its own: they are what takes longest to compile.
template <class Real>
unit_passes<Real> tanh_units(jet_rule const& rule);
template <class Real>
unit_passes<Real> sin_units(jet_rule const& rule);

}  // namespace lamina::passes::LAMINA_SET
