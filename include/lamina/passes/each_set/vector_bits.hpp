#pragma once

#include <lamina/ieee_arithmetic.hpp>

#include <cstdint>
#include <type_traits>

#include <xsimd/xsimd.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// The value in a register, of which the compiler knows nothing more: it neither loads it again at each use, which
/// would be the limit of a chain of multiply-adds, nor sees through a sum to what was added.
template <class V>
[[gnu::always_inline]] inline V in_register(V value) {
#if defined(__GNUC__) && defined(__x86_64__)
    asm("" : "+v"(value.data));
#elif defined(__GNUC__) && defined(__aarch64__)
    asm("" : "+w"(value.data));
#endif
    return value;
}

/// Adding and subtracting this number rounds to the nearest integer k, |k| < 2^(digits - 3), and leaves k in the
/// low bits of the sum. The sum passes through `in_register`: an optimiser that may reassociate would take both away.
template <class T>
inline constexpr T rounding_shift = sizeof(T) == 8 ? T(6755399441055744.0) : T(12582912.0);

template <class T>
using integer_like = std::conditional_t<sizeof(T) == 8, std::int64_t, std::int32_t>;

/// The bits of a batch of T as a batch of integers of the same width.
template <class V>
inline auto bits_of(V const& x) {
    return xsimd::bitwise_cast<xsimd::batch<integer_like<typename V::value_type>, typename V::arch_type>>(x);
}

/// 2^k, where shifted = k + rounding_shift: the integer in the low bits becomes the exponent.
template <class V>
inline V power_of_two(V const& shifted) {
    using T = typename V::value_type;
    constexpr int fraction_bits = sizeof(T) == 8 ? 52 : 23;
    auto const exponent = bits_of(shifted) << fraction_bits;
    return xsimd::bitwise_cast<V>(exponent + bits_of(V(T(1))));
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
