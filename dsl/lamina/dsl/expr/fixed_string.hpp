#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace lamina {

/// A string as a template argument: the name in `unknown<"u">`.
template <std::size_t Size>
struct fixed_string {
    char text[Size]{};
    consteval fixed_string(char const (&from)[Size]) {
        for (std::size_t i = 0; i < Size; ++i) text[i] = from[i];
    }
    constexpr explicit fixed_string(std::array<char, Size> const& from) {
        for (std::size_t i = 0; i < Size; ++i) text[i] = from[i];
    }
    [[nodiscard]] constexpr std::string_view view() const { return {text, Size - 1}; }
    friend constexpr bool operator==(fixed_string const&, fixed_string const&) = default;
};

}  // namespace lamina
