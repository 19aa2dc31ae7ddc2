#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/expr/shape.hpp>

namespace lamina::graph {
struct arena;
enum class node_id : int;
}

/// Saying no: one sentence, composed at compile time with the user's own names in it, that stands in the compiler's
/// first `error:` line. From C++26 on it is the text of that error. Before, compilers print no composed text, but they
/// print the arguments of templates: the sentence is that of an incomplete type, of which the size is asked. g++ prints
///     invalid application of 'sizeof' to incomplete type 'refused<fixed_string<78>{"div(v): v is a scalar, ..."}>'
/// and clang, which cuts strings of more than 36 characters short, the same in lines of whole words,
///     implicit instantiation of undefined template 'refused_in<lines<36, 9>{{"div(v): v is a "}, {{"scalar"}}}>'
namespace lamina::reject {

#ifdef __clang__
inline constexpr std::size_t line_length = 36;

/// Where line `n` of a sentence begins, each of whole words; its length if there are fewer.
constexpr std::size_t line_begin(std::string_view sentence, std::size_t n) {
    std::size_t at = 0;
    for (; n > 0 && at < sentence.size(); --n) {
        if (sentence.size() - at <= line_length) return sentence.size();
        std::size_t const space = sentence.substr(at, line_length).rfind(' ');
        at += space == std::string_view::npos ? line_length : space + 1;
    }
    return at;
}
constexpr std::size_t line_count(std::string_view sentence) {
    std::size_t n = 0;
    while (line_begin(sentence, n) < sentence.size()) ++n;
    return n;
}

template <fixed_string Sentence, std::size_t N>
inline constexpr auto line = [] {
    constexpr std::size_t begin = line_begin(Sentence.view(), N), size = line_begin(Sentence.view(), N + 1) - begin;
    std::array<char, size + 1> text{};
    for (std::size_t i = 0; i < size; ++i) text[i] = Sentence.text[begin + i];
    return fixed_string<size + 1>(text);
}();

/// Strings of different sizes as one template argument
template <std::size_t First, std::size_t... More>
struct lines {
    fixed_string<First> first;
    lines<More...> more;
    constexpr lines(fixed_string<First> const& f, fixed_string<More> const&... m) : first(f), more(m...) {}
};
template <std::size_t Last>
struct lines<Last> {
    fixed_string<Last> last;
    constexpr lines(fixed_string<Last> const& l) : last(l) {}
};

template <lines Sentence>
struct refused_in;
template <fixed_string Sentence, std::size_t... N>
auto in_lines(std::index_sequence<N...>) -> refused_in<lines(line<Sentence, N>...)>;
template <fixed_string Sentence>
using refused = decltype(in_lines<Sentence>(std::make_index_sequence<line_count(Sentence.view())>{}));
#else
template <fixed_string Sentence>
struct refused;
#endif

/// A class, since an error in a function would make another one of every constant expression that calls it.
template <fixed_string Sentence>
struct error {
    static_assert(sizeof(refused<Sentence>));
};

/// Its type is deduced, as that of all that are called where a program runs: their bodies are compiled at the call, and
/// the sentence stands before what follows from the refusal, as in `collocate(...).system()`.
template <fixed_string Sentence>
constexpr auto refuse() {
#if __cpp_static_assert >= 202306L
    static_assert(Sentence.view().empty(), Sentence.view());
#else
    static_cast<void>(sizeof(error<Sentence>));
#endif
}

/// What a refused operation returns. It takes part in every further sentence without a word, so that the first
/// refusal is the only error.
struct nothing {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    static constexpr graph::node_id lower(graph::arena&) { return {}; }
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

/// The Sentence about a call with these Parts, unless one of them has been refused
template <fixed_string Sentence, class... Parts>
inline constexpr auto about = Sentence;
template <fixed_string Sentence, class... Parts>
constexpr auto refused_call() {
    if constexpr (!Refused<Parts...>) refuse<about<Sentence, Parts...>>();
    return nothing{};
}

/// A sentence in the making.
struct sentence {
    static constexpr std::size_t capacity = 400;
    std::array<char, capacity> text{};
    std::size_t size = 0;
    [[nodiscard]] constexpr std::string_view view() const { return {text.data(), size}; }
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

/// An unknown, field or coefficient before it is given its arguments; `uncalled` says which.
template <class T>
concept Uncalled = requires { T::uncalled; };

template <class Part>
constexpr bool called() {
    if constexpr (Uncalled<Part>)
        refuse<said<[] {
            sentence s;
            s << Part::name.view() << " is " << Part::uncalled.view() << " without its arguments; write "
              << Part::name.view() << "(x)";
            return s;
        }>>();
    return !Uncalled<Part>;
}
/// True if all parts are whole: none has been refused, none waits for its arguments.
template <class... Parts>
constexpr bool whole() {
    if constexpr (Refused<Parts...>) return false;
    else return (called<Parts>() && ...);
}

/// The name of what has components, v if it has none
template <class Of>
constexpr std::string_view name_of() {
    if constexpr (requires { Of::name; }) return Of::name.view();
    else return "v";
}
/// The sentence about an index of two components that is not the literal 0 or 1
template <class Of>
inline constexpr auto index_sentence = said<[] {
    sentence s;
    s << name_of<Of>() << "[i]: " << name_of<Of>() << " has two components, and C++ must know which; write "
      << name_of<Of>() << "[0] or " << name_of<Of>() << "[1]";
    return s;
}>;
/// An int other than the literal 0 as an index, where there are not two components
template <class Of, int Size>
constexpr nothing plain_index() {
    refuse<said<[] {
        sentence s;
        s << name_of<Of>();
        if (Size == 1) s << "[1]: there is only the component " << name_of<Of>() << "[0]";
        else
            s << "[1]: an int cannot choose a type; write " << name_of<Of>() << "[1_c] or " << name_of<Of>()
              << "[2_c]";
        return s;
    }>>();
    return {};
}

// Of what stands in `periodic(...)`, see period.hpp
template <class... Axes>
constexpr bool axes_of_period();
// Of expressions, see shapes.hpp
template <class L, class R>
constexpr nothing assigned();
template <class Of, long I, int Size>
constexpr bool has_component();

}  // namespace lamina::reject
