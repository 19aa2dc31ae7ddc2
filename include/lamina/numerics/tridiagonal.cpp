#include <lamina/numerics/tridiagonal.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/numerics/block_reflector.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::numerics {

namespace {

/// Reflectors whose effect on the matrix is one product
constexpr std::size_t block = 32;
/// Rows below which threads cost more than they save
constexpr std::size_t few = 192;

/// p = G v for the leading lower triangle of size n; `partial`, shape (threads, n), is for the sums of the threads.
void symmetric_times(double const* g, std::size_t ldg, std::size_t n, double const* v, double* p,
                     std::span<double> partial) {
    auto const times = chosen_dense_kernels().symmetric_times;
    std::fill_n(p, n, 0.0);
    thread_pool& pool = default_pool();
    std::size_t const threads = pool.size();
    if (n < few || threads == 1) return times(g, ldg, 0, n, v, p);
    pool.run([&](std::size_t t) {  // equal areas of the triangle
        auto const bound = [&](std::size_t i) {
            return i == threads
                       ? n
                       : static_cast<std::size_t>(static_cast<double>(n) *
                                                  std::sqrt(static_cast<double>(i) / static_cast<double>(threads)));
        };
        double* const mine = t == 0 ? p : partial.data() + (t - 1) * n;
        if (t > 0) std::fill_n(mine, n, 0.0);
        times(g, ldg, bound(t), bound(t + 1), v, mine);
    });
    for (std::size_t t = 1; t < threads; ++t) chosen_dense_kernels().add(1, partial.data() + (t - 1) * n, p, n);
}

/// Rotations of neighbours that wait until they are many: each strip of columns of z then stays in the cache for all.
class rotations {
public:
    rotations(std::span<double> z, std::size_t n) : z_(z), n_(n) {}

    /// Begins a sweep upwards from lines end - 1 and end
    void begin(std::size_t end) {
        if (cosine_.size() > 32 * n_) apply();
        sweeps_.push_back({end, 0, cosine_.size()});
    }
    void add(double c, double s) {
        cosine_.push_back(c), sine_.push_back(s);
        ++sweeps_.back().count;
    }
    void apply() {
        dense_kernels const& kernels = chosen_dense_kernels();
        std::size_t const width = kernels.strip, strips = (n_ + width - 1) / width;
        for (auto const& sweep : sweeps_) {  // the kernel takes them downwards
            auto const first = static_cast<std::ptrdiff_t>(sweep.first);
            auto const last = first + static_cast<std::ptrdiff_t>(sweep.count);
            std::reverse(cosine_.begin() + first, cosine_.begin() + last);
            std::reverse(sine_.begin() + first, sine_.begin() + last);
        }
        default_pool().run(strips, [&](std::size_t i, std::size_t) {
            std::size_t const column = i * width, mine = std::min(width, n_ - column);
            aligned_vector<double> strip(n_ * width);
            for (std::size_t k = 0; k < n_; ++k)
                std::copy_n(z_.data() + k * n_ + column, mine, strip.data() + k * width);
            for (auto const& sweep : sweeps_)
                kernels.rotate(cosine_.data() + sweep.first, sine_.data() + sweep.first, sweep.count,
                               strip.data() + (sweep.end - sweep.count) * width);
            for (std::size_t k = 0; k < n_; ++k)
                std::copy_n(strip.data() + k * width, mine, z_.data() + k * n_ + column);
        });
        sweeps_.clear(), cosine_.clear(), sine_.clear();
    }

private:
    struct sweep {
        std::size_t end, count, first;
    };
    std::span<double> z_;
    std::size_t n_;
    std::vector<sweep> sweeps_;
    std::vector<double> cosine_, sine_;
};

}  // namespace

// Row i is reflected before the product for its block has reached it, so it is brought up to date by the reflectors v_j
// and the w_j of its block, and so is G v: G - sum_j (v_j w_j^T + w_j v_j^T).
tridiagonal to_tridiagonal(std::span<double> g, std::size_t n, std::span<double> tau) {
    dense_kernels const& kernels = chosen_dense_kernels();
    tridiagonal out{std::vector<double>(n), std::vector<double>(n > 0 ? n - 1 : 0)};
    std::vector<double> vwv(3 * block * n), partial((default_pool().size() - 1) * n);
    auto const v = [&](std::size_t j) { return vwv.data() + j * n; };
    auto const w = [&](std::size_t j) { return vwv.data() + (block + j) * n; };
    for (std::size_t end = n; end > 0;) {
        std::size_t const first = end > block ? end - block : 0;
        for (std::size_t i = end; i-- > first;) {
            double* const row = g.data() + i * n;
            std::size_t const before = end - 1 - i;  // reflectors of this block
            for (std::size_t j = 0; j < before; ++j) {
                kernels.add(-v(j)[i], w(j), row, i + 1);
                kernels.add(-w(j)[i], v(j), row, i + 1);
            }
            out.diagonal[i] = row[i];
            tau[i] = 0;
            double* const here = v(before);
            double* const p = w(before);
            std::fill_n(here, n, 0.0);
            std::fill_n(p, n, 0.0);
            if (i == 0) continue;
            double const alpha = row[i - 1], rest = kernels.dot(row, row, i - 1);
            out.beside[i - 1] = alpha;
            if (rest == 0) {
                std::fill_n(row, i, 0.0);
                continue;
            }
            double const beta = -std::copysign(std::sqrt(alpha * alpha + rest), alpha);
            out.beside[i - 1] = beta;
            tau[i] = (beta - alpha) / beta;
            for (std::size_t k = 0; k + 1 < i; ++k) row[k] /= alpha - beta;
            row[i - 1] = 1;
            std::copy_n(row, i, here);
            symmetric_times(g.data(), n, i, here, p, partial);
            for (std::size_t j = 0; j < before; ++j) {
                double const along_w = kernels.dot(w(j), here, i), along_v = kernels.dot(v(j), here, i);
                kernels.add(-along_w, v(j), p, i);
                kernels.add(-along_v, w(j), p, i);
            }
            for (std::size_t k = 0; k < i; ++k) p[k] *= tau[i];
            kernels.add(-tau[i] / 2 * kernels.dot(p, here, i), here, p, i);
        }
        if (first > 0) {
            std::size_t const count = end - first;
            std::copy_n(v(0), block * n, vwv.data() + 2 * block * n);
            lines const left{vwv.data(), first, block + count, 1, n},
                right{vwv.data() + block * n, first, block + count, 1, n};
            add_product(g.data(), n, left, right, -1, part::lower);
        }
        end = first;
    }
    return out;
}

void times_reflectors(std::span<double> z, std::span<double const> g, std::size_t n, std::span<double const> tau) {
    for (std::size_t first = 1; first < n; first += block) {
        std::size_t const end = std::min(n, first + block), length = end - 1;
        std::vector<double> v((end - first) * length);
        for (std::size_t i = first; i < end; ++i) std::copy_n(g.data() + i * n, i, v.data() + (i - first) * length);
        block_reflector(v.data(), length, length, tau.subspan(first, end - first)).times(z.data(), n, n);
    }
}

bool iterate_ql(tridiagonal& t, std::span<double> z) {
    auto& d = t.diagonal;
    std::size_t const n = d.size();
    auto e = t.beside;
    e.resize(n);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::max({largest, std::abs(d[i]), std::abs(e[i])});
    if (largest == 0) return true;
    for (std::size_t i = 0; i < n; ++i) d[i] /= largest, e[i] /= largest;  // squares neither overflow nor vanish
    constexpr double eps = 0x1p-53;
    rotations turned(z, n);
    for (std::size_t l = 0; l < n; ++l) {
        for (int iteration = 0;; ++iteration) {
            std::size_t m = l;
            for (; m + 1 < n; ++m)
                if (!(std::abs(e[m]) > eps * std::max(std::abs(d[m]) + std::abs(d[m + 1]), 0.25))) break;
            if (m == l) break;
            if (iteration == 60) return false;
            double g = (d[l + 1] - d[l]) / (2 * e[l]);
            g = d[m] - d[l] + e[l] / (g + std::copysign(std::sqrt(g * g + 1), g));
            double s = 1, c = 1, p = 0;
            if (!z.empty()) turned.begin(m);
            bool split = false;
            for (std::size_t i = m; i-- > l;) {
                double const f = s * e[i], b = c * e[i], r = std::sqrt(f * f + g * g);
                e[i + 1] = r;
                if (r == 0) {
                    d[i + 1] -= p;
                    e[m] = 0;
                    split = true;
                    break;
                }
                s = f / r, c = g / r;
                g = d[i + 1] - p;
                double const turn = (d[i] - g) * s + 2 * c * b;
                p = s * turn;
                d[i + 1] = g + p;
                g = c * turn - b;
                if (!z.empty()) turned.add(c, s);
            }
            if (split) continue;
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
    }
    if (!z.empty()) turned.apply();
    for (double& v : d) v *= largest;
    return true;
}

}  // namespace lamina::numerics
