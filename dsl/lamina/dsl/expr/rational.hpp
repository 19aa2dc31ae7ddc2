#pragma once

#include <numeric>
#include <stdexcept>

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
    friend constexpr rational operator+(rational a, rational b) {
        return {plus(times(a.n, b.d), times(b.n, a.d)), times(a.d, b.d)};
    }
    friend constexpr rational operator*(rational a, rational b) { return {times(a.n, b.n), times(a.d, b.d)}; }
    friend constexpr rational operator-(rational a) { return {-a.n, a.d}; }
    friend constexpr bool operator<(rational a, rational b) { return times(a.n, b.d) < times(b.n, a.d); }
    [[nodiscard]] constexpr bool is_integer() const { return d == 1; }

private:
    static constexpr long plus(long p, long q) {
        long sum = 0;
        if (__builtin_add_overflow(p, q, &sum))
            throw std::length_error("lamina: an exact number has more than 18 digits");
        return sum;
    }
    static constexpr long times(long p, long q) {
        long product = 0;
        if (__builtin_mul_overflow(p, q, &product))
            throw std::length_error("lamina: an exact number has more than 18 digits");
        return product;
    }
};

/// r^p for an integer p; r must not be 0 when p < 0.
constexpr rational power(rational r, long p) {
    if (p < 0) return power(rational{r.d, r.n}, -p);
    rational out{1};
    for (; p > 0; --p) out = out * r;
    return out;
}

}  // namespace lamina::graph
