#pragma once

#include <lamina/dsl/reject/wording.hpp>

/// Refusals of calls of functions with parts that they do not take.
namespace lamina::reject {

/// Whether a call is meant for the language, by one of its parts, whatever function is called
template <class... Parts>
concept Spoken = ((Refused<Parts> || Uncalled<Parts> || kind_of<Parts>() == part::expression ||
                   kind_of<Parts>() == part::criterion || kind_of<Parts>() == part::equation ||
                   kind_of<Parts>() == part::condition) || ...);
template <class... Parts>
using refusal_of_call = std::enable_if_t<Spoken<Parts...>, nothing>;

/// The first of the parts that is an expression, u if there is none
template <class First, class... More>
constexpr sentence first_expression() {
    if constexpr (kind_of<First>() == part::expression)
        return wording<First>();
    else if constexpr (sizeof...(More) > 0)
        return first_expression<More...>();
    else
        return sentence{} << "u";
}
/// Of the parts of `Name(...)` the first that is an equation or a comparison: what to write with its sides
template <fixed_string Name, fixed_string Rest, class First, class... More>
constexpr sentence beside_sign() {
    if constexpr (kind_of<First>() == part::equation)
        return sentence{} << "an equation has no value; write " << Name.view() << "("
                          << wording<decltype(First::left)>() << Rest.view()
                          << ") == " << wording<decltype(First::right)>();
    else if constexpr (kind_of<First>() == part::criterion)
        return sentence{} << "a comparison has no value; write " << Name.view() << "(where(" << wording<First>()
                          << ", 1.0, 0.0)" << Rest.view() << ")";
    else if constexpr (sizeof...(More) > 0)
        return beside_sign<Name, Rest, More...>();
    else
        return {};
}

/// `Name(Parts...)`, which Takes something else; Rest: what stands behind the first argument
template <fixed_string Name, fixed_string Takes, fixed_string Rest, class... Parts>
constexpr nothing no_call() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            sentence s;
            s << Name.view() << "(" << wordings<Parts...>() << "): ";
            if constexpr (((kind_of<Parts>() == part::equation || kind_of<Parts>() == part::criterion) || ...))
                s << beside_sign<Name, Rest, Parts...>();
            else
                s << Name.view() << " takes " << Takes.view() << "; write " << Name.view() << "("
                  << first_expression<Parts...>() << Rest.view() << ")";
            return s;
        }>>();
    return {};
}
/// `Name(Parts...)`, which takes a problem
template <fixed_string Name, class... Parts>
constexpr nothing needs_problem() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            sentence s;
            s << Name.view() << "(" << wordings<Parts...>() << "): " << Name.view() << " takes a problem; write "
              << Name.view() << "(problem(";
            if constexpr (((kind_of<Parts>() == part::equation) || ...))
                ((kind_of<Parts>() == part::equation ? s << wording<Parts>() : s), ...);
            else
                s << first_expression<Parts...>() << " == 0";
            return s << ", on(boundary, u == 0)))";
        }>>();
    return {};
}

/// `print(Parts...)` or `latex(Parts...)`
template <fixed_string Name, class... Parts>
constexpr nothing nothing_to_write() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            sentence s;
            s << Name.view() << "(" << wordings<Parts...>() << "): " << Name.view()
              << " writes one expression, equation or problem; write ";
            if constexpr ((sizeof...(Parts) > 1))
                ((s << Name.view() << "(" << wording<Parts>() << "); "), ...);
            else
                s << Name.view() << "(u), or std::cout << for a number";
            return s;
        }>>();
    return {};
}

/// `pow<2>(u, 3)`
template <long N, class... Parts>
constexpr nothing two_exponents() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            return sentence{} << "pow<" << N << ">(" << wordings<Parts...>() << "): pow<" << N
                              << "> takes one expression; write pow<" << N << ">(" << first_expression<Parts...>()
                              << "), or pow(" << first_expression<Parts...>() << ", " << N << ")";
        }>>();
    return {};
}

/// An argument, in round brackets or in square ones, after what takes none: `lap(u)(x)`, `u[0]` of a scalar
template <class E, class... At>
constexpr nothing no_function() {
    if constexpr (whole<E, At...>())
        refuse<said<[] {
            return sentence{} << "(" << text_of<E>() << ")(" << wordings<At...>() << "): " << text_of<E>()
                              << " is no function that is called; write it alone, and its value at a place as on(x == "
                                 "number, ... == number)";
        }>>();
    return {};
}
template <class E>
constexpr nothing no_components() {
    if constexpr (whole<E>())
        refuse<said<[] {
            return sentence{} << "(" << text_of<E>() << ")[...]: " << text_of<E>()
                              << " is a scalar and has no components; write it alone, or unknown<\"v\", 2>(x) for a "
                                 "vector";
        }>>();
    return {};
}

}  // namespace lamina::reject
