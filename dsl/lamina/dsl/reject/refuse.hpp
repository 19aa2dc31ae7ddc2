#pragma once

#include <cstddef>

#include <lamina/dsl/expr/fixed_string.hpp>

/// Saying no: one sentence, composed at compile time with the user's own names in it, that the compiler prints
/// as the template argument of the assertion that fails.
namespace lamina::reject {

template <fixed_string Sentence>
inline constexpr bool refused = false;

template <fixed_string Sentence>
constexpr void refuse() {
    static_assert(refused<Sentence>, "lamina refuses this equation; the sentence says why and what to write instead");
}

/// What a refused operation returns, so that the sentence is the only error.
struct nothing {};

/// A sentence in the making.
struct sentence {
    static constexpr std::size_t capacity = 400;
    std::array<char, capacity> text{};
    std::size_t size = 0;
    constexpr sentence& operator<<(std::string_view part) {
        for (char c : part)
            if (size + 1 < capacity) text[size++] = c;
        return *this;
    }
    constexpr sentence& operator<<(long value) {
        if (value < 0) *this << "-", value = -value;
        if (value > 9) *this << value / 10;
        char const digit = static_cast<char>('0' + value % 10);
        return *this << std::string_view(&digit, 1);
    }
};

/// The sentence that `Compose` writes, as a template argument: refuse<said<[] { return sentence{} << ...; }>>().
template <auto Compose>
inline constexpr auto said = [] {
    constexpr sentence made = Compose();
    std::array<char, made.size + 1> text{};
    for (std::size_t i = 0; i < made.size; ++i) text[i] = made.text[i];
    return fixed_string<made.size + 1>(text);
}();

}  // namespace lamina::reject
