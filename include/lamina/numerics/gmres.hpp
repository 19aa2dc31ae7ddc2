#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include <lamina/numerics/real_vectors.hpp>

namespace lamina {

/// x with A x = b by restarted GMRES, preconditioned from the right: `apply(x, out)` is A, `precondition(x, out)` close
/// to its inverse. Stops at |b - A x| <= tolerance |b|, when a restart gains less than a factor 2, or after
/// `iterations`; returns the iterations taken. Keeps `restart` + 1 vectors (Saad and Schultz 1986).
template <class Apply, class Precondition, class Vector>
std::size_t gmres(Apply const& apply, Precondition const& precondition, Vector const& b, Vector& x, double tolerance,
                  std::size_t iterations, std::size_t restart = 40) {
    auto dot = [](Vector const& p, Vector const& q) { return inner(reals(p), reals(q)); };
    double const target = tolerance * std::sqrt(dot(b, b));
    double before = INFINITY;
    Vector r, z, q;
    std::size_t done = 0;
    while (true) {
        apply(x, r);
        for (std::size_t k = 0; k < r.size(); ++k) r[k] = b[k] - r[k];
        double const size = std::sqrt(dot(r, r));
        if (!(size > target) || !(size < before / 2) || done >= iterations) return done;
        before = size;
        std::vector<Vector> basis{r};
        for (auto& v : basis[0]) v /= size;
        std::vector<std::vector<double>> h;  // columns of the triangle
        std::vector<double> cosine, sine, rhs{size};
        while (h.size() < restart && done < iterations && std::abs(rhs.back()) > target / 2) {
            precondition(basis.back(), z);
            apply(z, q);
            ++done;
            std::vector<double> column;
            for (auto const& v : basis) {
                column.push_back(dot(v, q));
                add(-column.back(), reals(v), reals(q));
            }
            double const next = std::sqrt(dot(q, q));
            for (std::size_t k = 0; k < cosine.size(); ++k) {
                double const top = column[k], low = column[k + 1];
                column[k] = cosine[k] * top + sine[k] * low;
                column[k + 1] = cosine[k] * low - sine[k] * top;
            }
            double const length = std::hypot(column.back(), next);
            if (!(length > 0)) break;
            cosine.push_back(column.back() / length);
            sine.push_back(next / length);
            column.back() = length;
            rhs.push_back(-sine.back() * rhs.back());
            rhs[rhs.size() - 2] *= cosine.back();
            h.push_back(std::move(column));
            if (!(next > 0)) break;
            for (auto& v : q) v /= next;
            basis.push_back(q);
        }
        Vector step(b.size(), 0.0);
        std::vector<double> y(h.size());
        for (std::size_t i = h.size(); i-- > 0;) {
            y[i] = rhs[i];
            for (std::size_t j = i + 1; j < h.size(); ++j) y[i] -= h[j][i] * y[j];
            y[i] /= h[i][i];
            add(y[i], reals(basis[i]), reals(step));
        }
        precondition(step, z);
        add(1, reals(z), reals(x));
    }
}

}  // namespace lamina
