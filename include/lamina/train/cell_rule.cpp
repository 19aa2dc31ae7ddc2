#include <lamina/train/cell_rule.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <unsupported/Eigen/FFT>
#include <xtensor/xtensor.hpp>

#include <lamina/report/row_of.hpp>

namespace lamina::solving {

namespace {

using complex_line = std::vector<std::complex<double>>;

/// Forth or back along one or two axes of m points, in place
void transform(complex_line& values, fast_grid const& grid, bool back) {
    Eigen::FFT<double> fft;
    complex_line line(grid.m), out;
    for (std::size_t axis = 0; axis < grid.period.size(); ++axis) {
        std::size_t const stride = axis + 1 == grid.period.size() ? 1 : grid.m;
        for (std::size_t first = 0; first < values.size() / grid.m; ++first) {
            std::size_t const begin = stride == 1 ? first * grid.m : first;
            for (std::size_t j = 0; j < grid.m; ++j) line[j] = values[begin + j * stride];
            if (back)
                fft.inv(out, line);
            else
                fft.fwd(out, line);
            for (std::size_t j = 0; j < grid.m; ++j) values[begin + j * stride] = out[j];
        }
    }
}

/// The multiples that entry j of a transform belongs to
multiples multiples_of(std::size_t j, fast_grid const& grid) {
    auto const signed_multiple = [m = grid.m](std::size_t k) {
        return k <= m / 2 ? static_cast<int>(k) : static_cast<int>(k) - static_cast<int>(m);
    };
    if (grid.period.size() == 1) return {signed_multiple(j), 0};
    return {signed_multiple(j / grid.m), signed_multiple(j % grid.m)};
}

cell_spectrum on_grid(xt::xtensor<double, 2> const& values, fast_grid const& grid) {
    std::size_t const n = values.shape(0), all = values.shape(1);
    std::vector<complex_line> of_y;  // [i][j]
    for (std::size_t i = 0; i < n; ++i) {
        auto const row = row_of(values, i);
        transform(of_y.emplace_back(row.begin(), row.end()), grid, false);
    }
    std::vector<double> cosine(4 * n);  // T_d at point i is cos(d (i + 1/2) pi / n)
    for (std::size_t j = 0; j < 4 * n; ++j)
        cosine[j] = std::cos(std::numbers::pi * static_cast<double>(j) / static_cast<double>(2 * n));
    cell_spectrum out;
    int const most = static_cast<int>(grid.m / 2);
    std::vector<double> ends;
    for (std::size_t j = 0; j < all; ++j) {
        multiples const k = multiples_of(j, grid);
        if (k < multiples{0, 0} || k[0] == most || std::abs(k[1]) == most) continue;
        auto& size = out.size[k];
        bool const at_end = k[0] + 4 >= most || std::abs(k[1]) + 4 >= most;
        for (std::size_t d = 0; d < n; ++d) {
            std::complex<double> sum = 0;
            for (std::size_t i = 0; i < n; ++i) sum += of_y[i][j] * cosine[d * (2 * i + 1) % (4 * n)];
            size.push_back(std::abs(sum) * (d == 0 ? 1 : 2) / static_cast<double>(n * all));
            out.largest = std::max(out.largest, size.back());
            if (at_end || d + 4 >= n) ends.push_back(size.back());
        }
    }
    out.resolved = std::ranges::all_of(ends, [&](double of_end) { return of_end <= 1e-13 * out.largest; });
    return out;
}

}  // namespace

xt::xtensor<double, 2> fast_grid::points() const {
    std::size_t const axes = period.size(), all = axes == 1 ? m : m * m;
    auto out = xt::xtensor<double, 2>::from_shape({all, axes});
    for (std::size_t j = 0; j < all; ++j)
        for (std::size_t axis = 0; axis < axes; ++axis) {
            std::size_t const place = axis + 1 == axes ? j % m : j / m;
            out(j, axis) = period[axis] * static_cast<double>(place) / static_cast<double>(m);
        }
    return out;
}

xt::xtensor<double, 2> fast_antiderivative(xt::xtensor<double, 2> const& values, fast_grid const& grid,
                                           std::span<double const> p) {
    auto out = xt::xtensor<double, 2>::from_shape(values.shape());
    int const most = static_cast<int>(grid.m / 2);
    for (std::size_t i = 0; i < values.shape(0); ++i) {
        auto const row = row_of(values, i);
        complex_line line(row.begin(), row.end());
        transform(line, grid, false);
        for (std::size_t j = 0; j < line.size(); ++j) {
            multiples const k = multiples_of(j, grid);
            double number = 0;
            for (std::size_t axis = 0; axis < grid.period.size(); ++axis)
                number += k[axis] * (2 * std::numbers::pi / grid.period[axis] / p[axis]);
            bool const kept = number != 0 && k[0] != most && std::abs(k[1]) != most;
            line[j] *= kept ? std::complex<double>(0, -1 / number) : 0.0;
        }
        transform(line, grid, true);
        std::ranges::transform(line, row_of(out, i).begin(), [](auto const& v) { return v.real(); });
    }
    return out;
}

std::map<multiples, long> cell_spectrum::degrees(double tolerance, std::vector<double> const& slow) const {
    std::map<multiples, long> out;
    for (auto const& [k, of_degree] : size)
        for (std::size_t d = 0; d < of_degree.size(); ++d)
            for (std::size_t e = 0; e < slow.size() && of_degree[d] > tolerance * largest; ++e)
                if (of_degree[d] * slow[e] > tolerance * largest) {
                    long& last = out.try_emplace(k, -1).first->second;
                    last = std::max(last, static_cast<long>(d + e));
                }
    auto const outer = out;
    for (auto const& [k, last] : outer)
        for (int i = 0; i <= k[0]; ++i)
            for (int j = 0; j <= std::abs(k[1]); ++j) out.try_emplace({i, i > 0 && k[1] < 0 ? -j : j}, -1);
    return out;
}

cell_spectrum spectrum_of(values_in_cells const& h, double lower, double upper, std::vector<double> const& period) {
    std::size_t const most_slow = period.size() == 1 ? 384 : 96, most_fast = period.size() == 1 ? 512 : 128;
    for (std::size_t n = 48, m = 32;; n *= 2, m *= 2) {
        n = std::min(n, most_slow), m = std::min(m, most_fast);
        std::vector<double> x;
        for (std::size_t i = 0; i < n; ++i)
            x.push_back((lower + upper) / 2 +
                        (upper - lower) / 2 *
                            std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(n)));
        fast_grid const grid{period, m};
        cell_spectrum out = on_grid(h(x, grid), grid);
        if (out.resolved || (n == most_slow && m == most_fast)) return out;
    }
}

}  // namespace lamina::solving
