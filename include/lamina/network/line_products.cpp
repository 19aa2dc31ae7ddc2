#include <lamina/network/line_products.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <Eigen/Dense>

#include <lamina/network/chebyshev.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

using series = std::array<double, 5>;  ///< derivatives over j!

/// What stands at h^order in f(z(x + h)), from f(z + h) and z(x + h)
double composed(series const& f, series const& z, std::size_t order) {
    if (order == 0) return f[0];
    if (order == 1) return f[1] * z[1];
    if (order == 2) return f[1] * z[2] + f[2] * z[1] * z[1];
    series power{1, 0, 0, 0, 0};
    double out = 0;
    for (std::size_t j = 1; j <= order; ++j) {
        series next{};
        for (std::size_t a = 0; a <= order; ++a)
            for (std::size_t b = 1; a + b <= order; ++b) next[a + b] += power[a] * z[b];
        power = next;
        out += f[j] * power[order];
    }
    return out;
}

double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
}

using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// `by`, of shape (m, n), applied to axis number `axis` of an array: n entries along it become m
xt::xarray<double> applied(row_major const& by, xt::xarray<double> const& to, std::size_t axis) {
    auto const n = static_cast<std::size_t>(by.cols()), m = static_cast<std::size_t>(by.rows());
    auto shape = to.shape();
    std::size_t behind = 1;
    for (std::size_t i = axis + 1; i < shape.size(); ++i) behind *= shape[i];
    std::size_t const before = to.size() / n / behind;
    shape[axis] = m;
    auto out = xt::xarray<double>::from_shape(shape);
    auto const at = [&](auto* data, std::size_t rows) {
        return Eigen::Map<
            std::conditional_t<std::is_const_v<std::remove_pointer_t<decltype(data)>>, row_major const, row_major>>(
            data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(behind));
    };
    for (std::size_t b = 0; b < before; ++b)
        at(out.data() + b * m * behind, m).noalias() = by * at(to.data() + b * n * behind, n);
    return out;
}

/// The functions of an axis at points, shape (N, size)
row_major columns_of(line_functions const& along, std::span<double const> x) {
    auto const table = along.derivative(x, 0);
    return Eigen::Map<row_major const>(table.data(), static_cast<Eigen::Index>(table.shape(0)),
                                    static_cast<Eigen::Index>(table.shape(1)))
        .transpose();
}

}  // namespace

std::size_t line_functions::degree_of(std::size_t k) const {
    if (only == parity::none) return map.periodic() ? (k + 1) / 2 : k;
    std::size_t const first = only == parity::odd ? 1 : 0;
    return map.periodic() ? k + first : 2 * k + first;
}

bool line_functions::is_even(std::size_t k) const {
    if (only != parity::none) return only == parity::even;
    return map.periodic() ? k == 0 || k % 2 == 1 : k % 2 == 0;
}

std::size_t line_functions::size() const {
    if (only == parity::none) return map.periodic() ? 2 * degree + 1 : degree + 1;
    std::size_t const odd = only == parity::odd ? 1 : 0;
    return map.periodic() ? degree + 1 - odd : (degree + 2 - odd) / 2;
}

xt::xtensor<double, 2> line_functions::derivative(std::span<double const> x, int order) const {
    std::size_t const count = x.size(), functions = size();
    auto const entry = static_cast<std::size_t>(order);
    auto out = xt::xtensor<double, 2>::from_shape({functions, count});
    std::vector<double> z;
    std::vector<series> mapped;
    for (double const v : x) mapped.push_back(map.taylor(v)), z.push_back(std::clamp(mapped.back()[0], 0.0, 1.0));
    if (map.periodic()) {
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t k = 0; k < functions; ++k) {
                double const wave = 2 * std::numbers::pi * static_cast<double>(degree_of(k));
                bool const sine = !is_even(k);
                // cos and sin, which is cos turned back by a quarter, turn on with each derivative
                double const c = std::cos(wave * z[p]), s = std::sin(wave * z[p]);
                std::array const turned{c, -s, -c, s};
                series f{};
                double scale = 1;
                for (std::size_t j = 0; j <= entry; scale *= wave / static_cast<double>(++j))
                    f[j] = scale * turned[(j + (sine ? 3 : 0)) % 4];
                out(k, p) = composed(f, mapped[p], entry);
            }
    } else {
        chebyshev_basis const polynomials(std::array{0.0}, std::array{1.0}, std::array{degree});
        std::array<xt::xtensor<double, 2>, 5> of_order;
        for (int j = 0; j <= order; ++j)
            of_order[static_cast<std::size_t>(j)] = polynomials.derivative(z, std::array{j});
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t k = 0; k < functions; ++k) {
                series f{};
                for (std::size_t j = 0; j <= entry; ++j)
                    f[j] = of_order[j](p, degree_of(k)) / factorial(static_cast<int>(j));
                out(k, p) = composed(f, mapped[p], entry);
            }
    }
    for (double& v : out) v *= factorial(order);
    return out;
}

std::vector<double> line_functions::nodes(std::size_t count) const {
    std::vector<double> out;
    for (std::size_t k = 0; k < count; ++k) {
        double t = (static_cast<double>(k) + 0.5) / static_cast<double>(count);
        if (only != parity::none) t = (1 + t) / 2;
        out.push_back(map.inverse(map.periodic() ? t : (1 - std::cos(std::numbers::pi * t)) / 2));
    }
    return out;
}

line_products::line_products(std::vector<line_functions> along) : along_(std::move(along)) {}

bool line_products::with_constant() const {
    return std::ranges::none_of(along_, [](line_functions const& line) { return line.only == parity::odd; });
}

std::size_t line_products::size() const {
    std::size_t out = 1;
    for (line_functions const& line : along_) out *= line.size();
    return with_constant() ? out - 1 : out;
}

xt::xtensor<double, 2> line_products::derivative(std::span<double const> points,
                                                 std::array<int, max_axes> const& times) const {
    std::size_t const d = along_.size(), count = points.size() / d, constant = with_constant() ? 1 : 0;
    std::vector<xt::xtensor<double, 2>> tables;      // of each axis, shape (size, its different coordinates)
    std::vector<std::vector<std::size_t>> place(d);  // of each point among these
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
        tables.push_back(along_[i].derivative(at, times[i]));
    }
    expect_memory(fmt::format("solve: {} functions at {} points", size(), count),
                  {static_cast<double>(size()), static_cast<double>(count)});
    xt::xtensor<double, 2> out({size(), count}, 1.0);
    for (std::size_t f = 0; f < size(); ++f)
        for (std::size_t i = d, rest = f + constant; i-- > 0; rest /= along_[i].size()) {
            auto const values = row_of(tables[i], rest % along_[i].size());
            auto const to = row_of(out, f);
            for (std::size_t p = 0; p < count; ++p) to[p] *= values[place[i][p]];
        }
    return out;
}

xt::xarray<double> line_products::on_grid(std::span<double const> c, grid const& at) const {
    std::vector<std::size_t> shape;
    for (line_functions const& line : along_) shape.push_back(line.size());
    auto out = xt::xarray<double>::from_shape(shape);
    for (std::size_t f = 0; f < out.size(); ++f) out.data()[f] = c[place_of(f)];
    for (std::size_t i = along_.size(); i-- > 0;) out = applied(columns_of(along_[i], at[i]), out, i);
    if (!with_constant())
        for (double& v : out) v += c.back();
    return out;
}

std::vector<double> line_products::fitted(xt::xarray<double> values, grid const& at) const {
    for (std::size_t i = along_.size(); i-- > 0;) {
        auto const n = static_cast<Eigen::Index>(at[i].size());
        row_major const inverse = columns_of(along_[i], at[i]).householderQr().solve(row_major::Identity(n, n));
        values = applied(inverse, values, i);
    }
    std::vector<double> out(size() + 1, 0.0);
    for (std::size_t f = 0; f < values.size(); ++f) out[place_of(f)] = values.data()[f];
    return out;
}

}  // namespace lamina
