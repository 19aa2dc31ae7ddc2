#pragma once

#include <cmath>
#include <concepts>
#include <stdexcept>
#include <type_traits>

#include <lamina/dsl/expr/relation.hpp>

/// What powers and choices mean in numbers, once, for every value type: double, complex, SIMD batch. Functions are
/// found in std or beside the type.
namespace lamina::evaluate {

/// x^N for N >= 0 by repeated squaring
template <long N, class V>
constexpr V natural_power(V const& x) {
    if constexpr (N == 0) return V(1);
    else if constexpr (N == 1) return x;
    else {
        V const half = natural_power<N / 2>(x);
        if constexpr (N % 2 == 0) return half * half;
        else return half * half * x;
    }
}

/// x^(A / B)
template <long A, long B, class V>
V power(V const& x) {
    using std::pow;
    using std::sqrt;
    if constexpr (A < 0) return V(1) / power<-A, B>(x);
    else if constexpr (B == 1) return natural_power<A>(x);
    else if constexpr (B == 2) return natural_power<A>(V(sqrt(x)));
    else return pow(x, V(static_cast<double>(A) / static_cast<double>(B)));
}

/// x^(a / b), exponents known at run time only
template <class V>
constexpr V power(V const& x, long a, long b) {
    using std::pow;
    using std::sqrt;
    if (a < 0) return V(1) / power(x, -a, b);
    if (b == 2) return power(V(sqrt(x)), a, 1);
    if (b != 1) return pow(x, V(static_cast<double>(a) / static_cast<double>(b)));
    V out(1);
    for (V square = x; a > 0; a /= 2, square = square * square)
        if (a % 2 != 0) out = out * square;
    return out;
}

/// f where p < q (OrEqual: p <= q), else g: lane by lane for SIMD batches. Both f and g are given, so both are
/// computed.
template <bool OrEqual, class V>
constexpr V where(V const& p, V const& q, V const& f, V const& g) {
    if constexpr (requires { p < q; }) {
        auto const holds = [&] {
            if constexpr (OrEqual) return p <= q;
            else return p < q;
        }();
        if constexpr (std::same_as<std::remove_cvref_t<decltype(holds)>, bool>) return holds ? f : g;
        else return select(holds, f, g);
    } else {
        throw std::logic_error("lamina: numbers without an order have no where(p < q, f, g)");
    }
}

/// f where p and q compare so, else g. Equal may be numbers without an order too.
template <graph::relation Compare, class V>
constexpr V choose(V const& p, V const& q, V const& f, V const& g) {
    using enum graph::relation;
    if constexpr (Compare == less)
        return where<false>(p, q, f, g);
    else if constexpr (Compare == less_or_equal)
        return where<true>(p, q, f, g);
    else if constexpr (std::same_as<std::remove_cvref_t<decltype(p == q)>, bool>)
        return p == q ? f : g;
    else
        return select(p == q, f, g);
}

}  // namespace lamina::evaluate
