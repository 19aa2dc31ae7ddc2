#include "cavity.hpp"

namespace by_hand {

namespace {

constexpr std::size_t n = 50;
/// theta of layer l: its weights, its biases.
constexpr std::size_t weights_of(std::size_t l) {
    return l == 0 ? 0 : 3 * n + (l - 1) * n * (n + 1);
}
constexpr std::size_t biases_of(std::size_t l) {
    return weights_of(l) + (l == 0 || l == 4 ? 2 * n : n * n);
}

constexpr std::size_t bias_sum(std::size_t layer) {
    return (2 + layer) * n;
}  // of hidden layer 1 .. 3
constexpr std::size_t psi_sum = 6 * n, p_sum = 7 * n, sum_count = 8 * n;

enum channel : std::size_t { value, x, y, xx, xy, yy, lap_x, lap_y };

}  // namespace

template <class Real>
cavity<Real>::cavity(std::span<double const> px, std::span<double const> py, double reynolds, double lambda,
                     std::size_t threads)
    : team_(threads), shares_(threads), inverse_reynolds_(static_cast<Real>(1 / reynolds)) {
    std::size_t const N = px.size(), panels = (N + L<Real> - 1) / L<Real>;
    points_ = aligned<Real>(panels * 3 * L<Real>);
    for (std::size_t i = 0; i < panels * L<Real>; ++i) {
        std::size_t const j = std::min(i, N - 1);
        Real* const to = points_.data() + i / L<Real> * 3 * L<Real> + i % L<Real>;
        to[0] = static_cast<Real>(px[j]);
        to[L<Real>] = static_cast<Real>(py[j]);
        to[2 * L<Real>] = i < N ? static_cast<Real>(lambda / static_cast<double>(N)) : Real(0);
    }
    for (std::size_t i = 0; i < threads; ++i) {
        share& s = shares_[i];
        s.first = panels * i / threads;
        s.panels = panels * (i + 1) / threads - s.first;
        std::size_t const blocks = std::max<std::size_t>(1, (s.panels + block_panels - 1) / block_panels);
        s.block = std::max<std::size_t>(1, (s.panels + blocks - 1) / blocks);
        s.capacity = s.block | 1;  // an odd stride: tiles of one panel do not share a cache set
        for (auto& a : s.activations) a = aligned<Real>(jets::size(s.capacity));
        s.weights = aligned<Real>((hidden - 1) * tiles * tiles * padded_tile<Real>);
        s.sums = aligned<Real>(sum_count * L<Real>);
    }
}

template <class Real>
double cavity<Real>::loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) {
    team_.run([&](std::size_t i) { work(shares_[i], theta.data()); });
    team_.run([&](std::size_t i) { collect(gradient.data(), i); });
    double loss = 0;
    for (auto const& s : shares_) loss += s.loss;
    return loss / 2;
}

template <class Real>
void cavity<Real>::work(share& mine, Real const* theta) {
    std::fill(mine.sums.data(), mine.sums.data() + mine.sums.size(), Real(0));
    mine.loss = 0;
    for (std::size_t begin = 0; begin < mine.panels; begin += mine.block) {
        std::size_t const count = std::min(mine.block, mine.panels - begin);
        for (std::size_t at = 0; at < count; ++at) {
            forward(mine, theta, mine.first + begin + at, at);
            last_layer(mine, theta, mine.first + begin + at, at);
        }
        for (std::size_t l = hidden - 1; l > 0; --l) {
            jets const z{mine.activations[l].data(), mine.capacity}, h{mine.activations[l - 1].data(), mine.capacity};
            Real* const to = mine.weights.data() + (l - 1) * tiles * tiles * padded_tile<Real>;
            if (begin == 0)
                weight_gradient<true>(z, h, count, to);
            else
                weight_gradient<false>(z, h, count, to);
            for (std::size_t at = 0; at < count; ++at) backward(mine, theta, l, mine.first + begin + at, at);
        }
    }
}

/// The activations of all hidden layers at a panel.
template <class Real>
void cavity<Real>::forward(share& mine, Real const* theta, std::size_t panel, std::size_t at) {
    auto const activate = [](V h, V const* z, Real* to) __attribute__((always_inline)) {
        V const s = 1 - h * h, t = -(h + h);
        V const hx = s * z[x], hy = s * z[y], sx = t * hx, sy = t * hy;
        V const hxx = s * z[xx] + sx * z[x], hxy = s * z[xy] + sy * z[x], hyy = s * z[yy] + sy * z[y];
        V const sxx = t * hxx - 2 * (hx * hx), sxy = t * hxy - 2 * (hx * hy), syy = t * hyy - 2 * (hy * hy);
        V const lap = z[xx] + z[yy];
        store<Real>(h, to);
        store<Real>(hx, to + x * L<Real>);
        store<Real>(hy, to + y * L<Real>);
        store<Real>(hxx, to + xx * L<Real>);
        store<Real>(hxy, to + xy * L<Real>);
        store<Real>(hyy, to + yy * L<Real>);
        store<Real>(s * z[lap_x] + sx * (lap + z[xx]) + sy * z[xy] + sxx * z[x] + sxy * z[y], to + lap_x * L<Real>);
        store<Real>(s * z[lap_y] + sy * (lap + z[yy]) + sx * z[xy] + sxy * z[x] + syy * z[y], to + lap_y * L<Real>);
    };
    jets out{mine.activations[0].data(), mine.capacity};
    Real const* const from = points_.data() + panel * 3 * L<Real>;
    V const px = load(from), py = load(from + L<Real>);
    for (std::size_t t = 0; t < tiles; ++t) {
        V h[tile];
        Real const* const w = theta + 2 * t * tile;
        each<tile>([&](auto i) __attribute__((always_inline)) {
            h[i] = px * w[2 * i] + (py * w[2 * i + 1] + theta[biases_of(0) + t * tile + i]);
        });
        tanh_.template apply<tile>(h);
        each<tile>([&](auto i) __attribute__((always_inline)) {
            V const z[columns] = {V{}, all(w[2 * i]), all(w[2 * i + 1])};
            activate(h[i], z, out.at(t, at) + i * row);
        });
    }
    for (std::size_t l = 1; l < hidden; ++l) {
        jets const in = out;
        out.data = mine.activations[l].data();
        auto const units = [&]<std::size_t First, std::size_t Rows>(std::size_t t) __attribute__((always_inline)) {
            V z[Rows * columns] = {}, h[Rows];
            Real const* const b = theta + biases_of(l) + t * tile + First;
            each<Rows>([&](auto i) __attribute__((always_inline)) { z[i * columns] = all(b[i]); });
            multiply<false, width, Rows>(theta + weights_of(l) + (t * tile + First) * width, in, at, z);
            each<Rows>([&](auto i) __attribute__((always_inline)) { h[i] = z[i * columns]; });
            tanh_.template apply<Rows>(h);
            each<Rows>([&](auto i) __attribute__((always_inline)) {
                activate(h[i], z + i * columns, out.at(t, at) + (First + i) * row);
            });
        };
        for (std::size_t t = 0; t < tiles; ++t) {
            units.template operator()<0, 3>(t);
            units.template operator()<3, 2>(t);
        }
    }
}

/// From a = dL/d(the activations of a unit) and h, its activations: b = dL/dz. Without ValueUsed a[value] is 0.
template <class Real>
template <bool ValueUsed>
[[gnu::always_inline]] inline void cavity<Real>::through_tanh(V const* a, Real const* jet, V* b) {
    V h[columns];
    each<columns>([&](auto c) __attribute__((always_inline)) { h[c] = load(jet + c * L<Real>); });
    V const s = 1 - h[value] * h[value], t = -(h[value] + h[value]), lap = h[xx] + h[yy];
    V const sx = t * h[x], sy = t * h[y];
    V const sxx = t * h[xx] - 2 * (h[x] * h[x]), sxy = t * h[xy] - 2 * (h[x] * h[y]),
            syy = t * h[yy] - 2 * (h[y] * h[y]), slap = sxx + syy;
    V const slap_x = t * h[lap_x] - 2 * (h[x] * lap) - 4 * (h[x] * h[xx] + h[y] * h[xy]);
    V const slap_y = t * h[lap_y] - 2 * (h[y] * lap) - 4 * (h[x] * h[xy] + h[y] * h[yy]);
    V const p = a[lap_x], q = a[lap_y], two_sxy = sxy + sxy;
    b[value] = sx * a[x] + sy * a[y] + sxx * a[xx] + sxy * a[xy] + syy * a[yy] + slap_x * p + slap_y * q;
    if constexpr (ValueUsed) b[value] += s * a[value];
    b[x] = s * a[x] + sx * (a[xx] + a[xx]) + sy * a[xy] + (sxx + sxx + slap) * p + two_sxy * q;
    b[y] = s * a[y] + sx * a[xy] + sy * (a[yy] + a[yy]) + two_sxy * p + (syy + syy + slap) * q;
    b[xx] = s * a[xx] + sx * (3 * p) + sy * q;
    b[xy] = s * a[xy] + sy * (p + p) + sx * (q + q);
    b[yy] = s * a[yy] + sx * p + sy * (3 * q);
    b[lap_x] = s * p;
    b[lap_y] = s * q;
}

/// The outputs, the loss, and the adjoint of the last hidden layer at a panel.
template <class Real>
void cavity<Real>::last_layer(share& mine, Real const* theta, std::size_t panel, std::size_t at) {
    jets const h{mine.activations[hidden - 1].data(), mine.capacity};
    Real const* const w = theta + weights_of(hidden);
    V psi[columns] = {}, p_x{}, p_y{}, g[columns] = {};
    for (std::size_t u = 0; u < width; ++u) {
        Real const* const jet = h.at(u / tile, at) + u % tile * row;
        V const of_psi = all(w[u]), of_p = all(w[width + u]);
        each<columns - 1>([&](auto c)
                              __attribute__((always_inline)) { psi[c + 1] += of_psi * load(jet + (c + 1) * L<Real>); });
        p_x += of_p * load(jet + x * L<Real>);
        p_y += of_p * load(jet + y * L<Real>);
    }
    V const weight = load(points_.data() + panel * 3 * L<Real> + 2 * L<Real>);
    V const r0 = psi[y] * psi[xy] - psi[x] * psi[yy] + p_x - inverse_reynolds_ * psi[lap_y];
    V const r1 = psi[x] * psi[xy] - psi[y] * psi[xx] + p_y + inverse_reynolds_ * psi[lap_x];
    V const e0 = weight * r0, e1 = weight * r1, loss = e0 * r0 + e1 * r1;
    for (std::size_t i = 0; i < L<Real>; ++i) mine.loss += static_cast<double>(loss[i]);
    g[x] = e1 * psi[xy] - e0 * psi[yy];
    g[y] = e0 * psi[xy] - e1 * psi[xx];
    g[xx] = -e1 * psi[y];
    g[xy] = e0 * psi[y] + e1 * psi[x];
    g[yy] = -e0 * psi[x];
    g[lap_x] = inverse_reynolds_ * e1;
    g[lap_y] = -inverse_reynolds_ * e0;
    for (std::size_t u = 0; u < width; ++u) {
        Real* const jet = h.at(u / tile, at) + u % tile * row;
        auto const add = [&](std::size_t first, V v) __attribute__((always_inline)) {
            Real* const sum = mine.sums.data() + (first + u) * L<Real>;
            store<Real>(load(sum) + v, sum);
        };
        V a[columns], b[columns], of_psi{};
        each<columns - 1>([&](auto c) __attribute__((always_inline)) {
            of_psi += g[c + 1] * load(jet + (c + 1) * L<Real>);
            a[c + 1] = w[u] * g[c + 1];
        });
        add(psi_sum, of_psi);
        add(p_sum, e0 * load(jet + x * L<Real>) + e1 * load(jet + y * L<Real>));
        a[x] += w[width + u] * e0;
        a[y] += w[width + u] * e1;
        through_tanh<false>(a, jet, b);
        add(bias_sum(hidden - 1), b[value]);
        each<columns>([&](auto c) __attribute__((always_inline)) { store<Real>(b[c], jet + c * L<Real>); });
    }
}

/// The adjoint of hidden layer l - 1 from that of l at a panel; for the first layer its sums only.
template <class Real>
void cavity<Real>::backward(share& mine, Real const* theta, std::size_t l, std::size_t panel, std::size_t at) {
    jets const z{mine.activations[l].data(), mine.capacity}, h{mine.activations[l - 1].data(), mine.capacity};
    Real const* const from = points_.data() + panel * 3 * L<Real>;
    auto const units = [&]<std::size_t First, std::size_t Rows>(std::size_t t) __attribute__((always_inline)) {
        V a[Rows * columns] = {};
        multiply<true, width, Rows>(theta + weights_of(l) + t * tile + First, z, at, a);
        each<Rows>([&](auto i) __attribute__((always_inline)) {
            std::size_t const u = t * tile + First + i;
            Real* const jet = h.at(t, at) + (First + i) * row;
            auto const add = [&](std::size_t first, V v) __attribute__((always_inline)) {
                Real* const sum = mine.sums.data() + (first + u) * L<Real>;
                store<Real>(load(sum) + v, sum);
            };
            V b[columns];
            through_tanh<true>(a + i * columns, jet, b);
            if (l > 1) {
                each<columns>([&](auto c) __attribute__((always_inline)) { store<Real>(b[c], jet + c * L<Real>); });
                add(bias_sum(l - 1), b[value]);
            } else {
                add(0, b[value] * load(from) + b[x]);
                add(n, b[value] * load(from + L<Real>) + b[y]);
                add(2 * n, b[value]);
            }
        });
    };
    for (std::size_t t = 0; t < tiles; ++t) {
        units.template operator()<0, 3>(t);
        units.template operator()<3, 2>(t);
    }
}

/// gradient = the sum over threads, of this thread's part of the units.
template <class Real>
void cavity<Real>::collect(Real* gradient, std::size_t thread) {
    std::size_t const begin = width * thread / shares_.size(), end = width * (thread + 1) / shares_.size();
    auto const sum = [&](std::size_t at) {
        V total{};
        for (auto const& s : shares_) total += load(s.sums.data() + at * L<Real>);
        return lane_sum<Real>(total);
    };
    for (std::size_t u = begin; u < end; ++u) {
        gradient[2 * u] = sum(u);
        gradient[2 * u + 1] = sum(n + u);
        gradient[biases_of(0) + u] = sum(2 * n + u);
        for (std::size_t l = 1; l < hidden; ++l) gradient[biases_of(l) + u] = sum(bias_sum(l) + u);
        gradient[weights_of(hidden) + u] = sum(psi_sum + u);
        gradient[weights_of(hidden) + width + u] = sum(p_sum + u);
    }
    if (thread == 0) gradient[biases_of(hidden)] = gradient[biases_of(hidden) + 1] = 0;  // only derivatives enter
    for (std::size_t l = 1; l < hidden; ++l) {
        Real* const to = gradient + weights_of(l);
        std::fill(to + begin * width, to + end * width, Real(0));
        for (auto const& s : shares_)
            add_tiles<width, width>(s.weights.data() + (l - 1) * tiles * tiles * padded_tile<Real>, begin, end, to);
    }
}

template class cavity<double>;
template class cavity<float>;

}  // namespace by_hand
