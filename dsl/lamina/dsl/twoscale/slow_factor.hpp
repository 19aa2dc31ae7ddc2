#pragma once

#include <array>
#include <compare>
#include <string_view>

namespace lamina::graph {

/// What a corrector multiplies in u1. The order is that of the correctors: gradients by component and axis, then u0,
/// then sources.
struct slow_factor {
    enum class kind {
        gradient,  ///< d u0 / dx_axis, of a vector d u0_component / dx_axis
        value,     ///< u0
        source     ///< what depends on x and t only, of source number `source`
    };
    kind of = kind::value;
    int component = 0;
    int axis = 0;
    int source = 0;

    friend constexpr auto operator<=>(slow_factor const&, slow_factor const&) = default;
};

/// N_00, N_01, ...: the names of the correctors of the derivatives d u0_k / dx_j of a vector
inline constexpr auto mode_names = [] {
    std::array<std::array<char, 4>, 90> out{};
    for (std::size_t k = 0; k < out.size(); ++k)
        out[k] = {'N', '_', static_cast<char>('0' + k / 10), static_cast<char>('0' + k % 10)};
    return out;
}();

/// The name of the corrector of a factor in D dimensions: chi, or chi_0, chi_1, ...; N of u0; S, S_1, ... of sources;
/// of a vector N_kj
constexpr std::string_view name_of(slow_factor const& factor, int dimension, bool is_vector) {
    constexpr std::array<std::string_view, 3> chi{"chi_0", "chi_1", "chi_2"};
    constexpr std::array<std::string_view, 9> sources{"S", "S_1", "S_2", "S_3", "S_4", "S_5", "S_6", "S_7", "S_8"};
    if (factor.of == slow_factor::kind::value) return "N";
    if (factor.of == slow_factor::kind::source) return sources[static_cast<std::size_t>(factor.source)];
    if (is_vector) return {mode_names[static_cast<std::size_t>(factor.component * 10 + factor.axis)].data(), 4};
    return dimension == 1 ? std::string_view("chi") : chi[static_cast<std::size_t>(factor.axis)];
}

}  // namespace lamina::graph
