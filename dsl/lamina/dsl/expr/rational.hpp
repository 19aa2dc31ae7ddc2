#pragma once

#include <numeric>

namespace lamina::graph {

/// An exact number n / d, d > 0, in lowest terms: what the library itself writes into an equation.
struct rational {
    long n = 0;
    long d = 1;
    constexpr rational() = default;
    constexpr rational(long numerator, long denominator = 1) : n(numerator), d(denominator) {
        if (d == 1) return;
        long const g = std::gcd(n, d);
        if (g > 1) n /= g, d /= g;
        if (d < 0) n = -n, d = -d;
    }
    friend constexpr bool operator==(rational const&, rational const&) = default;
    friend constexpr rational operator+(rational a, rational b) { return {a.n * b.d + b.n * a.d, a.d * b.d}; }
    friend constexpr rational operator*(rational a, rational b) { return {a.n * b.n, a.d * b.d}; }
    friend constexpr rational operator-(rational a) { return {-a.n, a.d}; }
    friend constexpr bool operator<(rational a, rational b) { return a.n * b.d < b.n * a.d; }
    [[nodiscard]] constexpr bool is_integer() const { return d == 1; }
};

/// r^p for an integer p; r must not be 0 when p < 0.
constexpr rational power(rational r, long p) {
    if (p < 0) return power(rational{r.d, r.n}, -p);
    rational out{1};
    for (; p > 0; --p) out = out * r;
    return out;
}

}  // namespace lamina::graph
