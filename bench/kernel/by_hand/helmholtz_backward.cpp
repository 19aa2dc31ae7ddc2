#include "helmholtz.hpp"

namespace by_hand {

/// From a = dL/d(the activations of a unit) and h, its activations: dL/dz in the place of h, and returned.
template <class Real>
template <bool Inside>
[[gnu::always_inline]] inline void helmholtz<Real>::through_tanh(V const* a, Real* h, V* b) {
    if constexpr (Inside) {
        V const v = load(h), x = load(h + L<Real>), y = load(h + 2 * L<Real>), l = load(h + 3 * L<Real>);
        V const s = 1 - v * v, two = v + v, m = a[3] + a[3], mv = m * two;
        b[0] = s * a[0] - two * (a[1] * x + a[2] * y + a[3] * l) - m * (x * x + y * y);
        b[1] = s * a[1] - mv * x;
        b[2] = s * a[2] - mv * y;
        b[3] = s * a[3];
    } else {
        each<columns>([&](auto c) __attribute__((always_inline)) {
            V const v = load(h + c * L<Real>);
            b[c] = a[c] - a[c] * (v * v);
        });
    }
}

/// The output, the loss, and the adjoint of the last hidden layer at a panel.
template <class Real>
template <bool Inside>
void helmholtz<Real>::last_layer(share& mine, Real const* theta, std::size_t panel, std::size_t at) {
    jets const h{mine.activations[hidden - 1].data(), mine.capacity};
    Real const* const w = theta + weights_of(hidden);
    V u[columns] = {}, g[columns];
    if constexpr (Inside)
        u[0] = all(w[width]);
    else
        each<columns>([&](auto c) { u[c] = all(w[width]); });
    for (std::size_t t = 0; t < tiles; ++t)
        each<tile * columns>([&](auto i) __attribute__((always_inline)) {
            u[i % columns] += w[t * tile + i / columns] * load(h.at(t, at) + i * L<Real>);
        });
    V loss{};
    if constexpr (Inside) {
        Real const* const from = inside_.data() + panel * 4 * L<Real>;
        V const r = u[3] + k_squared_ * u[0] - load(from + 2 * L<Real>);
        g[3] = load(from + 3 * L<Real>) * r;
        g[0] = k_squared_ * g[3];
        g[1] = g[2] = V{};
        loss = g[3] * r;
    } else {
        Real const* const weight = boundary_.data() + panel * 3 * row + 2 * row;
        each<columns>([&](auto c) __attribute__((always_inline)) {
            g[c] = load(weight + c * L<Real>) * u[c];
            loss += g[c] * u[c];
        });
    }
    for (std::size_t i = 0; i < L<Real>; ++i) mine.loss += static_cast<double>(loss[i]);
    V const bias = Inside ? g[0] : g[0] + g[1] + (g[2] + g[3]);
    auto const add = [&](std::size_t sum, V v) __attribute__((always_inline)) {
        Real* const to = mine.sums.data() + sum * L<Real>;
        store<Real>(load(to) + v, to);
    };
    add(last_sum + width, bias);
    for (std::size_t t = 0; t < tiles; ++t)
        each<tile>([&](auto i) __attribute__((always_inline)) {
            std::size_t const unit = t * tile + i;
            Real* const jet = h.at(t, at) + i * row;
            V const weight = all(w[unit]);
            V a[columns], b[columns];
            if constexpr (Inside) {
                add(last_sum + unit, g[0] * load(jet) + g[3] * load(jet + 3 * L<Real>));
                V const v = load(jet), x = load(jet + L<Real>), y = load(jet + 2 * L<Real>);
                V const s = 1 - v * v, two = v + v;
                a[0] = weight * g[0];
                a[3] = weight * g[3];
                V const m = a[3] + a[3], mv = m * two;
                b[0] = s * a[0] - two * a[3] * load(jet + 3 * L<Real>) - m * (x * x + y * y);
                b[1] = -mv * x;
                b[2] = -mv * y;
                b[3] = s * a[3];
                add(bias_sum(hidden - 1) + unit, b[0]);
            } else {
                V sum{};
                each<columns>([&](auto c) __attribute__((always_inline)) {
                    sum += g[c] * load(jet + c * L<Real>);
                    a[c] = weight * g[c];
                });
                add(last_sum + unit, sum);
                through_tanh<false>(a, jet, b);
                add(bias_sum(hidden - 1) + unit, b[0] + b[1] + (b[2] + b[3]));
            }
            each<columns>([&](auto c) __attribute__((always_inline)) { store<Real>(b[c], jet + c * L<Real>); });
        });
}

/// The adjoint of hidden layer l - 1 from that of l at a panel; for the first layer its sums only.
template <class Real>
template <bool Inside>
void helmholtz<Real>::backward(share& mine, Real const* theta, std::size_t l, std::size_t panel, std::size_t at) {
    jets const z{mine.activations[l].data(), mine.capacity}, h{mine.activations[l - 1].data(), mine.capacity};
    Real const* const weights = theta + weights_of(l);
    for (std::size_t t = 0; t < tiles; ++t) {
        V a[tile * columns] = {};
        multiply<true, width, tile>(weights + t * tile, z, at, a);
        Real* const to = h.at(t, at);
        each<tile>([&](auto i) __attribute__((always_inline)) {
            V b[columns];
            through_tanh<Inside>(a + i * columns, to + i * row, b);
            auto const add = [&](std::size_t first, V v) __attribute__((always_inline)) {
                Real* const sum = mine.sums.data() + (first + t * tile + i) * L<Real>;
                store<Real>(load(sum) + v, sum);
            };
            V const bias = Inside ? b[0] : b[0] + b[1] + (b[2] + b[3]);
            if (l > 1) {
                each<columns>([&](auto c)
                                  __attribute__((always_inline)) { store<Real>(b[c], to + i * row + c * L<Real>); });
                add(bias_sum(l - 1), bias);
            } else {
                V x{}, y{};
                if constexpr (Inside) {
                    Real const* const from = inside_.data() + panel * 4 * L<Real>;
                    x = b[0] * load(from) + b[1];
                    y = b[0] * load(from + L<Real>) + b[2];
                } else {
                    Real const* const from = boundary_.data() + panel * 3 * row;
                    each<columns>([&](auto c) __attribute__((always_inline)) {
                        x += b[c] * load(from + c * L<Real>);
                        y += b[c] * load(from + row + c * L<Real>);
                    });
                }
                add(0, x);
                add(width, y);
                add(2 * width, bias);
            }
        });
    }
}

template void helmholtz<double>::last_layer<true>(share&, double const*, std::size_t, std::size_t);
template void helmholtz<double>::last_layer<false>(share&, double const*, std::size_t, std::size_t);
template void helmholtz<double>::backward<true>(share&, double const*, std::size_t, std::size_t, std::size_t);
template void helmholtz<double>::backward<false>(share&, double const*, std::size_t, std::size_t, std::size_t);
template void helmholtz<float>::last_layer<true>(share&, float const*, std::size_t, std::size_t);
template void helmholtz<float>::last_layer<false>(share&, float const*, std::size_t, std::size_t);
template void helmholtz<float>::backward<true>(share&, float const*, std::size_t, std::size_t, std::size_t);
template void helmholtz<float>::backward<false>(share&, float const*, std::size_t, std::size_t, std::size_t);

}  // namespace by_hand
