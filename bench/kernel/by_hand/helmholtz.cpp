#include "helmholtz.hpp"

namespace by_hand {

template <class Real>
helmholtz<Real>::helmholtz(points const& inside, std::span<double const> q, double k_squared, points const& boundary,
                           std::size_t threads)
    : team_(threads), shares_(threads), k_squared_(static_cast<Real>(k_squared)) {
    std::size_t const N = inside.x.size(), M = boundary.x.size();
    std::size_t const panels = (N + L<Real> - 1) / L<Real>, edge = (M + row - 1) / row;
    inside_ = aligned<Real>(panels * 4 * L<Real>);
    boundary_ = aligned<Real>(edge * 3 * row);
    for (std::size_t i = 0; i < panels * L<Real>; ++i) {
        std::size_t const j = std::min(i, N - 1);
        Real* const to = inside_.data() + i / L<Real> * 4 * L<Real> + i % L<Real>;
        to[0] = static_cast<Real>(inside.x[j]);
        to[L<Real>] = static_cast<Real>(inside.y[j]);
        to[2 * L<Real>] = static_cast<Real>(q[j]);
        to[3 * L<Real>] = i < N ? static_cast<Real>(inside.lambda / static_cast<double>(N)) : Real(0);
    }
    for (std::size_t i = 0; i < edge * row; ++i) {
        std::size_t const j = std::min(i, M - 1);
        Real* const to = boundary_.data() + i / row * 3 * row + i % row;
        to[0] = static_cast<Real>(boundary.x[j]);
        to[row] = static_cast<Real>(boundary.y[j]);
        to[2 * row] = i < M ? static_cast<Real>(boundary.lambda / static_cast<double>(M)) : Real(0);
    }
    for (std::size_t i = 0; i < threads; ++i) {
        share& s = shares_[i];
        s.first_inside = panels * i / threads;
        s.inside = panels * (i + 1) / threads - s.first_inside;
        s.first_boundary = edge * i / threads;
        s.boundary = edge * (i + 1) / threads - s.first_boundary;
        std::size_t const all = s.inside + s.boundary, blocks = (all + block_panels - 1) / block_panels;
        s.block = (all + blocks - 1) / blocks;
        s.capacity = s.block | 1;  // an odd stride: tiles of one panel do not share a cache set
        for (auto& a : s.activations) a = aligned<Real>(jets::size(s.capacity));
        s.weights = aligned<Real>((hidden - 1) * tiles * tiles * padded_tile<Real>);
        s.sums = aligned<Real>(sum_count * L<Real>);
    }
}

template <class Real>
double helmholtz<Real>::loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) {
    team_.run([&](std::size_t i) { work(shares_[i], theta.data()); });
    team_.run([&](std::size_t i) { collect(gradient.data(), i); });
    double loss = 0;
    for (auto const& s : shares_) loss += s.loss;
    return loss / 2;
}

template <class Real>
void helmholtz<Real>::work(share& mine, Real const* theta) {
    std::fill(mine.sums.data(), mine.sums.data() + mine.sums.size(), Real(0));
    mine.loss = 0;
    std::size_t const panels = mine.inside + mine.boundary;
    auto const each_panel = [&](std::size_t begin, std::size_t end, auto&& f) {
        for (std::size_t p = begin; p < end; ++p)
            if (p < mine.inside)
                f(std::true_type{}, mine.first_inside + p, p - begin);
            else
                f(std::false_type{}, mine.first_boundary + p - mine.inside, p - begin);
    };
    for (std::size_t begin = 0; begin < panels; begin += mine.block) {
        std::size_t const end = std::min(begin + mine.block, panels);
        each_panel(begin, end, [&](auto inside, std::size_t panel, std::size_t at) {
            forward<inside>(mine, theta, panel, at);
            last_layer<inside>(mine, theta, panel, at);
        });
        for (std::size_t l = hidden - 1; l > 0; --l) {
            jets const z{mine.activations[l].data(), mine.capacity}, h{mine.activations[l - 1].data(), mine.capacity};
            Real* const to = mine.weights.data() + (l - 1) * tiles * tiles * padded_tile<Real>;
            if (begin == 0)
                weight_gradient<true>(z, h, end - begin, to);
            else
                weight_gradient<false>(z, h, end - begin, to);
            each_panel(begin, end, [&](auto inside, std::size_t panel, std::size_t at) {
                backward<inside>(mine, theta, l, panel, at);
            });
        }
    }
}

/// The activations of all hidden layers at a panel.
template <class Real>
template <bool Inside>
void helmholtz<Real>::forward(share& mine, Real const* theta, std::size_t panel, std::size_t at) {
    jets out{mine.activations[0].data(), mine.capacity};
    Real const* const w = theta;
    Real const* const b = theta + biases_of(0);
    if constexpr (Inside) {
        Real const* const from = inside_.data() + panel * 4 * L<Real>;
        V const x = load(from), y = load(from + L<Real>);
        for (std::size_t t = 0; t < tiles; ++t) {
            V value[tile];
            each<tile>([&](auto i) __attribute__((always_inline)) {
                std::size_t const u = t * tile + i;
                value[i] = x * w[2 * u] + (y * w[2 * u + 1] + b[u]);
            });
            tanh_.template apply<tile>(value);
            each<tile>([&](auto i) __attribute__((always_inline)) {
                std::size_t const u = t * tile + i;
                V const wx = all(w[2 * u]), wy = all(w[2 * u + 1]);
                V const h = value[i], s = 1 - h * h, hx = s * wx, hy = s * wy;
                Real* const to = out.at(t, at) + i * row;
                store<Real>(h, to);
                store<Real>(hx, to + L<Real>);
                store<Real>(hy, to + 2 * L<Real>);
                store<Real>(-(h + h) * (hx * wx + hy * wy), to + 3 * L<Real>);
            });
        }
    } else {
        Real const* const from = boundary_.data() + panel * 3 * row;
        for (std::size_t t = 0; t < tiles; ++t)
            each<tile>([&](auto i) __attribute__((always_inline)) {
                std::size_t const u = t * tile + i;
                V value[columns];
                each<columns>([&](auto c) __attribute__((always_inline)) {
                    V const x = load(from + c * L<Real>), y = load(from + row + c * L<Real>);
                    value[c] = x * w[2 * u] + (y * w[2 * u + 1] + b[u]);
                });
                tanh_.template apply<columns>(value);
                each<columns>([&](auto c) __attribute__((always_inline)) {
                    store<Real>(value[c], out.at(t, at) + i * row + c * L<Real>);
                });
            });
    }
    for (std::size_t l = 1; l < hidden; ++l) {
        jets const in = out;
        out.data = mine.activations[l].data();
        Real const* const weights = theta + weights_of(l);
        Real const* const biases = theta + biases_of(l);
        for (std::size_t t = 0; t < tiles; ++t) {
            V z[tile * columns];
            each<tile * columns>([&](auto i) __attribute__((always_inline)) {
                z[i] = !Inside || i % columns == 0 ? all(biases[t * tile + i / columns]) : V{};
            });
            multiply<false, width, tile>(weights + t * tile * width, in, at, z);
            Real* const to = out.at(t, at);
            V value[tile];
            if constexpr (Inside) {
                each<tile>([&](auto i) __attribute__((always_inline)) { value[i] = z[i * columns]; });
                tanh_.template apply<tile>(value);
            }
            each<tile>([&](auto i) __attribute__((always_inline)) {
                V* const v = z + i * columns;
                Real* const unit = to + i * row;
                if constexpr (Inside) {
                    V const h = value[i], s = 1 - h * h, hx = s * v[1], hy = s * v[2];
                    store<Real>(h, unit);
                    store<Real>(hx, unit + L<Real>);
                    store<Real>(hy, unit + 2 * L<Real>);
                    store<Real>(s * v[3] - (h + h) * (hx * v[1] + hy * v[2]), unit + 3 * L<Real>);
                } else {
                    tanh_.template apply<columns>(v);
                    each<columns>([&](auto c)
                                      __attribute__((always_inline)) { store<Real>(v[c], unit + c * L<Real>); });
                }
            });
        }
    }
}

/// gradient = the sum over threads, of this thread's part of the units.
template <class Real>
void helmholtz<Real>::collect(Real* gradient, std::size_t thread) {
    std::size_t const begin = width * thread / shares_.size(), end = width * (thread + 1) / shares_.size();
    auto const sum = [&](std::size_t first, std::size_t unit) {
        V total{};
        for (auto const& s : shares_) total += load(s.sums.data() + (first + unit) * L<Real>);
        return lane_sum<Real>(total);
    };
    for (std::size_t u = begin; u < end; ++u) {
        gradient[2 * u] = sum(0, u);
        gradient[2 * u + 1] = sum(width, u);
        gradient[biases_of(0) + u] = sum(2 * width, u);
        for (std::size_t l = 1; l < hidden; ++l) gradient[biases_of(l) + u] = sum(bias_sum(l), u);
        gradient[weights_of(hidden) + u] = sum(last_sum, u);
    }
    if (thread == 0) gradient[biases_of(hidden)] = sum(last_sum, width);
    for (std::size_t l = 1; l < hidden; ++l) {
        Real* const to = gradient + weights_of(l);
        std::fill(to + begin * width, to + end * width, Real(0));
        for (auto const& s : shares_)
            add_tiles<width, width>(s.weights.data() + (l - 1) * tiles * tiles * padded_tile<Real>, begin, end, to);
    }
}

template class helmholtz<double>;
template class helmholtz<float>;

}  // namespace by_hand
