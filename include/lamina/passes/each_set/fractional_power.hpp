#pragma once

#include <array>
#include <bit>
#include <cstddef>

#include <lamina/passes/each_set/vector_bits.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// 2^(j / 16), j = 0 .. 15, rounded, and what the rounding left off: of 2^(j / 16 - 1) from j = 8 on.
template <class T>
struct sixteenth_powers;

template <>
struct sixteenth_powers<double> {
    alignas(64) static constexpr std::array<double, 16> value{
        0x1.0000000000000p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0,
        0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0,
        0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f090p+0,
        0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0};
    alignas(64) static constexpr std::array<double, 16> rest{0x0.0p+0,
                                                             0x1.8a62e4adc610bp-54,
                                                             -0x1.19041b9d78a76p-55,
                                                             0x1.9b07eb6c70573p-54,
                                                             0x1.6f46ad23182e4p-55,
                                                             0x1.ada0911f09ebcp-55,
                                                             0x1.d4397afec42e2p-56,
                                                             0x1.6324c054647adp-54,
                                                             -0x1.bdd3413b26456p-55,
                                                             -0x1.41577ee04992fp-56,
                                                             0x1.6e9f156864b27p-55,
                                                             0x1.c7c46b071f2bep-57,
                                                             0x1.7a1cd345dcc81p-55,
                                                             0x1.11065895048ddp-56,
                                                             0x1.2ed02d75b3707p-56,
                                                             -0x1.e9c23179c2893p-55};
};

template <>
struct sixteenth_powers<float> {
    alignas(64) static constexpr std::array<float, 16> value{
        0x1.0000000000000p+0f, 0x1.0b55860000000p+0f, 0x1.172b840000000p+0f, 0x1.2387a60000000p+0f,
        0x1.306fe00000000p+0f, 0x1.3dea640000000p+0f, 0x1.4bfdae0000000p+0f, 0x1.5ab07e0000000p+0f,
        0x1.6a09e60000000p+0f, 0x1.7a11480000000p+0f, 0x1.8ace540000000p+0f, 0x1.9c49180000000p+0f,
        0x1.ae89fa0000000p+0f, 0x1.c199be0000000p+0f, 0x1.d5818e0000000p+0f, 0x1.ea4afa0000000p+0f};
    alignas(64) static constexpr std::array<float, 16> rest{0x0.0p+0f,
                                                            0x1.9f31220000000p-25f,
                                                            -0x1.c157420000000p-27f,
                                                            0x1.ceac480000000p-25f,
                                                            0x1.4636e20000000p-25f,
                                                            0x1.8246840000000p-25f,
                                                            -0x1.593abc0000000p-25f,
                                                            -0x1.5bd5ec0000000p-27f,
                                                            0x1.9fcef40000000p-27f,
                                                            -0x1.829fd00000000p-26f,
                                                            0x1.15506e0000000p-28f,
                                                            0x1.51f8480000000p-28f,
                                                            -0x1.a94b140000000p-27f,
                                                            -0x1.3d56b20000000p-28f,
                                                            -0x1.822dbc0000000p-28f,
                                                            0x1.52486c0000000p-28f};
};

/// Bits of the fraction of y that `fractional_power` looks up: 4 where one instruction finds 16 numbers, else none.
template <class V>
inline constexpr int looked_up_bits =
#if defined(__AVX512F__)
    sizeof(V) == 64 ? 4 : 0;
#else
    0;
#endif

/// table[index mod 16] in each lane
#if defined(__AVX512F__)
template <class V, class Bits>
inline V look_up(std::array<typename V::value_type, 16> const& table, Bits const& index) {
    if constexpr (sizeof(typename V::value_type) == 8)
        return _mm512_permutex2var_pd(_mm512_load_pd(table.data()), index, _mm512_load_pd(table.data() + 8));
    else
        return _mm512_permutexvar_ps(index, _mm512_load_ps(table.data()));
}
#endif

/// 2^k, k a multiple of 2 to the power of -looked_up_bits, as value + rest, the rest exact enough for -1/2 <= k < 1/2:
/// where 2^k - 1 is so small that it is seen.
template <class V>
struct fractional_power {
    using T = typename V::value_type;
    static constexpr int fraction_bits = sizeof(T) == 8 ? 52 : 23;
    /// Adding and subtracting it rounds to k, and leaves k in the low bits of the sum.
    static constexpr T shift = rounding_shift<T> / T(1 << looked_up_bits<V>);

    V value, rest;

    /// Of shifted = k + shift.
    explicit fractional_power(V const& shifted) {
        if constexpr (looked_up_bits<V> == 0) {
            value = power_of_two(shifted);
            rest = V(T(0));
        } else {
            // the fraction j of the index is added to the exponent with it, in the bits below: the table is less by it
            static constexpr auto table = [] {
                auto entries = sixteenth_powers<T>::value;
                for (std::size_t j = 0; j < entries.size(); ++j)
                    entries[j] = std::bit_cast<T>(std::bit_cast<integer_like<T>>(entries[j]) -
                                                  (static_cast<integer_like<T>>(j) << (fraction_bits - 4)));
                return entries;
            }();
            alignas(64) static constexpr auto aligned = table;
            auto const index = bits_of(shifted);
            value = xsimd::bitwise_cast<V>((index << (fraction_bits - 4)) + bits_of(look_up<V>(aligned, index)));
            rest = look_up<V>(sixteenth_powers<T>::rest, index);
        }
    }
};

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
