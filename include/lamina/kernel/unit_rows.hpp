#pragma once

#include <cstddef>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>

/// Where `dense_product` starts from and puts its rows if nothing else happens to them. Types of their own, so that
/// channel sets with as many registers in a row, and all architectures, share its instances.
namespace lamina {

/// Starts from the bias in the value channel, the first of every Channels.
template <std::size_t Columns, std::size_t Channels, class Real>
struct start_from_bias {
    Real const* biases;

    [[gnu::always_inline]] void operator()(std::size_t unit, lanes<Real>* z) const {
        lanes<Real> const bias(biases[unit]);
        unroll<Columns>([&](auto c) __attribute__((always_inline)) {
            z[c] = c % Channels == 0 ? bias : lanes<Real>(Real(0));
        });
    }
};

/// Starts from what is there already.
template <std::size_t Columns, class Real>
struct start_from_rows {
    Real const* rows;

    [[gnu::always_inline]] void operator()(std::size_t unit, lanes<Real>* z) const {
        Real const* const from = rows + unit * Columns * lane_count<Real>;
        unroll<Columns>([&](auto c) __attribute__((always_inline)) {
            z[c] = lanes<Real>::load_aligned(from + c * lane_count<Real>);
        });
    }
};

/// Stores unit rows.
template <std::size_t Columns, class Real>
struct store_rows {
    Real* rows;

    template <class Count>
    [[gnu::always_inline]] void operator()(Count, std::size_t unit, lanes<Real> const* z) const {
        Real* const to = rows + unit * Columns * lane_count<Real>;
        unroll<Count::value * Columns>([&](auto i) __attribute__((always_inline)) {
            z[i].store_aligned(to + i * lane_count<Real>);
        });
    }
};

}  // namespace lamina
