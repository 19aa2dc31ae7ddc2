#pragma once

#include <cstdio>
#include <string>

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/print/text_of.hpp>
#include <lamina/dsl/problem/problem.hpp>

namespace lamina {

namespace printing {

/// A word between formulas
inline std::string word(std::string const& text, notation const& style) {
    return style.kind == notation::script::tex ? "\\text{" + text + "}" : text;
}

/// A place, as in `on(place, equation)`
inline std::string place_text(boundary_t, notation const& style) {
    if (style.kind == notation::script::program) return "boundary";
    return style.kind == notation::script::tex ? "\\partial\\Omega" : "∂Ω";
}
inline std::string place_text(periodic_t, notation const& style) { return word("periodic", style); }
template <class... Axes>
std::string place_text(periodic_along<Axes...> const& along, notation const& style);
template <fixed_string Name>
std::string place_text(measured_t<Name>, notation const& style) {
    bool const is_program = style.kind == notation::script::program;
    std::string const name(Name.view());
    return is_program ? "measured<\"" + name + "\">" : word(name, style);
}
template <class L, class R>
std::string place_text(equation_t<L, R> const& place, notation const& style);
template <class... Places>
std::string place_text(union_t<Places...> const& all, notation const& style) {
    std::string text;
    boost::hana::for_each(all.places, [&](auto const& place) {
        if (!text.empty()) text += style.kind == notation::script::program ? " || " : word(" or ", style);
        text += place_text(place, style);
    });
    return text;
}

/// The line of one condition after what it says
inline std::string placed(std::string const& what, std::string const& place, notation const& style) {
    if (style.kind == notation::script::program) return "on(" + place + ", " + what + ")";
    return what + (style.kind == notation::script::tex ? " \\quad \\text{on } " : " on ") + place;
}

}  // namespace printing

/// The text of an expression, equation, condition or problem (a line for each condition). A number
/// that is a small multiple of pi prints as one.
template <Expression E>
std::string to_text(E const& e, notation const& style = plain) {
    return printing::text_of(lowered_expression_of(e), style);
}
template <class L, class R>
std::string to_text(equation_t<L, R> const& e, notation const& style = plain) {
    return to_text(e.left, style) + std::string(style.equals) + to_text(e.right, style);
}
template <class Place, class E>
std::string to_text(condition_t<Place, E> const& c, notation const& style = plain) {
    return printing::placed(to_text(c.equation, style), printing::place_text(c.place, style), style);
}
template <class E, class... Conditions>
std::string to_text(problem_t<E, Conditions...> const& p, notation const& style = plain) {
    std::string const separator = style.kind == notation::script::program ? ",\n        "
                                  : style.kind == notation::script::tex   ? " \\\\\n"
                                                                          : "\n";
    std::string text;
    auto add = [&](auto const& part) { text += (text.empty() ? "" : separator) + to_text(part, style); };
    boost::hana::for_each(equations_of(p.equation), add);
    boost::hana::for_each(p.conditions, add);
    return style.kind == notation::script::program ? "problem(" + text + ")" : text;
}

namespace printing {
template <class... Axes>
std::string place_text(periodic_along<Axes...> const& along, notation const& style) {
    std::string text;
    boost::hana::for_each(along.axes, [&](auto const& axis) {
        text += (text.empty() ? "" : ", ") + to_text(axis, style);
    });
    bool const is_program = style.kind == notation::script::program;
    return is_program ? "periodic(" + text + ")" : word("periodic in ", style) + text;
}
template <class L, class R>
std::string place_text(equation_t<L, R> const& place, notation const& style) {
    return to_text(place, style);
}
}  // namespace printing

template <class T>
concept Printable = requires(T const& t) {
    { to_text(t, plain) } -> std::same_as<std::string>;
};

/// The LaTeX of an expression, equation or problem, to be put between dollar signs
template <Printable T>
std::string latex(T const& t) {
    return to_text(t, tex);
}

/// Writes the text and a new line to standard output: `print(darcy)`, `print(darcy, unicode)`.
template <Printable T>
void print(T const& t, notation const& style = plain) {
    std::string const text = to_text(t, style) + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
}

/// Of several, and of numbers: refused
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> print(Parts const&...) {
    return reject::nothing_to_write<"print", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> latex(Parts const&...) {
    return reject::nothing_to_write<"latex", Parts...>();
}
constexpr reject::nothing print(Number auto number) { return reject::nothing_to_write<"print", decltype(number)>(); }
constexpr reject::nothing latex(Number auto number) { return reject::nothing_to_write<"latex", decltype(number)>(); }

}  // namespace lamina
