#pragma once

#include <algorithm>
#include <cstddef>

#include "lanes.hpp"

namespace by_hand {

/// Units of a layer that one register tile makes.
inline constexpr std::size_t tile = 5;

/// The jets of Units units at up to `capacity` panels of Columns registers each:
///   [unit tile][panel][unit of the tile][column][lane]
/// so that a dense product walks a panel, and the weight gradient walks a tile of units in one stream.
template <class Real, std::size_t Units, std::size_t Columns>
struct unit_tiles {
    static_assert(Units % tile == 0);
    static constexpr std::size_t row = Columns * L<Real>;
    static constexpr std::size_t size(std::size_t capacity) { return Units * row * capacity; }

    Real* data;
    std::size_t capacity;

    /// The five units of tile t at a panel.
    [[nodiscard]] Real* at(std::size_t t, std::size_t panel) const {
        return data + (t * capacity + panel) * (tile * row);
    }
};

/// sum[r][c] += sum over k of W(r, k) in[k][c] at a panel, for Rows rows of W and all columns:
/// W(r, k) = w[r * Stride + k], or w[k * Stride + r] if Transposed.
template <bool Transposed, std::size_t Stride, std::size_t Rows, class Real, std::size_t Units, std::size_t Columns>
[[gnu::always_inline]] inline void multiply(Real const* w, unit_tiles<Real, Units, Columns> const& in,
                                            std::size_t panel, lanes<Real>* sum) {
    using V = lanes<Real>;
    Real const* h = in.at(0, panel);
    std::size_t const step = in.capacity * tile * in.row;
    for (std::size_t t = 0; t < Units / tile; ++t, h += step, w += Transposed ? tile * Stride : tile)
        each<tile>([&](auto k) __attribute__((always_inline)) {
            if constexpr (Columns <= 4) {
                V x[Columns];
                each<Columns>([&](auto c) __attribute__((always_inline)) {
                    x[c] = load(h + (k * Columns + c) * L<Real>);
                    keep(x[c]);
                });
                each<Rows>([&](auto r) __attribute__((always_inline)) {
                    V b = all(Transposed ? w[k * Stride + r] : w[r * Stride + k]);
                    keep(b);
                    each<Columns>([&](auto c) __attribute__((always_inline)) { sum[r * Columns + c] += b * x[c]; });
                });
            } else {
                V b[Rows];
                each<Rows>([&](auto r) __attribute__((always_inline)) {
                    b[r] = all(Transposed ? w[k * Stride + r] : w[r * Stride + k]);
                    keep(b[r]);
                });
                each<Columns>([&](auto c) __attribute__((always_inline)) {
                    V x = load(h + (k * Columns + c) * L<Real>);
                    keep(x);
                    each<Rows>([&](auto r) __attribute__((always_inline)) { sum[r * Columns + c] += b[r] * x; });
                });
            }
        });
}

/// The gradient of a dense layer in the order in which tiles of 5 x 5 are made: [tile][input tile][5 x 5, padded].
template <class Real>
inline constexpr std::size_t padded_tile = (tile * tile + L<Real> - 1) / L<Real>* L<Real>;

/// gradient (+)= adjoint input^T over all columns and lanes of `panels` panels.
template <bool First, class Real, std::size_t Out, std::size_t In, std::size_t Columns>
void weight_gradient(unit_tiles<Real, Out, Columns> const& adjoint, unit_tiles<Real, In, Columns> const& input,
                     std::size_t panels, Real* gradient) {
    using V = lanes<Real>;
    constexpr std::size_t padded = padded_tile<Real>;
    for (std::size_t t = 0; t < Out / tile; ++t)
        for (std::size_t s = 0; s < In / tile; ++s, gradient += padded) {
            V sum[padded] = {};
            Real const* a = adjoint.at(t, 0);
            Real const* h = input.at(s, 0);
            for (std::size_t p = 0; p < panels; ++p, a += tile * Columns * L<Real>, h += tile * Columns * L<Real>)
                each<Columns>([&](auto c) __attribute__((always_inline)) {
                    V x[tile];
                    each<tile>([&](auto k) __attribute__((always_inline)) {
                        x[k] = load(h + (k * Columns + c) * L<Real>);
                        keep(x[k]);
                    });
                    each<tile>([&](auto r) __attribute__((always_inline)) {
                        V y = load(a + (r * Columns + c) * L<Real>);
                        keep(y);
                        each<tile>([&](auto k) __attribute__((always_inline)) { sum[r * tile + k] += y * x[k]; });
                    });
                });
            each<padded / L<Real>>([&](auto i) __attribute__((always_inline)) {
                V total;
                if constexpr (i * L<Real> + 1 == tile * tile) {
                    total = V{lane_sum<Real>(sum[i * L<Real>])};
                } else {
                    total = lane_sums<Real>(sum + i * L<Real>);
                }
                if constexpr (!First) total += load(gradient + i * L<Real>);
                store(total, gradient + i * L<Real>);
            });
        }
}

/// gradient (Out x In), row-major, += the tiles of `weight_gradient`.
template <std::size_t Out, std::size_t In, class Real>
void add_tiles(Real const* tiles, std::size_t begin, std::size_t end, Real* gradient) {
    for (std::size_t u = begin; u < end; ++u)
        for (std::size_t s = 0; s < In / tile; ++s) {
            Real const* from = tiles + (u / tile * (In / tile) + s) * padded_tile<Real> + u % tile * tile;
            for (std::size_t k = 0; k < tile; ++k) gradient[u * In + s * tile + k] += from[k];
        }
}

}  // namespace by_hand
