#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/panel_block.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/row_register.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// Columns of J^T: to[p * stride + n] = dr_n/dtheta_p. A matrix that no cache holds is written past them, in
/// whole cache lines: to fetch a line before it is overwritten would double the traffic. Where a register is a line,
/// `to` begins one, and so does each row of J^T, that is any register; else whole lines are cut from runs of registers.
template <class Real>
struct jacobian_columns {
    Real* to = nullptr;
    std::size_t stride = 0;
    bool stream = false;   ///< past the caches, register by register
    bool realign = false;  ///< past the caches, whole lines of runs that begin anywhere

    jacobian_columns() = default;
    jacobian_columns(Real* first, [[maybe_unused]] std::size_t parameters, std::size_t rows) : to(first), stride(rows) {
#if defined(__AVX512F__)
        bool const past = parameters * rows * sizeof(Real) > beyond_caches;
        stream = past && rows % lane_count<Real> == 0 && reinterpret_cast<std::uintptr_t>(first) % cache_line == 0;
        realign = past && !stream;
#endif
    }

    /// Rows `row` and the following of a parameter, the first `count` lanes.
    [[gnu::always_inline]] void store(std::size_t parameter, std::size_t row, lanes<Real> value,
                                      std::size_t count) const {
        Real* const at = to + parameter * stride + row;
        if (count < lane_count<Real>) return store_lanes(value, at, count);
        stream ? store_past_caches(value, at) : value.store_unaligned(at);
    }
    /// Makes what went past the caches visible to all threads.
    void finish() const {
#if defined(__AVX512F__)
        if (stream || realign) _mm_sfence();
#endif
    }

    /// `at` begins a cache line, and a register is one.
    [[gnu::always_inline]] static void store_past_caches([[maybe_unused]] lanes<Real> value,
                                                         [[maybe_unused]] Real* at) {
#if defined(__AVX512F__)
        if constexpr (sizeof(Real) == 8)
            _mm512_stream_pd(at, value);
        else
            _mm512_stream_ps(at, value);
#endif
    }
    /// `count` rows of a parameter from `row` on
    [[gnu::noinline]] void store_run(std::size_t parameter, std::size_t row, Real const* from,
                                     std::size_t count) const {
        Real* const at = to + parameter * stride + row;
        if (!realign) {
            std::copy_n(from, count, at);
            return;
        }
#if defined(__AVX512F__)
        constexpr std::size_t L = lane_count<Real>;
        std::size_t const before = reinterpret_cast<std::uintptr_t>(at) / sizeof(Real) % L;
        std::size_t i = before == 0 ? 0 : std::min(L - before, count);
        store_first(i, from, at);
        for (; i + L <= count; i += L) store_past_caches(lanes<Real>::load_unaligned(from + i), at + i);
        store_first(count - i, from + i, at + i);
#endif
    }

private:
#if defined(__AVX512F__)
    [[gnu::always_inline]] static void store_first(std::size_t count, Real const* from, Real* at) {
        if constexpr (sizeof(Real) == 8) {
            auto const mask = static_cast<__mmask8>((1u << count) - 1);
            _mm512_mask_storeu_pd(at, mask, _mm512_maskz_loadu_pd(mask, from));
        } else {
            auto const mask = static_cast<__mmask16>((1u << count) - 1);
            _mm512_mask_storeu_ps(at, mask, _mm512_maskz_loadu_ps(mask, from));
        }
    }
#endif
    static constexpr std::size_t beyond_caches = std::size_t{1} << 24;  // bytes
};

/// Registers of rows that `jacobian_tile` makes at a time, at most.
inline constexpr std::size_t jacobian_run = 16;

/// At the rows of a block that starts at panel `first`, for Rows x Inputs parameters,
///   J^T[weights + (u + r) * input.units + k + i][n] = sum over channels of adjoint[u + r] input[k + i] at row n
/// summed over the panels that make a row. Rows of a block follow each other: runs of `jacobian_run` registers at most.
template <std::size_t Rows, std::size_t Inputs, class Real>
[[gnu::noinline]] void jacobian_tile(layer_jets<Real> const& jets, std::size_t u, std::size_t k,
                                     point_set<Real> const& points, std::size_t first,
                                     jacobian_columns<Real> const& to) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const channels = points.shape().channels, row = jets.input.row, stride = to.stride;
    std::size_t const next_row = jets.input.units * stride;  // of parameters
    std::size_t const parameter = jets.layer.weights + u * jets.input.units + k;
    alignas(cache_line) Real runs[Rows * Inputs][jacobian_run * L];  // [parameter][row], of what is not streamed
    std::size_t first_row = points.first_point(first, 0);
    std::size_t length = 0;
    if (to.realign)  // the lines that a run only begins and ends
        for (std::size_t i = 0; i < Rows * Inputs; ++i) {
            Real* const at = to.to + (parameter + i / Inputs * jets.input.units + i % Inputs) * stride + first_row;
            __builtin_prefetch(at, 1);
            __builtin_prefetch(at + jets.adjoint.panels / points.panels_per_row() * points.shape().groups * L, 1);
        }
    each_row_register(points, first, jets.adjoint.panels, [&](row_register const& at) __attribute__((always_inline)) {
        V sum[Rows * Inputs];
        unroll<Rows * Inputs>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
        std::size_t q = at.panel;
        do {
            Real const* a = jets.adjoint.at(q, u) + at.group * channels * L;
            Real const* h = jets.input.at(q, k) + at.group * channels * L;
            Real const* const end = h + channels * L;
            do {
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
                a += L, h += L;
            } while (h != end);
        } while (++q < at.panel + points.panels_per_row());
        Real* const j = to.to + parameter * stride + at.row;
        if (to.stream && at.count == L) {
            unroll<Rows>([&](auto r) __attribute__((always_inline)) {
                unroll<Inputs>([&](auto i) __attribute__((always_inline)) {
                    to.store_past_caches(sum[r * Inputs + i], j + r * next_row + i * stride);
                });
            });
        } else {
            if (length == 0) first_row = at.row;
            unroll<Rows * Inputs>([&](auto i) __attribute__((always_inline)) {
                sum[i].store_aligned(runs[i] + (at.row - first_row));
            });
            length += at.count;
        }
    });
    for (std::size_t i = 0; length > 0 && i < Rows * Inputs; ++i)
        to.store_run(parameter + i / Inputs * jets.input.units + i % Inputs, first_row, runs[i], length);
}

/// J^T[biases + u][n] = adjoint[u], its value channel, at row n, for units u, u + 1, ..., u + rows - 1
template <class Real>
[[gnu::noinline]] void bias_jacobian(layer_jets<Real> const& jets, std::size_t u, std::size_t rows,
                                     point_set<Real> const& points, std::size_t first,
                                     jacobian_columns<Real> const& to) {
    using V = lanes<Real>;
    each_row_register(points, first, jets.adjoint.panels, [&](row_register const& at) {
        for (std::size_t r = u; r < u + rows; ++r) {
            V sum(Real(0));
            for (std::size_t q = at.panel; q < at.panel + points.panels_per_row(); ++q)
                sum += V::load_aligned(jets.adjoint.at(q, r) + at.group * points.shape().channels * lane_count<Real>);
            to.store(jets.layer.biases + r, at.row, sum, at.count);
        }
    });
}

}  // namespace lamina
