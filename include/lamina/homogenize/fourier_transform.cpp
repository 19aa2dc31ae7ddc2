#include <lamina/homogenize/fourier_transform.hpp>

#include <algorithm>
#include <cstdlib>
#include <numbers>

#include <lamina/homogenize/fourier_lines.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

struct fourier_transform::plan {
    explicit plan(std::array<std::size_t, 3> const& n)
        : axis{fourier_lines(n[0]), fourier_lines(n[1]), fourier_lines(n[2])} {}
    std::array<fourier_lines, 3> axis;
    std::vector<fourier_lines::buffers> of_thread;
    spectrum work;
};

fourier_transform::fourier_transform(std::array<std::size_t, 3> grid, std::array<double, 3> period)
    : grid_(grid), period_(period), plan_(std::make_unique<plan>(grid)) {
    plan_->of_thread.assign(default_pool().size(), fourier_lines::buffers(std::ranges::max(grid)));
    mirrored_.resize(size());
    for (std::size_t p = 0; p < size(); ++p) mirrored_[p] = mirrored(p);
}
fourier_transform::~fourier_transform() = default;

void fourier_transform::transform(spectrum& data, bool inverse) {
    constexpr std::size_t width = fourier_lines::width;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::size_t const n = grid_[axis], count = size() / n;
        if (n == 1) continue;
        std::size_t stride = 1;
        for (std::size_t i = axis + 1; i < 3; ++i) stride *= grid_[i];
        fourier_lines const& line = plan_->axis[axis];
        auto several = [&](std::size_t task, std::size_t thread) {
            auto& b = plan_->of_thread[thread];
            std::size_t const first = task * width, here = std::min(width, count - first);
            std::array<std::size_t, width> start{};
            for (std::size_t w = 0; w < here; ++w) start[w] = (first + w) / stride * n * stride + (first + w) % stride;
            for (std::size_t k = 0; k < n; ++k)
                for (std::size_t w = 0; w < width; ++w) {
                    auto const v = w < here ? data[start[w] + k * stride] : 0.0;
                    b.real[k * width + w] = v.real(), b.imaginary[k * width + w] = v.imag();
                }
            if (inverse)
                line.inverse(b);
            else
                line.forward(b);
            double const scale = inverse ? 1 / static_cast<double>(n) : 1;
            for (std::size_t k = 0; k < n; ++k)
                for (std::size_t w = 0; w < here; ++w)
                    data[start[w] + k * stride] = {scale * b.real[k * width + w], scale * b.imaginary[k * width + w]};
        };
        std::size_t const tasks = (count + width - 1) / width;
        if (size() >= (std::size_t{1} << 14))
            default_pool().run(tasks, several);
        else
            for (std::size_t task = 0; task < tasks; ++task) several(task, 0);
    }
}

/// The index of the wave vector -k, where p is the index of k.
std::size_t fourier_transform::mirrored(std::size_t p) const {
    std::size_t out = 0, stride = 1;
    for (std::size_t i = 3; i-- > 0;) {
        std::size_t const k = p % grid_[i];
        out += (k == 0 ? 0 : grid_[i] - k) * stride;
        p /= grid_[i];
        stride *= grid_[i];
    }
    return out;
}

void fourier_transform::forward(std::span<double const> f, std::span<double const> g, spectrum& a, spectrum& b) {
    std::size_t const n = size();
    spectrum& both = plan_->work;
    both.resize(n);
    for (std::size_t p = 0; p < n; ++p) both[p] = {f[p], g[p]};
    transform(both, false);
    a.resize(n);
    b.resize(n);
    for (std::size_t p = 0; p < n; ++p) {
        auto const here = both[p], there = std::conj(both[mirrored_[p]]);
        a[p] = 0.5 * (here + there);
        auto const twice = here - there;
        b[p] = {0.5 * twice.imag(), -0.5 * twice.real()};
    }
}

void fourier_transform::inverse(spectrum const& a, spectrum const& b, std::span<double> f, std::span<double> g) {
    std::size_t const n = size();
    spectrum& both = plan_->work;
    both.resize(n);
    for (std::size_t p = 0; p < n; ++p) both[p] = {a[p].real() - b[p].imag(), a[p].imag() + b[p].real()};
    transform(both, true);
    for (std::size_t p = 0; p < n; ++p) {
        f[p] = both[p].real();
        g[p] = both[p].imag();
    }
}

void fourier_transform::forward(std::span<double const> f, spectrum& a) {
    a.assign(f.begin(), f.end());
    transform(a, false);
}

void fourier_transform::inverse(spectrum const& a, std::span<double> f) {
    plan_->work = a;
    transform(plan_->work, true);
    for (std::size_t p = 0; p < a.size(); ++p) f[p] = plan_->work[p].real();
}

long fourier_transform::frequency(std::size_t i, std::size_t p) const {
    for (std::size_t axis = 3; axis-- > i + 1;) p /= grid_[axis];
    auto const n = static_cast<long>(grid_[i]);
    long const k = static_cast<long>(p) % n;
    return 2 * k > n ? k - n : k;
}

bool fourier_transform::is_nyquist(std::size_t p) const {
    for (std::size_t i = 0; i < 3; ++i)
        if (grid_[i] > 1 && 2 * static_cast<std::size_t>(std::labs(frequency(i, p))) == grid_[i]) return true;
    return false;
}

double fourier_transform::wave_number(std::size_t i, std::size_t p) const {
    long const k = frequency(i, p);
    if (2 * k == static_cast<long>(grid_[i])) return 0;
    return 2 * std::numbers::pi * static_cast<double>(k) / period_[i];
}

}  // namespace lamina
