#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

/// An oracle for cell problems of the unit square that shares nothing with the library: second-order central
/// differences, GMRES without restarts, and Richardson's extrapolation in h^2.
namespace finite_difference {

using function = std::function<double(double, double)>;
using grid = std::vector<double>;  ///< (n, n), periodic

struct cell {
    std::size_t n;
    grid a00, a01, a10, a11;  ///< at the points
    grid a00_half, a11_half;  ///< at (i + 1/2, j) and (i, j + 1/2)
    grid b0, b1;

    cell(std::size_t points, function const& p, function const& q, function const& r, function const& s,
         function const& b, function const& c)
        : n(points) {
        double const h = 1.0 / static_cast<double>(n);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                double const x = static_cast<double>(i) * h, y = static_cast<double>(j) * h;
                a00.push_back(p(x, y)), a01.push_back(q(x, y)), a10.push_back(r(x, y)), a11.push_back(s(x, y));
                a00_half.push_back(p(x + h / 2, y)), a11_half.push_back(s(x, y + h / 2));
                b0.push_back(b(x, y)), b1.push_back(c(x, y));
            }
    }
    [[nodiscard]] double at(grid const& f, std::size_t i, std::size_t j) const { return f[i % n * n + j % n]; }
    /// The central difference along an axis
    [[nodiscard]] grid slope(grid const& f, int axis) const {
        grid out(n * n);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                out[i * n + j] =
                    (axis == 0 ? at(f, i + 1, j) - at(f, i + n - 1, j) : at(f, i, j + 1) - at(f, i, j + n - 1)) *
                    static_cast<double>(n) / 2;
        return out;
    }
    /// -div(A grad w)
    [[nodiscard]] grid diffusion(grid const& w) const {
        double const n2 = static_cast<double>(n * n);
        grid out(n * n), mixed0 = slope(w, 1), mixed1 = slope(w, 0);
        for (std::size_t k = 0; k < out.size(); ++k) mixed0[k] *= a01[k], mixed1[k] *= a10[k];
        grid const p = slope(mixed0, 0), q = slope(mixed1, 1);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                double const here = at(w, i, j);
                double const along0 = at(a00_half, i, j) * (at(w, i + 1, j) - here) -
                                      at(a00_half, i + n - 1, j) * (here - at(w, i + n - 1, j));
                double const along1 = at(a11_half, i, j) * (at(w, i, j + 1) - here) -
                                      at(a11_half, i, j + n - 1) * (here - at(w, i, j + n - 1));
                out[i * n + j] = -n2 * (along0 + along1) - p[i * n + j] - q[i * n + j];
            }
        return out;
    }
    /// A0 w = -div(A grad w) + b . grad w
    [[nodiscard]] grid forward(grid const& w) const {
        grid out = diffusion(w), p = slope(w, 0), q = slope(w, 1);
        for (std::size_t k = 0; k < out.size(); ++k) out[k] += b0[k] * p[k] + b1[k] * q[k];
        return out;
    }
    /// A0* w for a symmetric A
    [[nodiscard]] grid adjoint(grid const& w) const {
        grid out = diffusion(w), p = w, q = w;
        for (std::size_t k = 0; k < out.size(); ++k) p[k] *= b0[k], q[k] *= b1[k];
        p = slope(p, 0), q = slope(q, 1);
        for (std::size_t k = 0; k < out.size(); ++k) out[k] -= p[k] + q[k];
        return out;
    }
};

inline double dot(grid const& p, grid const& q) {
    double sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += p[k] * q[k];
    return sum;
}
inline double mean(grid const& p) {
    double sum = 0;
    for (double const v : p) sum += v;
    return sum / static_cast<double>(p.size());
}

/// The solution of mean 0 of apply(w) = f, both sides without their means
template <class Apply>
grid solved(Apply const& apply, grid const& f) {
    auto centred = [](grid g) {
        double const m = mean(g);
        for (double& v : g) v -= m;
        return g;
    };
    std::vector<grid> basis{centred(f)}, h;
    grid rhs{std::sqrt(dot(basis[0], basis[0]))}, cosine, sine;
    double const target = 1e-14 * rhs[0];
    if (rhs[0] == 0) return f;
    for (double& v : basis[0]) v /= rhs[0];
    while (std::abs(rhs.back()) > target && h.size() < f.size() - 1 && h.size() < 400) {
        grid q = centred(apply(basis.back())), column;
        for (int twice = 0; twice < 2; ++twice)
            for (std::size_t k = 0; k < basis.size(); ++k) {
                double const along = dot(basis[k], q);
                if (twice == 0) column.push_back(along);
                else column[k] += along;
                for (std::size_t p = 0; p < q.size(); ++p) q[p] -= along * basis[k][p];
            }
        double const next = std::sqrt(dot(q, q));
        for (std::size_t k = 0; k < cosine.size(); ++k) {
            double const top = column[k], low = column[k + 1];
            column[k] = cosine[k] * top + sine[k] * low, column[k + 1] = cosine[k] * low - sine[k] * top;
        }
        double const length = std::hypot(column.back(), next);
        cosine.push_back(column.back() / length), sine.push_back(next / length);
        column.back() = length;
        rhs.push_back(-sine.back() * rhs.back());
        rhs[rhs.size() - 2] *= cosine.back();
        h.push_back(column);
        for (double& v : q) v /= next;
        basis.push_back(q);
    }
    grid w(f.size(), 0.0), y(h.size());
    for (std::size_t i = h.size(); i-- > 0;) {
        y[i] = rhs[i];
        for (std::size_t j = i + 1; j < h.size(); ++j) y[i] -= h[j][i] * y[j];
        y[i] /= h[i][i];
        for (std::size_t p = 0; p < w.size(); ++p) w[p] += y[i] * basis[i][p];
    }
    return w;
}

/// The limit h -> 0 of value(n), an even power series in h = 1 / n, by Neville's scheme.
template <class Value>
double extrapolated(Value const& value, std::vector<std::size_t> const& sizes = {8, 12, 16, 20, 24, 32, 40, 48}) {
    std::vector<double> t;
    for (std::size_t const n : sizes) t.push_back(value(n));
    for (std::size_t k = 1; k < t.size(); ++k)
        for (std::size_t i = t.size() - 1; i >= k; --i) {
            double const ratio = static_cast<double>(sizes[i]) / static_cast<double>(sizes[i - k]);
            t[i] += (t[i] - t[i - 1]) / (ratio * ratio - 1);
        }
    return t.back();
}

}  // namespace finite_difference
