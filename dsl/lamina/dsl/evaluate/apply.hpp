#pragma once

#include <cmath>

#include <lamina/dsl/expr/arena.hpp>

/// What each operation means in numbers, once, for every value type: double, complex, SIMD batch. Functions are
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

/// The elementary function Kind of x
template <graph::op Kind, class V>
V apply(V const& x) {
    using std::cos;
    using std::exp;
    using std::log;
    using std::sin;
    using std::tan;
    using std::tanh;
    if constexpr (Kind == graph::op::exp) return exp(x);
    else if constexpr (Kind == graph::op::log) return log(x);
    else if constexpr (Kind == graph::op::sin) return sin(x);
    else if constexpr (Kind == graph::op::cos) return cos(x);
    else if constexpr (Kind == graph::op::tan) return tan(x);
    else return tanh(x);
}

}  // namespace lamina::evaluate
