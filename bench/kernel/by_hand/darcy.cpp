#include "darcy.hpp"

#include <algorithm>

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace by_hand {

namespace {

constexpr std::size_t n = darcy::width;
constexpr std::size_t weights_of(std::size_t l) {
    return l == 0 ? 0 : 2 * n + (l - 1) * n * (n + 1);
}
constexpr std::size_t biases_of(std::size_t l) {
    return weights_of(l) + (l == 0 || l == 4 ? n : n * n);
}

[[gnu::always_inline]] inline void stream(lanes<double> v, double* to) {
#if defined(__AVX512F__)
    _mm512_stream_pd(to, __m512d(v));
#else
    store<double>(v, to);
#endif
}

}  // namespace

darcy::darcy(std::span<double const> x, std::span<double const> a, std::span<double const> slope_of_a,
             std::span<double const> f, std::size_t threads)
    : points_(x.size()),
      groups_((points_ + L<double> - 1) / L<double>),
      team_(threads),
      data_(groups_ * 5 * L<double>),
      jets_(groups_ * (2 * hidden * layer + thin * L<double>)),
      jacobian_(groups_ * parameters * L<double>),
      residual_(points_),
      tiles_of_k_(threads * block * block * L<double> * L<double>) {
    for (std::size_t i = 0; i < groups_ * L<double>; ++i) {
        std::size_t const j = std::min(i, points_ - 1);
        double const values[] = {x[j], a[j], slope_of_a[j], f[j], i < points_ ? 1.0 : 0.0};
        for (std::size_t v = 0; v < 5; ++v) data_[(i / L<double> * 5 + v) * L<double> + i % L<double>] = values[v];
    }
}

darcy::group_jets darcy::jets_of(std::size_t group) const {
    double* const from = jets_.data() + group * (2 * hidden * layer + thin * L<double>);
    return {from, from + hidden * layer, from + 2 * hidden * layer};
}

template <class Between>
void darcy::evaluate(double const* theta, std::size_t group, group_jets const& jets, double* r,
                     Between const& between) const {
    using panel = unit_tiles<double, width, columns>;
    double const* const data = data_.data() + group * 5 * L<double>;
    V const x = load(data), a = load(data + L<double>), slope = load(data + 2 * L<double>);
    for (std::size_t l = 0; l < hidden; ++l) {
        double const* const w = theta + weights_of(l);
        double const* const b = theta + biases_of(l);
        for (std::size_t u = 0; u < width; u += rows_at_once) {
            V z[rows_at_once * columns];
            each<rows_at_once * columns>([&](auto i) __attribute__((always_inline)) {
                z[i] = i % columns == 0 ? all(b[u + i / columns]) : V{};
            });
            if (l == 0) {
                each<rows_at_once>([&](auto i) __attribute__((always_inline)) {
                    z[i * columns] += w[u + i] * x;
                    z[i * columns + 1] = all(w[u + i]);
                });
            } else {
                multiply<false, width, rows_at_once>(w + u * width, panel{jets.activations + (l - 1) * layer, 1}, 0, z);
            }
            V value[rows_at_once];
            each<rows_at_once>([&](auto i) __attribute__((always_inline)) { value[i] = z[i * columns]; });
            tanh_.apply<rows_at_once>(value);
            double* const to = jets.activations + l * layer + u * unit;
            each<rows_at_once>([&](auto i) __attribute__((always_inline)) {
                V const h = value[i], s = 1 - h * h, z1 = z[i * columns + 1], h1 = s * z1;
                store<double>(h, to + i * unit);
                store<double>(h1, to + i * unit + L<double>);
                store<double>(s * z[i * columns + 2] - (h + h) * (h1 * z1), to + i * unit + 2 * L<double>);
            });
            if (l > 0) between(((l - 1) * width + u) / rows_at_once);
        }
    }
    V const valid = load(data + 4 * L<double>), g1 = -slope * valid, g2 = -a * valid;
    auto const through_tanh = [&](std::size_t l, std::size_t u, V a0, V a1, V a2) __attribute__((always_inline)) {
        double const* const h = jets.activations + l * layer + u * unit;
        double* const to = jets.adjoints + l * layer + u * unit;
        V const v = load(h), h1 = load(h + L<double>), h2 = load(h + 2 * L<double>);
        V const s = 1 - v * v, two = v + v, twice = a2 + a2;
        V const b0 = s * a0 - two * (a1 * h1 + a2 * h2) - twice * (h1 * h1), b1 = s * a1 - two * twice * h1;
        store<double>(b0, to);
        store<double>(b1, to + L<double>);
        store<double>(s * a2, to + 2 * L<double>);
        if (l == 0) {
            store<double>(x * b0 + b1, jets.thin_rows + u * L<double>);
            store<double>(b0, jets.thin_rows + (width + u) * L<double>);
        }
    };
    double const* const last = theta + weights_of(hidden);
    V u1{}, u2{};
    for (std::size_t u = 0; u < width; ++u) {
        double const* const h = jets.activations + (hidden - 1) * layer + u * unit;
        V const h1 = load(h + L<double>), h2 = load(h + 2 * L<double>);
        u1 += last[u] * h1;
        u2 += last[u] * h2;
        store<double>(g1 * h1 + g2 * h2, jets.thin_rows + (2 * width + u) * L<double>);
        through_tanh(hidden - 1, u, V{}, last[u] * g1, last[u] * g2);
    }
    V const residual = -(a * u2 + slope * u1) - load(data + 3 * L<double>);
    for (std::size_t i = 0; i < std::min(L<double>, points_ - group * L<double>); ++i)
        r[group * L<double> + i] = residual[i];
    for (std::size_t l = hidden - 1; l > 0; --l)
        for (std::size_t u = 0; u < width; u += rows_at_once) {
            V sum[rows_at_once * columns] = {};
            multiply<true, width, rows_at_once>(theta + weights_of(l) + u, panel{jets.adjoints + l * layer, 1}, 0, sum);
            each<rows_at_once>([&](auto i) __attribute__((always_inline)) {
                through_tanh(l - 1, u + i, sum[i * columns], sum[i * columns + 1], sum[i * columns + 2]);
            });
            between(((2 * hidden - 2 - l) * width + u) / rows_at_once);
        }
}

darcy::rows_of_j darcy::rows_at(std::size_t group, order_of_j order) const {
    double* const j = jacobian_.data();
    if (order == order_of_j::panels) return {j + group * parameters * L<double>, L<double>};
    return {j + group * L<double>, groups_ * L<double>};
}

void darcy::write_rows(group_jets const& jets, rows_of_j to, std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
        std::size_t const l = 1 + i / width, u = i % width;
        double const* const a = jets.adjoints + l * layer + u * unit;
        V const a0 = load(a), a1 = load(a + L<double>), a2 = load(a + 2 * L<double>);
        double const* h = jets.activations + (l - 1) * layer;
        double* at = to.first + (weights_of(l) + u * width) * to.stride;
        for (std::size_t k = 0; k < width; k += 8, h += 8 * unit, at += 8 * to.stride)
            each<8>([&](auto j) __attribute__((always_inline)) {
                double const* const from = h + j * unit;
                stream(a0 * load(from) + a1 * load(from + L<double>) + a2 * load(from + 2 * L<double>),
                       at + j * to.stride);
            });
    }
}

void darcy::write_thin_rows(group_jets const& jets, rows_of_j to) const {
    for (std::size_t u = 0; u < 2 * width; ++u) stream(load(jets.thin_rows + u * L<double>), to.first + u * to.stride);
    for (std::size_t l = 1; l < hidden; ++l)
        for (std::size_t u = 0; u < width; ++u)
            stream(load(jets.adjoints + l * layer + u * unit), to.first + (biases_of(l) + u) * to.stride);
    double* const last = to.first + weights_of(hidden) * to.stride;
    for (std::size_t u = 0; u < width; ++u)
        stream(load(jets.thin_rows + (2 * width + u) * L<double>), last + u * to.stride);
    stream(V{}, last + width * to.stride);
}

void darcy::jacobian(std::span<double const> theta, std::span<double> r, order_of_j order) {
    team_.run([&](std::size_t i) {
        std::size_t const begin = groups_ * i / team_.size(), end = groups_ * (i + 1) / team_.size();
        constexpr std::size_t rows = (hidden - 1) * width;
        for (std::size_t g = begin; g < end; ++g) {
            group_jets const before = jets_of(begin + (g + 1 - begin) % 2);
            evaluate(theta.data(), g, jets_of(begin + (g - begin) % 2), r.data(), [&](std::size_t s) {
                if (g > begin) write_rows(before, rows_at(g - 1, order), rows * s / steps, rows * (s + 1) / steps);
            });
            if (g > begin) write_thin_rows(before, rows_at(g - 1, order));
        }
        if (begin < end) {
            group_jets const last = jets_of(begin + (end - 1 - begin) % 2);
            write_rows(last, rows_at(end - 1, order), 0, rows);
            write_thin_rows(last, rows_at(end - 1, order));
        }
#if defined(__AVX512F__)
        _mm_sfence();
#endif
    });
}

void darcy::overwrite() {
    team_.run([&](std::size_t i) {
        std::size_t const begin = groups_ * i / team_.size(), end = groups_ * (i + 1) / team_.size();
        for (std::size_t p = begin * parameters; p < end * parameters; ++p)
            stream(V{}, jacobian_.data() + p * L<double>);
#if defined(__AVX512F__)
        _mm_sfence();
#endif
    });
}

/// tile[i][j] = sum of the products of the thin rows at points i, j: a group and two others.
void darcy::thin_products(group_jets const& p, group_jets const& q, group_jets const& q2, double* tile_of_k,
                          double* tile2) {
    V sum[2 * L<double>] = {};
    for (std::size_t j = 0; j < thin; ++j) {
        V x = load(q.thin_rows + j * L<double>), x2 = load(q2.thin_rows + j * L<double>);
        keep(x);
        keep(x2);
        each<L<double>>([&](auto i) __attribute__((always_inline)) {
            V b = all(p.thin_rows[j * L<double> + i]);
            keep(b);
            sum[2 * i] += b * x;
            sum[2 * i + 1] += b * x2;
        });
    }
    each<L<double>>([&](auto i) __attribute__((always_inline)) {
        store<double>(sum[2 * i + 1], tile2 + i * L<double>);
        store<double>(sum[2 * i], tile_of_k + i * L<double>);  // last: the tiles may be the same
    });
}

/// tile += what dense layer l adds at two groups. Meanwhile the jets at `next` come nearer.
void darcy::layer_products(std::size_t l, group_jets const& p, group_jets const& q, group_jets const& next,
                           double* tile_of_k) {
    auto const outer = [](double const* x, double const* y, V* sum) __attribute__((always_inline)) {
        V v[columns];
        each<columns>([&](auto c) __attribute__((always_inline)) {
            v[c] = load(y + c * L<double>);
            keep(v[c]);
        });
        each<columns>([&](auto c) __attribute__((always_inline)) {
            V b = all(x[c * L<double>]);
            keep(b);
            each<columns>([&](auto d) __attribute__((always_inline)) { sum[c * columns + d] += b * v[d]; });
        });
    };
    std::size_t const h = (l - 1) * layer, a = l * layer;
    for (std::size_t i = 0; i < L<double>; ++i) {
        V hh[columns * columns] = {}, aa[columns * columns] = {};
        hh[0] = all(1.0);  // the bias
        double const *hp = p.activations + h + i, *hq = q.activations + h;
        double const *ap = p.adjoints + a + i, *aq = q.adjoints + a;
        double const* const fetch = (i % 2 == 0 ? next.activations + h : next.adjoints + a) + i / 2 * layer / 4;
        for (std::size_t u = 0; u < width; u += 4)
            each<4>([&](auto j) __attribute__((always_inline)) {
                if constexpr (j < 3) __builtin_prefetch(fetch + (u / 4 * 3 + j) * L<double>);
                outer(hp + (u + j) * unit, hq + (u + j) * unit, hh);
                outer(ap + (u + j) * unit, aq + (u + j) * unit, aa);
            });
        V sum[3] = {load(tile_of_k + i * L<double>)};
        each<columns * columns>([&](auto c) __attribute__((always_inline)) { sum[c % 3] += hh[c] * aa[c]; });
        store<double>(sum[0] + (sum[1] + sum[2]), tile_of_k + i * L<double>);
    }
}

void darcy::kernel(std::span<double const> theta, std::span<double> k) {
    team_.run([&](std::size_t i) {
        for (std::size_t g = groups_ * i / team_.size(); g < groups_ * (i + 1) / team_.size(); ++g)
            evaluate(theta.data(), g, jets_of(g), residual_.data(), [](std::size_t) {});
    });
    next_ = 0;
    std::size_t const blocks = (groups_ + block - 1) / block;
    team_.run([&](std::size_t thread) {
        double* const mine = tiles_of_k_.data() + thread * block * block * L<double> * L<double>;
        for (std::size_t t; (t = next_.fetch_add(1)) < blocks * blocks;)
            if (t % blocks >= t / blocks) block_of_k(t % blocks * block, t / blocks * block, mine, k.data());
    });
}

/// K and its mirror image at block x block groups from these on, as far as there are and they are not above the
/// diagonal. Layer by layer: then the group of the rows stays in the L1 cache.
void darcy::block_of_k(std::size_t row, std::size_t column, double* tiles, double* k) const {
    constexpr std::size_t W = L<double>;
    auto const each_pair = [&](auto&& f) {
        for (std::size_t p = row; p < std::min(row + block, groups_); ++p) {
            std::size_t const end = std::min(column + block, p + 1);
            for (std::size_t q = column; q < end; ++q)
                f(p, q, q + 1 < end ? q + 1 : column, tiles + ((p - row) * block + (q - column)) * W * W);
        }
    };
    each_pair([&](std::size_t p, std::size_t q, std::size_t next, double* to) {
        if ((q - column) % 2 == 0)
            next > q ? thin_products(jets_of(p), jets_of(q), jets_of(next), to, to + W * W)
                     : thin_products(jets_of(p), jets_of(q), jets_of(q), to, to);
    });
    for (std::size_t l = 1; l < hidden; ++l)
        each_pair([&](std::size_t p, std::size_t q, std::size_t next, double* to) {
            layer_products(l, jets_of(p), jets_of(q), jets_of(next), to);
        });
    each_pair([&](std::size_t p, std::size_t q, std::size_t, double const* from) {
        std::size_t const rows = std::min(W, points_ - p * W), mirrored = std::min(W, points_ - q * W);
        for (std::size_t i = 0; i < rows; ++i)
            std::copy(from + i * W, from + i * W + mirrored, k + (p * W + i) * points_ + q * W);
        for (std::size_t j = 0; j < mirrored; ++j) {
            double line[W];
            for (std::size_t i = 0; i < W; ++i) line[i] = from[i * W + j];
            std::copy(line, line + rows, k + (q * W + j) * points_ + p * W);
        }
    });
}

}  // namespace by_hand
