#pragma once

#include <type_traits>

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/print/writer.hpp>
#include <lamina/dsl/reject/refuse.hpp>

/// What users wrote, read back in sentences.
namespace lamina::reject {

/// The text of E in a sentence; a literal, whose value is not part of the type, shows as `number`, and what the body
/// of a coefficient is called with, whose name C++ does not tell, as `argument 1`.
struct sentence_sink : sentence {
    constexpr void argument(long slot) { *this << "argument " << slot + 1; }
    constexpr void literal(graph::arena const&, int) { *this << "number"; }
    using sentence::operator<<;
};

template <class E>
constexpr sentence text_of() {
    graph::arena g;
    graph::node_id const id = E{}.lower(g);
    sentence_sink sink;
    printing::writer writer(g, sink);
    writer.write(id);
    return sink;
}
constexpr sentence& operator<<(sentence& to, sentence const& part) {
    return to << std::string_view(part.text.data(), part.size);
}

enum class part { number, expression, criterion, equation, place, condition, value, other };

/// What T is in a problem; a value is that of a parameter, `eps = 0.1`.
template <class T>
constexpr part kind_of() {
    if constexpr (std::is_arithmetic_v<T>) return part::number;
    else if constexpr (Expression<T>) return part::expression;
    else if constexpr (requires { T::or_equal; } || requires { T::joined; }) return part::criterion;
    else if constexpr (requires { T::left; T::right; }) return part::equation;
    else if constexpr (requires { T::place; }) return part::condition;
    else if constexpr (requires { T::value; }) return part::value;
    else if constexpr (requires { T::places; }) return part::place;
    else if constexpr (requires { T::name; } || requires { T::repeats(0); }) return part::place;
    else if constexpr (requires { T::written; }) return part::place;
    else return part::other;
}

template <class T>
concept Written = Refused<T> || Uncalled<T> || requires { T::condition_count; } ||
                  (kind_of<T>() != part::number && kind_of<T>() != part::other);
/// What a call of `where`, `on`, `problem`, ... gives that can only be meant for the language and is refused: one
/// without anything of it may be meant for a function of the same name that the user has. No constraint, so that calls
/// which are meant well prefer the overloads that have one.
template <class... Parts>
using refusal_of = std::enable_if_t<sizeof...(Parts) == 0 || (Written<Parts> || ...), nothing>;

/// The texts of the arguments of a class template, with commas between them
template <template <class...> class Of, class... Parts>
constexpr sentence wordings_of(Of<Parts...>*);

/// The text of anything that is written in a problem: numbers, expressions, comparisons, equations, places, conditions
template <class T>
constexpr sentence wording() {
    sentence s;
    if constexpr (std::is_arithmetic_v<T>) s << "number";
    else if constexpr (Uncalled<T>) s << T::name.view();
    else if constexpr (Expression<T>) s << text_of<T>();
    else if constexpr (kind_of<T>() == part::value) s << T::name.view() << " = number";
    else if constexpr (requires { T::places; }) {
        int count = 0;
        boost::hana::for_each(T{}.places, [&]<class Place>(Place const&) {
            s << (count++ > 0 ? " || " : "") << wording<Place>();
        });
    } else if constexpr (requires { T::or_equal; })
        s << wording<decltype(T::left)>() << (T::or_equal ? " <= " : " < ") << wording<decltype(T::right)>();
    else if constexpr (requires { T::joined; T::left; })
        s << wording<decltype(T::left)>() << " " << T::joined.view() << " " << wording<decltype(T::right)>();
    else if constexpr (requires { T::joined; }) s << T::joined.view() << "(" << wording<decltype(T::of)>() << ")";
    else if constexpr (requires { T::left; T::right; })
        s << wording<decltype(T::left)>() << " == " << wording<decltype(T::right)>();
    else if constexpr (requires { T::place; })
        s << "on(" << wording<decltype(T::place)>() << ", " << wording<decltype(T::equation)>() << ")";
    else if constexpr (requires { T::written; }) s << T::written.view();
    else if constexpr (requires { T::repeats(0); }) s << "periodic(" << wordings_of(static_cast<T*>(nullptr)) << ")";
    else if constexpr (kind_of<T>() == part::place) s << "measured<\"" << T::name.view() << "\">";
    else s << "...";
    return s;
}

/// The texts of several, with commas between them
template <class... T>
constexpr sentence wordings() {
    sentence s;
    int count = 0;
    (((s << (count++ > 0 ? ", " : "")) << wording<T>()), ...);
    return s;
}

template <template <class...> class Of, class... Parts>
constexpr sentence wordings_of(Of<Parts...>*) {
    return wordings<Parts...>();
}

/// A comparison or an equation as the condition of an `if` or of `? :`
template <class T>
constexpr bool has_truth() {
    refuse<said<[] {
        sentence s;
        s << wording<T>()
          << " is neither true nor false while the equation is written, so no if or ? : can ask; write ";
        if constexpr (kind_of<T>() == part::criterion) s << "where(" << wording<T>() << ", ..., ...)";
        else s << "where(" << wording<decltype(T::left)>() << " < ..., ..., ...)";
        return s;
    }>>();
    return false;
}

}  // namespace lamina::reject
