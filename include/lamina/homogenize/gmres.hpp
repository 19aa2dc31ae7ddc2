#pragma once

#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

namespace lamina {

/// x with A x = b by restarted GMRES, preconditioned from the right, on spectra of real functions, which are a real
/// vector space with the real part of the inner product. `apply(x, out)` is A, `precondition(x, out)` close to its
/// inverse. Stops at |b - A x| <= tolerance |b|, when a restart gains less than a factor 2, or after `iterations`;
/// returns the iterations taken. Keeps `restart` + 1 spectra (Saad and Schultz 1986).
template <class Apply, class Precondition>
std::size_t gmres(Apply const& apply, Precondition const& precondition, std::vector<std::complex<double>> const& b,
                  std::vector<std::complex<double>>& x, double tolerance, std::size_t iterations,
                  std::size_t restart = 40) {
    using spectrum = std::vector<std::complex<double>>;
    auto dot = [](spectrum const& p, spectrum const& q) {
        double sum = 0;
        for (std::size_t k = 0; k < p.size(); ++k) sum += p[k].real() * q[k].real() + p[k].imag() * q[k].imag();
        return sum;
    };
    auto add = [](double a, spectrum const& p, spectrum& q) {
        for (std::size_t k = 0; k < p.size(); ++k) q[k] += a * p[k];
    };
    double const target = tolerance * std::sqrt(dot(b, b));
    double before = INFINITY;
    spectrum r, z, q;
    std::size_t done = 0;
    while (true) {
        apply(x, r);
        for (std::size_t k = 0; k < r.size(); ++k) r[k] = b[k] - r[k];
        double const size = std::sqrt(dot(r, r));
        if (!(size > target) || !(size < before / 2) || done >= iterations) return done;
        before = size;
        std::vector<spectrum> basis{r};
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
                add(-column.back(), v, q);
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
        spectrum step(b.size(), 0.0);
        std::vector<double> y(h.size());
        for (std::size_t i = h.size(); i-- > 0;) {
            y[i] = rhs[i];
            for (std::size_t j = i + 1; j < h.size(); ++j) y[i] -= h[j][i] * y[j];
            y[i] /= h[i][i];
            add(y[i], basis[i], step);
        }
        precondition(step, z);
        add(1, z, x);
    }
}

}  // namespace lamina
