#include <lamina/network/line_products.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <lamina/network/chebyshev.hpp>
#include <lamina/parallel/memory_limit.hpp>

namespace lamina {

namespace {

using series = std::array<double, 5>;  ///< derivatives over j!

/// f(z(x + h)) up to h^4, from f(z + h) and z(x + h)
series composed(series const& f, series const& z) {
    series out{f[0], 0, 0, 0, 0}, power{1, 0, 0, 0, 0};
    for (std::size_t j = 1; j < f.size(); ++j) {
        series next{};
        for (std::size_t a = 0; a < f.size(); ++a)
            for (std::size_t b = 1; a + b < f.size(); ++b) next[a + b] += power[a] * z[b];
        power = next;
        for (std::size_t a = 0; a < f.size(); ++a) out[a] += f[j] * power[a];
    }
    return out;
}

double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
}

using matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// `by`, of shape (m, n), applied to axis number `axis` of an array: n entries along it become m
std::vector<double> applied(matrix const& by, std::vector<double> const& to, std::size_t behind) {
    auto const n = static_cast<std::size_t>(by.cols()), m = static_cast<std::size_t>(by.rows());
    std::size_t const before = to.size() / n / behind;
    std::vector<double> out(before * m * behind);
    auto const at = [&](auto* data, std::size_t rows) {
        return Eigen::Map<std::conditional_t<std::is_const_v<std::remove_pointer_t<decltype(data)>>, matrix const, matrix>>(
            data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(behind));
    };
    for (std::size_t b = 0; b < before; ++b)
        at(out.data() + b * m * behind, m).noalias() = by * at(to.data() + b * n * behind, n);
    return out;
}

}  // namespace

std::vector<double> line_functions::derivative(std::span<double const> x, int order) const {
    std::size_t const count = x.size(), functions = size();
    auto const entry = static_cast<std::size_t>(order);
    std::vector<double> out(functions * count);
    std::vector<series> mapped;
    std::vector<double> z;
    for (double const v : x) mapped.push_back(map.taylor(v)), z.push_back(std::clamp(mapped.back()[0], 0.0, 1.0));
    if (map.periodic()) {
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t k = 0; k <= degree; ++k) {
                double const wave = 2 * std::numbers::pi * static_cast<double>(k);
                double const cosine = std::cos(wave * z[p]), sine = std::sin(wave * z[p]);
                series even{cosine, -sine, -cosine, sine, cosine}, odd{sine, cosine, -sine, -cosine, sine};
                double scale = 1;
                for (std::size_t j = 1; j < even.size(); ++j)
                    scale *= wave / static_cast<double>(j), even[j] *= scale, odd[j] *= scale;
                if (k > 0) out[2 * k * count + p] = composed(odd, mapped[p])[entry];
                out[(k == 0 ? 0 : 2 * k - 1) * count + p] = composed(even, mapped[p])[entry];
            }
    } else {
        chebyshev_basis const polynomials(std::array{0.0}, std::array{1.0}, std::array{degree});
        std::array<std::vector<double>, 5> of_order;
        for (int j = 0; j <= order; ++j)
            of_order[static_cast<std::size_t>(j)] = polynomials.derivative(z, std::array{j});
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t k = 0; k < functions; ++k) {
                series f{};
                for (std::size_t j = 0; j <= entry; ++j)
                    f[j] = of_order[j][p * functions + k] / factorial(static_cast<int>(j));
                out[k * count + p] = composed(f, mapped[p])[entry];
            }
    }
    for (double& v : out) v *= factorial(order);
    return out;
}

std::vector<double> line_functions::nodes(std::size_t count) const {
    std::vector<double> out;
    for (std::size_t k = 0; k < count; ++k) {
        double const t = (static_cast<double>(k) + 0.5) / static_cast<double>(count);
        out.push_back(map.inverse(map.periodic() ? t : (1 - std::cos(std::numbers::pi * t)) / 2));
    }
    return out;
}

line_products::line_products(std::vector<line_functions> along) : along_(std::move(along)) {}

std::size_t line_products::size() const {
    std::size_t out = 1;
    for (line_functions const& line : along_) out *= line.size();
    return out - 1;
}

std::vector<double> line_products::derivative(std::span<double const> points,
                                              std::array<int, max_axes> const& times) const {
    std::size_t const d = along_.size(), count = points.size() / d, all = size() + 1;
    std::vector<std::vector<double>> tables;         // of each axis, shape (size, its different coordinates)
    std::vector<std::vector<std::size_t>> place(d);  // of each point among these
    std::vector<std::size_t> width;
    for (std::size_t i = 0; i < d; ++i) {
        axis_map const& map = along_[i].map;
        std::vector<double> at;
        for (std::size_t p = 0; p < count; ++p) at.push_back(points[p * d + i]);
        std::ranges::sort(at);
        at.erase(std::unique(at.begin(), at.end()), at.end());
        double const slack = 1e-12 * (map.upper() - map.lower());
        if (at.front() < map.lower() - slack || at.back() > map.upper() + slack)
            throw std::invalid_argument(fmt::format("solution: coordinate {} is from {} to {}, expected {} to {}", i,
                                                    at.front(), at.back(), map.lower(), map.upper()));
        for (std::size_t p = 0; p < count; ++p)
            place[i].push_back(static_cast<std::size_t>(std::ranges::lower_bound(at, points[p * d + i]) - at.begin()));
        width.push_back(at.size());
        tables.push_back(along_[i].derivative(at, times[i]));
    }
    std::vector<double> out(expect_memory(fmt::format("solve: {} functions at {} points", all, count),
                                          {static_cast<double>(all), static_cast<double>(count)}),
                            1.0);
    for (std::size_t f = 0; f < all; ++f)
        for (std::size_t i = d, rest = f; i-- > 0; rest /= along_[i].size()) {
            double const* const table = tables[i].data() + rest % along_[i].size() * width[i];
            for (std::size_t p = 0; p < count; ++p) out[f * count + p] *= table[place[i][p]];
        }
    out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count));  // the constant
    return out;
}

std::vector<double> line_products::on_grid(std::span<double const> c, grid const& at) const {
    std::vector<double> out{c.back()};
    out.insert(out.end(), c.begin(), c.end() - 1);
    std::size_t behind = 1;
    for (std::size_t i = along_.size(); i-- > 0;) {
        auto const table = along_[i].derivative(at[i], 0);
        matrix const by = Eigen::Map<matrix const>(table.data(), static_cast<Eigen::Index>(along_[i].size()),
                                                   static_cast<Eigen::Index>(at[i].size()))
                              .transpose();
        out = applied(by, out, behind);
        behind *= at[i].size();
    }
    return out;
}

std::vector<double> line_products::fitted(std::vector<double> values, grid const& at) const {
    std::size_t behind = 1;
    for (std::size_t i = along_.size(); i-- > 0;) {
        auto const table = along_[i].derivative(at[i], 0);
        auto const n = static_cast<Eigen::Index>(at[i].size());
        matrix const columns =
            Eigen::Map<matrix const>(table.data(), static_cast<Eigen::Index>(along_[i].size()), n).transpose();
        matrix const inverse = columns.householderQr().solve(matrix::Identity(n, n));
        values = applied(inverse, values, behind);
        behind *= along_[i].size();
    }
    std::ranges::rotate(values, values.begin() + 1);
    return values;
}

}  // namespace lamina
