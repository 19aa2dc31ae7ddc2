#include <lamina/numerics/ql_iteration.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/numerics/dense_kernels.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::numerics {

namespace {

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

bool iterate_ql(std::span<double> d, std::span<double> e, std::span<double> z) {
    std::size_t const n = d.size();
    expect_size("beside", e.size(), n);
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
            turned.begin(m);
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
                turned.add(c, s);
            }
            if (split) continue;
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
    }
    turned.apply();
    for (double& v : d) v *= largest;
    return true;
}

}  // namespace lamina::numerics
