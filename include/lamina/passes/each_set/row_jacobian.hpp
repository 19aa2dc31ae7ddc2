#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/each_set/vector_bits.hpp>
#include <lamina/passes/each_set/weight_gradient.hpp>
#include <lamina/passes/pass_table.hpp>
#include <lamina/passes/row_register.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// Stores a register at an aligned place
template <class Real>
[[gnu::always_inline]] inline void store_past_caches(lanes<Real> const& v, Real* at) {
#if defined(__AVX512F__)
    if constexpr (sizeof(Real) == 8)
        _mm512_stream_pd(at, v);
    else
        _mm512_stream_ps(at, v);
#elif defined(__AVX__)
    if constexpr (sizeof(Real) == 8)
        _mm256_stream_pd(at, v);
    else
        _mm256_stream_ps(at, v);
#elif defined(__SSE2__)
    if constexpr (sizeof(Real) == 8)
        _mm_stream_pd(at, v);
    else
        _mm_stream_ps(at, v);
#else
    v.store_aligned(at);
#endif
}

/// Writes rows of J^T. A matrix that no cache holds is written past them, in whole cache lines: to fetch a line before
/// it is overwritten would double the traffic.
template <class Real>
struct column_writer {
    Real* to;
    std::size_t stride;
    bool past_caches;

    explicit column_writer(jacobian_columns<Real> const& columns)
        : to(columns.to),
          stride(columns.stride),
          past_caches(columns.parameters * columns.stride * sizeof(Real) > beyond_caches) {}

    /// Whether every line of rows is a cache line, and is written past caches
    [[nodiscard]] bool whole_lines() const {
        return past_caches && (reinterpret_cast<std::uintptr_t>(to) | stride * sizeof(Real)) % cache_line == 0;
    }

    /// `count` rows of a parameter from `row` on
    void store(std::size_t parameter, std::size_t row, Real const* from, std::size_t count) const {
        Real* const at = to + parameter * stride + row;
        if (!past_caches) {
            std::copy_n(from, count, at);
            return;
        }
        constexpr std::size_t line = line_size<Real>;
        std::size_t const before = reinterpret_cast<std::uintptr_t>(at) / sizeof(Real) % line;
        std::size_t i = before == 0 ? 0 : std::min(line - before, count);
        std::copy_n(from, i, at);
        for (; i + line <= count; i += line) store_line(from + i, at + i);
        std::copy_n(from + i, count - i, at + i);
    }

private:
    static constexpr std::size_t beyond_caches = std::size_t{1} << 24;  // bytes

    /// A whole line, which `at` begins
    static void store_line(Real const* from, Real* at) {
        for (std::size_t i = 0; i < line_size<Real>; i += lane_count<Real>)
            store_past_caches(lanes<Real>::load_unaligned(from + i), at + i);
    }
};

/// Lines of rows that a tile of J^T makes at a time, at most: as many as two registers of them stay in flight.
inline constexpr std::size_t jacobian_run = 8;

/// At the rows of a block that starts at panel `first`, for Rows x Inputs parameters,
///   J^T[weights + (u + r) * input.units + k + i][n] = sum over channels of adjoint[u + r] input[k + i] at row n
/// summed over the panels that make a row. Rows of a block follow each other.
template <std::size_t Rows, std::size_t Inputs, class Real>
[[gnu::noinline]] void jacobian_tile(layer_jets<Real> const& jets, std::size_t u, std::size_t k,
                                     point_set<Real> const& points, std::size_t first, column_writer<Real> const& to) {
    using V = lanes<Real>;
    constexpr std::size_t line = line_size<Real>, L = lane_count<Real>;
    std::size_t const jet = points.shape().channels * line, row = jets.input.row, per_row = points.panels_per_row();
    std::size_t const corner = jets.layer.weights + u * jets.input.units + k;
    bool const lines = to.whole_lines();
    alignas(cache_line) Real run[Rows * Inputs][jacobian_run * line];  // [parameter][row]
    std::size_t first_row = points.first_point(first, 0), length = 0;
    auto const write = [&] {
        for (std::size_t i = 0; length > 0 && i < Rows * Inputs; ++i)
            to.store(jets.layer.weights + (u + i / Inputs) * jets.input.units + k + i % Inputs, first_row, run[i],
                     length);
        length = 0;
    };
    each_row_register(
        points, first, jets.adjoint.panels, [&](row_register const& at) __attribute__((always_inline)) {
            bool const direct = lines && at.row % line == 0 && at.count == line;
            if (direct) write();
            if (length == 0) first_row = at.row;
            for (std::size_t piece = 0; piece < line; piece += L) {
                V sum[Rows * Inputs];
                unroll<Rows * Inputs>([&](auto i) { sum[i] = V(Real(0)); });
                for (std::size_t q = at.panel; q < at.panel + per_row; ++q) {
                    Real const* a = jets.adjoint.at(q, u) + at.group * jet + piece;
                    Real const* h = jets.input.at(q, k) + at.group * jet + piece;
                    for (std::size_t c = 0; c < jet; c += line) {
                        V x[Inputs];
                        unroll<Inputs>([&](auto i) { x[i] = in_register(V::load_aligned(h + i * row + c)); });
                        unroll<Rows>([&](auto r) {
                            V const y = in_register(V::load_aligned(a + r * row + c));
                            unroll<Inputs>(
                                [&](auto i) { sum[r * Inputs + i] = xsimd::fma(y, x[i], sum[r * Inputs + i]); });
                        });
                    }
                }
                if (direct)
                    unroll<Rows>([&](auto r) {
                        Real* const column = to.to + (corner + r * jets.input.units) * to.stride + at.row + piece;
                        unroll<Inputs>([&](auto i) { store_past_caches(sum[r * Inputs + i], column + i * to.stride); });
                    });
                else
                    unroll<Rows * Inputs>([&](auto i) { sum[i].store_aligned(&run[i][at.row - first_row + piece]); });
            }
            if (direct) return;
            length += at.count;
            if (at.row + line - first_row == jacobian_run * line) write();
        });
    write();
}

/// J^T[biases + u][n] = adjoint[u], its value channel, at row n
template <class Real>
void bias_jacobian(layer_jets<Real> const& jets, std::size_t u, point_set<Real> const& points, std::size_t first,
                   column_writer<Real> const& to) {
    constexpr std::size_t line = line_size<Real>;
    each_row_register(points, first, jets.adjoint.panels, [&](row_register const& at) {
        std::size_t const group = at.group * points.shape().channels * line;
        Real sum[line];
        std::copy_n(jets.adjoint.at(at.panel, u) + group, line, sum);
        for (std::size_t q = at.panel + 1; q < at.panel + points.panels_per_row(); ++q)
            for (std::size_t i = 0; i < line; ++i) sum[i] += jets.adjoint.at(q, u)[group + i];
        to.store(jets.layer.biases + u, at.row, sum, at.count);
    });
}

template <class Real>
void layer_jacobian(layer_jets<Real> const& jets, point_set<Real> const& points, std::size_t first,
                    jacobian_columns<Real> const& columns) {
    constexpr std::size_t tile = gradient_tile<Real>;
    column_writer<Real> const to(columns);
    each_tile<tile>(jets.adjoint.units, [&](auto rows, std::size_t u) {
        each_tile<tile>(jets.input.units, [&](auto inputs, std::size_t k) {
            jacobian_tile<rows, inputs>(jets, u, k, points, first, to);
        });
        for (std::size_t r = 0; r < rows; ++r) bias_jacobian(jets, u + r, points, first, to);
    });
}

inline void finish_jacobian() {
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
