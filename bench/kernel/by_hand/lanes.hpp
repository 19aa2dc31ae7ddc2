#pragma once

// One SIMD register of points, by compiler vector extensions. This folder includes nothing of lamina: its programs
// are what the generated code is measured against.

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace by_hand {

#if defined(__AVX512F__)
inline constexpr std::size_t register_bytes = 64;
#elif defined(__AVX__)
inline constexpr std::size_t register_bytes = 32;
#else
inline constexpr std::size_t register_bytes = 16;
#endif

/// g++ forgets the attribute of an alias template where it deduces, but not that of a member.
template <class Real>
struct lanes_of {
    using type [[gnu::vector_size(register_bytes)]] = Real;
};
template <class Real>
using lanes = typename lanes_of<Real>::type;

template <class Real>
using integer_of = std::conditional_t<sizeof(Real) == 8, std::int64_t, std::int32_t>;

/// Numbers in a register.
template <class Real>
inline constexpr std::size_t L = register_bytes / sizeof(Real);

/// f(0), ..., f(N - 1) with constant arguments: a loop that is unrolled whatever its size.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void each(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<N>{});
}

template <class Real>
[[gnu::always_inline]] inline lanes<Real> load(Real const* from) {
    return *reinterpret_cast<lanes<Real> const*>(from);
}
template <class Real>
[[gnu::always_inline]] inline void store(lanes<Real> v, Real* to) {
    *reinterpret_cast<lanes<Real>*>(to) = v;
}
template <class Real>
[[gnu::always_inline]] inline lanes<Real> all(Real x) {
    return x - lanes<Real>{};
}

/// Makes the compiler hold v in a register: else it would load it, or broadcast it from memory, for every product.
template <class V>
[[gnu::always_inline]] inline void keep(V& v) {
#if defined(__AVX512F__)
    asm("" : "+v"(v));
#elif defined(__x86_64__)
    asm("" : "+x"(v));
#endif
}

template <std::size_t Size, std::size_t Odd, class Real>
[[gnu::always_inline]] inline lanes<Real> alternate(lanes<Real> a, lanes<Real> b) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        return __builtin_shufflevector(a, b, static_cast<int>(I / Size * 2 * Size + Odd * Size + I % Size)...);
    }
    (std::make_index_sequence<L<Real>>{});
}

/// The sums over lanes of Count = L registers, sum i in lane i.
template <class Real, std::size_t Count = L<Real>>
[[gnu::always_inline]] inline lanes<Real> lane_sums(lanes<Real> const* v) {
    if constexpr (Count == 1) {
        return v[0];
    } else {
        lanes<Real> const a = lane_sums<Real, Count / 2>(v), b = lane_sums<Real, Count / 2>(v + Count / 2);
        constexpr std::size_t size = L<Real> / Count;
        return alternate<size, 0, Real>(a, b) + alternate<size, 1, Real>(a, b);
    }
}

template <class Real>
inline Real lane_sum(lanes<Real> v) {
    Real sum = 0;
    for (std::size_t i = 0; i < L<Real>; ++i) sum += v[i];
    return sum;
}

}  // namespace by_hand
