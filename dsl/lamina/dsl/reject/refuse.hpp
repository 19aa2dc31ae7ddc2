#pragma once

#include <concepts>
#include <cstddef>
#include <utility>

#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/expr/shape.hpp>

namespace lamina::graph {
struct arena;
}

/// Saying no: one sentence, composed at compile time with the user's own names in it, that the compiler prints
/// as the template arguments of the assertion that fails.
namespace lamina::reject {

template <fixed_string... Sentence>
inline constexpr bool refused = false;

/// Clang cuts template arguments of more than 32 characters short, so the sentence goes in pieces of whole words.
inline constexpr std::size_t piece_length = 30;

/// Where piece `n` of a sentence begins; its length if there are fewer.
constexpr std::size_t piece_begin(std::string_view sentence, std::size_t n) {
    std::size_t at = 0;
    for (; n > 0 && at < sentence.size(); --n) {
        if (sentence.size() - at <= piece_length) return sentence.size();
        std::size_t const space = sentence.substr(at, piece_length).rfind(' ');
        at += space == std::string_view::npos ? piece_length : space + 1;
    }
    return at;
}
constexpr std::size_t piece_count(std::string_view sentence) {
    std::size_t n = 0;
    while (piece_begin(sentence, n) < sentence.size()) ++n;
    return n;
}

template <fixed_string Sentence, std::size_t N>
inline constexpr auto piece = [] {
    constexpr std::size_t begin = piece_begin(Sentence.view(), N), size = piece_begin(Sentence.view(), N + 1) - begin;
    std::array<char, size + 1> text{};
    for (std::size_t i = 0; i < size; ++i) text[i] = Sentence.text[begin + i];
    return fixed_string<size + 1>(text);
}();

template <fixed_string... Sentence>
constexpr void say() {
    static_assert(refused<Sentence...>, "lamina refuses this: read the sentence in refused<...>");
}

template <fixed_string Sentence>
constexpr void refuse() {
    []<std::size_t... N>(std::index_sequence<N...>) {
        say<piece<Sentence, N>...>();
    }(std::make_index_sequence<piece_count(Sentence.view())>{});
}

/// What a refused operation returns. It takes part in every further sentence without a word, so that the first
/// refusal is the only error.
struct nothing {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    static constexpr int lower(graph::arena&) { return 0; }
    template <class Index>
    constexpr nothing operator[](Index const&) const {
        return {};
    }
    template <class... Arguments>
    constexpr nothing operator()(Arguments const&...) const {
        return {};
    }
    template <class Place>
    friend constexpr nothing on(Place const&, nothing) {
        return {};
    }
};

/// True if one of the parts has been refused already.
template <class... Parts>
concept Refused = (std::same_as<Parts, nothing> || ...);

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
