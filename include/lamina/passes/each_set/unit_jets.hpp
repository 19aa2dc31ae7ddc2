#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/passes/each_set/activations.hpp>
#include <lamina/passes/each_set/dense_product.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/pass_table.hpp>

/// What happens to units between two dense products, for the sets of channels that most equations have, with the jets of a
/// unit in registers: a value, N first derivatives and S channels of second order. Tile by tile of the dense product, so
/// that the processor goes on with the next tile while it waits for the activation. The same rules as jet_products.hpp's.
namespace lamina::passes::LAMINA_SET {
namespace {

/// The quadratic forms Q_s(z) = sum over i <= j of q_sij z_i z_j of the second order's chain rules:
///   h_s = phi'(z_0) z_s + phi''(z_0) Q_s(z_1, ..., z_N)
template <second_order_form Form, std::size_t N, std::size_t S, class Real>
struct quadratic_forms {
    using V = lanes<Real>;
    static constexpr std::size_t pairs = N * (N + 1) / 2;
    V q[S * pairs + 1];

    [[gnu::always_inline]] quadratic_forms(Real const* coefficients, std::size_t piece) {
        if constexpr (Form == second_order_form::general)
            unroll<S * pairs>([&](auto i) __attribute__((always_inline)) { q[i] = V::load_aligned(coefficients + i * line_size<Real> + piece); });
    }
    static constexpr std::size_t pair(std::size_t i, std::size_t j) {
        return i < j ? j * (j + 1) / 2 + i : i * (i + 1) / 2 + j;
    }
    /// Q_s, z from the first derivatives on
    template <std::size_t Channel>
    [[gnu::always_inline]] V of(V const* z) const {
        if constexpr (Form == second_order_form::laplacian) {
            V sum = z[0] * z[0];
            unroll<N - 1>([&](auto i) __attribute__((always_inline)) { sum = xsimd::fma(z[i + 1], z[i + 1], sum); });
            return sum;
        } else {
            V sum(Real(0));
            unroll<N>([&](auto j) __attribute__((always_inline)) {
                unroll<j + 1>([&](auto i) __attribute__((always_inline)) {
                    sum = xsimd::fma(q[Channel * pairs + pair(i, j)] * z[i], z[j], sum);
                });
            });
            return sum;
        }
    }
    /// dQ_s/dz_i
    template <std::size_t Channel, std::size_t I>
    [[gnu::always_inline]] V slope(V const* z) const {
        if constexpr (Form == second_order_form::laplacian) {
            return z[I] + z[I];
        } else {
            V sum = q[Channel * pairs + pair(I, I)] * z[I];
            unroll<N>([&](auto j) __attribute__((always_inline)) { sum = xsimd::fma(q[Channel * pairs + pair(I, j)], z[j], sum); });
            return sum;
        }
    }
};

template <class Activation, second_order_form Form, std::size_t N, std::size_t S, class Real>
struct unit_jets {
    using V = lanes<Real>;
    using forms = quadratic_forms<Form, N, S, Real>;
    static constexpr std::size_t C = 1 + N + S, line = line_size<Real>, saved = Activation::saved;
    static constexpr bool slope_from_value = Activation::slope_from_value;

    [[gnu::always_inline]] static void compose(V const* z, V const* d, forms const& quadratic, Real* to) {
        d[0].store_aligned(to);
        unroll<N>([&](auto i) __attribute__((always_inline)) { (d[1] * z[1 + i]).store_aligned(to + (1 + i) * line); });
        unroll<S>([&](auto s) __attribute__((always_inline)) {
            xsimd::fma(d[1], z[1 + N + s], d[2] * quadratic.template of<s>(z + 1))
                .store_aligned(to + (1 + N + s) * line);
        });
    }

    /// From the jets z of Count cells, to = phi(z) and slopes = phi'(z), unless that follows from phi(z)
    template <std::size_t Count>
    [[gnu::always_inline]] static void activate_cells(V const* z, Real* to, Real* slopes, forms const& quadratic) {
        constexpr std::size_t most = Count % 5 == 0 ? 5 : Count % 4 == 0 ? 4 : Count % 3 == 0 ? 3 : 1;
        unroll<Count / most>([&](auto batch) __attribute__((always_inline)) {
            V value[most], s[most * saved];
            unroll<most>([&](auto i) __attribute__((always_inline)) { value[i] = z[(batch * most + i) * C]; });
            Activation::template save<most>(value, s);
            unroll<most>([&](auto i) __attribute__((always_inline)) {
                constexpr std::size_t at = (batch * most + i) * C;
                V d[max_derivative_order + 2];
                Activation::derivatives(s + i * saved, (S > 0 ? 2 : 1) + (slope_from_value ? 0 : 1), d);
                compose(z + at, d, quadratic, to + at * line);
                if constexpr (!slope_from_value) compose(z + at, d + 1, quadratic, slopes + at * line);
            });
        });
    }
    /// The same where z lies in the place of phi(z)
    template <std::size_t Count>
    [[gnu::always_inline]] static void activate_stored(Real* z, Real* slopes, forms const& quadratic) {
        V jets[Count * C];
        unroll<Count * C>([&](auto i) __attribute__((always_inline)) { jets[i] = V::load_aligned(z + i * line); });
        activate_cells<Count>(jets, z, slopes, quadratic);
    }
    static void activate(std::size_t cells, Real const* coefficients, Real* z, Real* slopes) {
        for (std::size_t piece = 0; piece < line; piece += V::size) {
            forms const quadratic(coefficients, piece);
            std::size_t i = 0;
            for (; i + 5 <= cells; i += 5)
                activate_stored<5>(z + i * C * line + piece, slopes + i * C * line + piece, quadratic);
            for (; i < cells; ++i)
                activate_stored<1>(z + i * C * line + piece, slopes + i * C * line + piece, quadratic);
        }
    }

    /// out = dL/dz of a cell from its a = dL/dh and h = phi(z), or from the slopes phi'(z)
    [[gnu::always_inline]] static void reverse_cell(V const* adjoint, Real const* h, Real const* slopes,
                                                    forms const& quadratic, Real* out) {
        V g[C];
        if constexpr (slope_from_value) {
            V jet[C];
            unroll<C>([&](auto c) __attribute__((always_inline)) { jet[c] = V::load_aligned(h + c * line); });
            V const twice = V(Real(-2)) * jet[0];
            g[0] = V(Real(1)) - jet[0] * jet[0];
            unroll<N>([&](auto i) __attribute__((always_inline)) { g[1 + i] = twice * jet[1 + i]; });
            unroll<S>([&](auto s) __attribute__((always_inline)) {
                V const form = quadratic.template of<s>(jet + 1);
                g[1 + N + s] = twice * jet[1 + N + s] - (form + form);
            });
        } else {
            unroll<C>([&](auto c) __attribute__((always_inline)) { g[c] = V::load_aligned(slopes + c * line); });
        }
        V sum = adjoint[0] * g[0];
        unroll<C - 1>([&](auto c) __attribute__((always_inline)) { sum = xsimd::fma(adjoint[1 + c], g[1 + c], sum); });
        sum.store_aligned(out);
        unroll<N>([&](auto i) __attribute__((always_inline)) {
            V of_first = adjoint[1 + i] * g[0];
            unroll<S>([&](auto s) __attribute__((always_inline)) {
                of_first = xsimd::fma(adjoint[1 + N + s], quadratic.template slope<s, i>(g + 1), of_first);
            });
            of_first.store_aligned(out + (1 + i) * line);
        });
        unroll<S>([&](auto s) __attribute__((always_inline)) { (adjoint[1 + N + s] * g[0]).store_aligned(out + (1 + N + s) * line); });
    }
    static void reverse(std::size_t cells, Real const* coefficients, Real const* h, Real const* slopes, Real const* a,
                        Real* out) {
        for (std::size_t piece = 0; piece < line; piece += V::size) {
            forms const quadratic(coefficients, piece);
            for (std::size_t at = piece; at < cells * C * line; at += C * line) {
                V adjoint[C];
                unroll<C>([&](auto c) __attribute__((always_inline)) { adjoint[c] = V::load_aligned(a + at + c * line); });
                reverse_cell(adjoint, h + at, slopes + at, quadratic, out + at);
            }
        }
    }

    /// Where a unit row fits a register tile, what follows the product has its sums in registers.
    static constexpr std::size_t groups = panel_shape::of(C, line).groups, columns = C * groups * pieces<Real>;
    static constexpr bool in_registers = pieces<Real> == 1 && columns <= widest_tile<Real>;
    static constexpr std::size_t tile_rows = tile_sums<Real> / columns;

    [[gnu::noinline]] static void forward_tile(dense_job<Real> const& job, dense_place<Real> const& at,
                                               forms const& quadratic, Real* slopes) {
        V sum[tile_rows * columns];
        dense_sums<false, tile_rows, columns>(job, at, sum);
        std::size_t const to = at.row * columns * line;
        activate_cells<tile_rows * groups>(sum, job.out + to, slopes + to, quadratic);
    }
    [[gnu::noinline]] static void reverse_tile(dense_job<Real> const& job, dense_place<Real> const& at,
                                               forms const& quadratic, Real const* h, Real const* slopes, Real* out) {
        V sum[tile_rows * columns];
        dense_sums<true, tile_rows, columns>(job, at, sum);
        std::size_t const to = at.row * columns * line;
        unroll<tile_rows * groups>([&](auto i) __attribute__((always_inline)) {
            reverse_cell(sum + i * C, h + to + i * C * line, slopes + to + i * C * line, quadratic,
                         out + to + i * C * line);
        });
    }

    static void forward_units(dense_job<Real> const& job, Real const* q, Real* slopes) {
        if constexpr (in_registers) {
            forms const quadratic(q, 0);
            dense_product_of<false>(
                job,
                [&](dense_place<Real> const& at) { forward_tile(job, at, quadratic, slopes); },
                [&](std::size_t row, std::size_t rows) {
                    std::size_t const at = row * columns * line;
                    activate(rows * groups, q, job.out + at, slopes + at);
                });
        } else {
            dense_product_of<false>(job, no_tile{}, [&](std::size_t row, std::size_t rows) {
                std::size_t const at = row * job.lines * line;
                activate(rows * groups, q, job.out + at, slopes + at);
            });
        }
    }
    static void reverse_units(dense_job<Real> const& job, Real const* q, Real const* h, Real const* slopes, Real* out) {
        auto const after = [&](std::size_t row, std::size_t rows) {
            std::size_t const at = row * job.lines * line;
            reverse(rows * groups, q, h + at, slopes + at, job.out + at, out + at);
        };
        if constexpr (in_registers) {
            forms const quadratic(q, 0);
            dense_product_of<true>(
                job, [&](dense_place<Real> const& at) { reverse_tile(job, at, quadratic, h, slopes, out); }, after);
        } else {
            dense_product_of<true>(job, no_tile{}, after);
        }
    }
};

template <second_order_form Form, std::size_t N, std::size_t S, class Real>
unit_passes<Real> unit_passes_for(activation_choice::kind activation) {
    using of_tanh = unit_jets<tanh_function, Form, N, S, Real>;
    using of_sin = unit_jets<sin_function, Form, N, S, Real>;
    if (activation == activation_choice::tanh) return {of_tanh::forward_units, of_tanh::reverse_units};
    if (activation == activation_choice::sin) return {of_sin::forward_units, of_sin::reverse_units};
    return {};
}

template <class Real>
unit_passes<Real> unit_passes_of(second_order_shape shape, activation_choice::kind activation) {
    using enum second_order_form;
    auto const is = [&](second_order_form form, std::size_t first, std::size_t second) {
        return shape.form == form && shape.first == first && shape.second == second;
    };
    if (is(general, 0, 0)) return unit_passes_for<general, 0, 0, Real>(activation);
    if (is(general, 1, 0)) return unit_passes_for<general, 1, 0, Real>(activation);
    if (is(general, 2, 0)) return unit_passes_for<general, 2, 0, Real>(activation);
    if (is(laplacian, 1, 1)) return unit_passes_for<laplacian, 1, 1, Real>(activation);
    if (is(laplacian, 2, 1)) return unit_passes_for<laplacian, 2, 1, Real>(activation);
    if (is(laplacian, 3, 1)) return unit_passes_for<laplacian, 3, 1, Real>(activation);
    if (is(general, 2, 1)) return unit_passes_for<general, 2, 1, Real>(activation);
    return {};
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
