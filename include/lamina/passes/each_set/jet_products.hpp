#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/pass_table.hpp>

/// The rules of `jet_rule` on jets in memory. What stands in the innermost loops is the same operation on the jets of
/// several cells, one register of each: so the list is read once for all of them.
namespace lamina::passes::LAMINA_SET {
namespace {

/// Cells at a time: so many that a sum, a value and a slope of each are in registers.
template <class Real>
inline constexpr std::size_t cells_at_once = register_count<Real> / 4;

/// body(how many, first cell), how many a constant
template <std::size_t Most, class Body>
[[gnu::always_inline]] inline void each_cells(std::size_t count, Body&& body) {
    std::size_t at = 0;
    for (; at + Most <= count; at += Most) body(std::integral_constant<std::size_t, Most>{}, at);
    if constexpr (Most > 4)
        for (; at + 4 <= count; at += 4) body(std::integral_constant<std::size_t, 4>{}, at);
    if constexpr (Most > 2)
        for (; at + 2 <= count; at += 2) body(std::integral_constant<std::size_t, 2>{}, at);
    for (; at < count; ++at) body(std::integral_constant<std::size_t, 1>{}, at);
}

/// One channel, or one derivative of phi, of Count cells
template <std::size_t Count, class Real>
struct column {
    lanes<Real> v[Count];

    [[gnu::always_inline]] static column zero() {
        column out;
        unroll<Count>([&](auto i) { out.v[i] = lanes<Real>(Real(0)); });
        return out;
    }
    /// From cells that lie `stride` apart
    [[gnu::always_inline]] static column load(Real const* from, std::size_t stride) {
        column out;
        unroll<Count>([&](auto i) { out.v[i] = lanes<Real>::load_aligned(from + i * stride); });
        return out;
    }
    [[gnu::always_inline]] void store(Real* to, std::size_t stride) const {
        unroll<Count>([&](auto i) { v[i].store_aligned(to + i * stride); });
    }
    [[gnu::always_inline]] void add(column const& x, column const& y) {
        unroll<Count>([&](auto i) { v[i] = xsimd::fma(x.v[i], y.v[i], v[i]); });
    }
    [[gnu::always_inline]] void add(lanes<Real> const& factor, column const& x, column const& y) {
        unroll<Count>([&](auto i) { v[i] = xsimd::fma(factor * x.v[i], y.v[i], v[i]); });
    }
    [[gnu::always_inline]] friend column operator*(column const& x, column const& y) {
        column out;
        unroll<Count>([&](auto i) { out.v[i] = x.v[i] * y.v[i]; });
        return out;
    }
};

/// m w of a product at a piece of the line
template <class Real>
[[gnu::always_inline]] inline lanes<Real> factor_of(double multiplicity, int weight, Real const* w) {
    lanes<Real> const m(static_cast<Real>(multiplicity));
    return weight < 0 ? m : m * lanes<Real>::load_aligned(w + static_cast<std::size_t>(weight) * line_size<Real>);
}

/// run(count, offset of the first cell, offset of the piece) for all cells and all pieces of a line
template <class Real, class Run>
[[gnu::always_inline]] inline void each_group(jet_cells cells, Run&& run) {
    std::size_t const cell = cells.rule.channels() * line_size<Real>;
    for (std::size_t piece = 0; piece < line_size<Real>; piece += lane_count<Real>)
        each_cells<cells_at_once<Real>>(
            cells.count, [&](auto count, std::size_t first)
                             __attribute__((always_inline)) { run(count, first * cell + piece, piece, first); });
}

[[gnu::always_inline]] inline std::size_t index(int channel) {
    return static_cast<std::size_t>(channel);
}

template <bool Slopes, class Real>
void compose_cells(jet_cells cells, Real const* w, Real const* d, Real* z, Real* slopes) {
    constexpr std::size_t line = line_size<Real>;
    std::size_t const cell = cells.rule.channels() * line, derivative = cells.count * line;
    each_group<Real>(
        cells, [&](auto count, std::size_t at, std::size_t piece, std::size_t first) __attribute__((always_inline)) {
            using values = column<count, Real>;
            auto const phi = [&](int k) __attribute__((always_inline)) {
                return values::load(d + index(k) * derivative + first * line + piece, line);
            };
            auto const jet = [&](int c) __attribute__((always_inline)) {
                return values::load(z + at + index(c) * line, cell);
            };
            for (jet_rule::channel const& c : cells.rule.descending()) {
                values const own = jet(c.number);
                values h = phi(1) * own, slope;
                if constexpr (Slopes) slope = phi(2) * own;
                for (std::size_t p = c.begin; p < c.end;) {
                    int const order = cells.rule.products()[p].order;
                    values sum = values::zero();
                    for (; p < c.end && cells.rule.products()[p].order == order; ++p) {
                        jet_rule::product const& product = cells.rule.products()[p];
                        values left = jet(product.factor[0]);
                        for (int i = 2; i < order; ++i) left = left * jet(product.factor[index(i)]);
                        values const right = jet(product.factor[1]);
                        if (product.plain())
                            sum.add(left, right);
                        else
                            sum.add(factor_of(product.multiplicity, product.weight, w + piece), left, right);
                    }
                    h.add(phi(order), sum);
                    if constexpr (Slopes) slope.add(phi(order + 1), sum);
                }
                h.store(z + at + index(c.number) * line, cell);
                if constexpr (Slopes) slope.store(slopes + at + index(c.number) * line, cell);
            }
            phi(0).store(z + at, cell);
            if constexpr (Slopes) phi(1).store(slopes + at, cell);
        });
}

template <class Real>
void compose(jet_cells cells, Real const* w, Real const* d, Real* z, Real* slopes) {
    slopes == nullptr ? compose_cells<false>(cells, w, d, z, slopes) : compose_cells<true>(cells, w, d, z, slopes);
}

template <class Real>
void multiply(jet_cells cells, Real const* w, Real const* f, Real const* g, Real const* start, Real* out) {
    constexpr std::size_t line = line_size<Real>;
    std::size_t const cell = cells.rule.channels() * line;
    each_group<Real>(
        cells, [&](auto count, std::size_t at, std::size_t piece, std::size_t) __attribute__((always_inline)) {
            using values = column<count, Real>;
            auto const jet = [&](Real const* of, int c) __attribute__((always_inline)) {
                return values::load(of + at + index(c) * line, cell);
            };
            auto const begin = [&](int c) __attribute__((always_inline)) {
                return start == nullptr ? values::zero() : jet(start, c);
            };
            for (jet_rule::channel const& c : cells.rule.descending()) {
                values h = begin(c.number);
                h.add(jet(f, 0), jet(g, c.number));
                h.add(jet(g, 0), jet(f, c.number));
                for (std::size_t p = c.begin; p < c.end && cells.rule.products()[p].order == 2; ++p) {
                    jet_rule::product const& product = cells.rule.products()[p];
                    lanes<Real> const factor = factor_of(product.multiplicity, product.weight, w + piece);
                    h.add(factor, jet(f, product.factor[0]), jet(g, product.factor[1]));
                    h.add(factor, jet(f, product.factor[1]), jet(g, product.factor[0]));
                }
                h.store(out + at + index(c.number) * line, cell);
            }
            values h = begin(0);
            h.add(jet(f, 0), jet(g, 0));
            h.store(out + at, cell);
        });
}

template <class Real>
void multiply_transposed(jet_cells cells, Real const* w, Real const* g, Real const* a, Real const* start, Real* out) {
    constexpr std::size_t line = line_size<Real>;
    std::size_t const cell = cells.rule.channels() * line;
    each_group<Real>(
        cells, [&](auto count, std::size_t at, std::size_t piece, std::size_t) __attribute__((always_inline)) {
            using values = column<count, Real>;
            auto const jet = [&](Real const* of, int c) __attribute__((always_inline)) {
                return values::load(of + at + index(c) * line, cell);
            };
            auto const begin = [&](int c) __attribute__((always_inline)) {
                return start == nullptr ? values::zero() : jet(start, c);
            };
            values const g0 = jet(g, 0);
            values sum = begin(0);
            sum.add(jet(a, 0), g0);
            for (jet_rule::channel const& c : cells.rule.ascending()) sum.add(jet(a, c.number), jet(g, c.number));
            sum.store(out + at, cell);
            for (jet_rule::channel const& c : cells.rule.ascending()) {
                sum = begin(c.number);
                sum.add(jet(a, c.number), g0);
                for (std::size_t p = c.begin; p < c.end; ++p) {
                    jet_rule::partner const& partner = cells.rule.partners()[p];
                    sum.add(factor_of(partner.factor, partner.weight, w + piece), jet(a, partner.source),
                            jet(g, partner.other));
                }
                sum.store(out + at + index(c.number) * line, cell);
            }
        });
}

template <class Real>
void one_minus_square(jet_cells cells, Real const* w, Real const* h, Real* out) {
    constexpr std::size_t line = line_size<Real>;
    std::size_t const cell = cells.rule.channels() * line;
    each_group<Real>(
        cells, [&](auto count, std::size_t at, std::size_t piece, std::size_t) __attribute__((always_inline)) {
            using V = lanes<Real>;
            using values = column<count, Real>;
            auto const jet = [&](int c) __attribute__((always_inline)) {
                return values::load(h + at + index(c) * line, cell);
            };
            values const h0 = jet(0);
            values twice, square = h0 * h0;
            unroll<count>([&](auto i) { twice.v[i] = V(Real(-2)) * h0.v[i], square.v[i] = V(Real(1)) - square.v[i]; });
            for (jet_rule::channel const& c : cells.rule.descending()) {
                values sum = twice * jet(c.number);
                for (std::size_t p = c.begin; p < c.end && cells.rule.products()[p].order == 2; ++p) {
                    jet_rule::product const& product = cells.rule.products()[p];
                    sum.add(factor_of(-2 * product.multiplicity, product.weight, w + piece), jet(product.factor[0]),
                            jet(product.factor[1]));
                }
                sum.store(out + at + index(c.number) * line, cell);
            }
            square.store(out + at, cell);
        });
}

template <class Real>
void add(std::size_t count, Real const* x, Real factor, Real const* y, Real* out) {
    using V = lanes<Real>;
    for (std::size_t i = 0; i < count; i += V::size)
        xsimd::fma(V(factor), V::load_aligned(y + i), V::load_aligned(x + i)).store_aligned(out + i);
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
