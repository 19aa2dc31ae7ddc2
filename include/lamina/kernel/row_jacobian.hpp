#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/panel_block.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// Stores the first `count` lanes.
template <class Real>
inline void store_lanes(lanes<Real> const& value, Real* to, std::size_t count) {
    alignas(cache_line) Real all[lane_count<Real>];
    value.store_aligned(all);
    std::copy(all, all + count, to);
}

/// Columns of J^T: to[p * stride + n] = dr_n/dtheta_p. A matrix that no cache holds is written past them, where whole
/// cache lines are (a register is a line, `to` begins one, and so does each of its rows): to fetch a line before it
/// is overwritten would double the traffic.
template <class Real>
struct jacobian_columns {
    Real* to = nullptr;
    std::size_t stride = 0;
    bool stream = false;

    jacobian_columns() = default;
    jacobian_columns(Real* first, std::size_t parameters, std::size_t rows)
        : to(first), stride(rows),
          stream(lane_count<Real> * sizeof(Real) == cache_line && parameters * rows * sizeof(Real) > beyond_caches &&
                 rows % lane_count<Real> == 0 && reinterpret_cast<std::uintptr_t>(first) % cache_line == 0) {}

    /// The first `count` lanes of the values of Count parameters, one after another, from row on.
    template <std::size_t Count>
    [[gnu::always_inline]] void store(std::size_t parameter, std::size_t row, lanes<Real> const* value,
                                      std::size_t count) const {
        Real* const at = to + parameter * stride + row;
#if defined(__AVX512F__)
        if (stream && count == lane_count<Real>) {
            unroll<Count>([&](auto i) __attribute__((always_inline)) {
                if constexpr (sizeof(Real) == 8)
                    _mm512_stream_pd(at + i * stride, value[i]);
                else
                    _mm512_stream_ps(at + i * stride, value[i]);
            });
            return;
        }
#endif
        if (count == lane_count<Real>)
            unroll<Count>([&](auto i) __attribute__((always_inline)) { value[i].store_unaligned(at + i * stride); });
        else
            for (std::size_t i = 0; i < Count; ++i) store_lanes(value[i], at + i * stride, count);
    }
    /// Makes what went past the caches visible to all threads.
    void finish() const {
#if defined(__AVX512F__)
        if (stream) _mm_sfence();
#endif
    }

private:
    static constexpr std::size_t beyond_caches = std::size_t{1} << 24;  // bytes
};

/// At the rows of a block that starts at panel `first`, for Rows x Inputs parameters,
///   J^T[weights + (u + r) * input.units + k + i][n] = sum over channels of adjoint[u + r] input[k + i] at row n
/// summed over the panels that make a row. Rows of a block follow each other: runs for each parameter.
template <std::size_t Rows, std::size_t Inputs, class Real>
[[gnu::noinline]] void jacobian_tile(layer_jets<Real> const& jets, std::size_t u, std::size_t k,
                                     point_set<Real> const& points, std::size_t first,
                                     jacobian_columns<Real> const& to) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const channels = points.shape().channels, row = jets.input.row, per_row = points.panels_per_row();
    std::size_t const parameter = jets.layer.weights + u * jets.input.units + k;
    for (std::size_t p = 0; p < jets.adjoint.panels; p += per_row)
        for (std::size_t g = 0; g < points.shape().groups; ++g) {
            V sum[Rows * Inputs];
            unroll<Rows * Inputs>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
            for (std::size_t q = p; q < p + per_row; ++q) {
                Real const* a = jets.adjoint.at(q, u) + g * channels * L;
                Real const* h = jets.input.at(q, k) + g * channels * L;
                for (std::size_t c = 0; c < channels; ++c, a += L, h += L) {
                    V x[Inputs];
                    unroll<Inputs>([&](auto i) __attribute__((always_inline)) {
                        x[i] = in_register(V::load_aligned(h + i * row));
                    });
                    unroll<Rows>([&](auto r) __attribute__((always_inline)) {
                        V const y = in_register(V::load_aligned(a + r * row));
                        unroll<Inputs>([&](auto i) __attribute__((always_inline)) {
                            sum[r * Inputs + i] = xsimd::fma(y, x[i], sum[r * Inputs + i]);
                        });
                    });
                }
            }
            std::size_t const n = points.first_point(first + p, g), count = points.valid_lanes(first + p, g);
            unroll<Rows>([&](auto r) __attribute__((always_inline)) {
                to.template store<Inputs>(parameter + r * jets.input.units, n, sum + r * Inputs, count);
            });
        }
}

/// J^T[biases + u][n] = adjoint[u], its value channel, at row n, for units u, u + 1, ..., u + rows - 1
template <class Real>
[[gnu::noinline]] void bias_jacobian(layer_jets<Real> const& jets, std::size_t u, std::size_t rows,
                                     point_set<Real> const& points, std::size_t first,
                                     jacobian_columns<Real> const& to) {
    using V = lanes<Real>;
    std::size_t const per_row = points.panels_per_row(), group = points.shape().channels * lane_count<Real>;
    for (std::size_t r = u; r < u + rows; ++r)
        for (std::size_t p = 0; p < jets.adjoint.panels; p += per_row)
            for (std::size_t g = 0; g < points.shape().groups; ++g) {
                V sum(Real(0));
                for (std::size_t q = p; q < p + per_row; ++q) sum += V::load_aligned(jets.adjoint.at(q, r) + g * group);
                to.template store<1>(jets.layer.biases + r, points.first_point(first + p, g), &sum,
                                     points.valid_lanes(first + p, g));
            }
}

}  // namespace lamina
