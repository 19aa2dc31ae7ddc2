#pragma once

#include <array>
#include <string_view>

#include <lamina/dsl/expr/arena.hpp>

/// How the same expression looks in different writings: a table of strings for one walk (`writer.hpp`).
namespace lamina {

/// Strings around and between the parts of an operation
struct bracket {
    std::string_view open, between, close;
};

struct notation {
    enum class script { program, unicode, tex };
    script kind;
    std::string_view times, over;
    bracket group, fraction, root;  ///< fraction: used if it opens with anything, else numerator / denominator
    bracket mean, magnitude, dot;
    std::string_view grad, div, lap, partial, equals;
    std::string_view after_div;  ///< stands after the position of a divergence: ∇_y·
};

/// The text of a legal program
inline constexpr notation plain{.kind = notation::script::program,
                                .times = " * ",
                                .over = " / ",
                                .group = {"(", ", ", ")"},
                                .fraction = {},
                                .root = {"sqrt(", "", ")"},
                                .mean = {"mean(", "", ")"},
                                .magnitude = {"abs(", "", ")"},
                                .dot = {"dot(", ", ", ")"},
                                .grad = "grad",
                                .div = "div",
                                .lap = "lap",
                                .partial = "d",
                                .equals = " == ",
                                .after_div = ""};

/// Mathematics in Unicode: ∇·(a(x/ε) ∇u), ∂₁₂u, ⟨χ⟩
inline constexpr notation unicode{.kind = notation::script::unicode,
                                  .times = " ",
                                  .over = "/",
                                  .group = {"(", ", ", ")"},
                                  .fraction = {},
                                  .root = {"√(", "", ")"},
                                  .mean = {"⟨", "", "⟩"},
                                  .magnitude = {"|", "", "|"},
                                  .dot = {"", " · ", ""},
                                  .grad = "∇",
                                  .div = "∇",
                                  .lap = "Δ",
                                  .partial = "∂",
                                  .equals = " = ",
                                  .after_div = "·"};

/// LaTeX, to be put between dollar signs
inline constexpr notation tex{.kind = notation::script::tex,
                              .times = " \\, ",
                              .over = {},
                              .group = {"\\left(", ", ", "\\right)"},
                              .fraction = {"\\frac{", "}{", "}"},
                              .root = {"\\sqrt{", "", "}"},
                              .mean = {"\\left\\langle ", "", "\\right\\rangle"},
                              .magnitude = {"\\left|", "", "\\right|"},
                              .dot = {"", " \\cdot ", ""},
                              .grad = "\\nabla ",
                              .div = "\\nabla ",
                              .lap = "\\Delta ",
                              .partial = "\\partial",
                              .equals = " = ",
                              .after_div = "\\cdot "};

namespace printing {

struct greek_letter {
    std::string_view name, letter;
};
inline constexpr std::array<greek_letter, 25> greek{
    {{"alpha", "α"}, {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"}, {"eps", "ε"},    {"epsilon", "ε"}, {"zeta", "ζ"},
     {"eta", "η"},   {"theta", "θ"}, {"iota", "ι"},  {"kappa", "κ"}, {"lambda", "λ"}, {"mu", "μ"},      {"nu", "ν"},
     {"xi", "ξ"},    {"pi", "π"},    {"rho", "ρ"},   {"sigma", "σ"}, {"tau", "τ"},    {"upsilon", "υ"}, {"phi", "φ"},
     {"chi", "χ"},   {"psi", "ψ"},   {"omega", "ω"}, {"Omega", "Ω"}}};

/// Digits 0-9 below and above the line
inline constexpr std::array<std::string_view, 10> subscript{"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
inline constexpr std::array<std::string_view, 10> superscript{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

/// A name in a script: Greek names become letters, digits at the end subscripts: eps -> ε, u0 and u_0 -> u₀ or u_{0}.
template <class Sink>
constexpr void write_name(Sink& out, std::string_view name, notation::script kind) {
    if (kind == notation::script::program) {
        out << name;
        return;
    }
    while (!name.empty() && name.back() == '_') name.remove_suffix(1);
    std::size_t letters = name.size();
    while (letters > 1 && name[letters - 1] >= '0' && name[letters - 1] <= '9') --letters;
    std::string_view stem = name.substr(0, letters);
    std::string_view const digits = name.substr(letters);
    while (stem.size() > 1 && stem.back() == '_') stem.remove_suffix(1);
    bool const is_tex = kind == notation::script::tex;
    bool known = false;
    for (greek_letter const& g : greek)
        if (g.name == stem) {
            known = true;
            if (is_tex) out << "\\" << (stem == "eps" ? std::string_view("varepsilon") : stem);
            else out << g.letter;
        }
    if (!known) {
        if (is_tex && stem.size() > 1) out << "\\mathrm{" << stem << "}";
        else out << stem;
    }
    if (digits.empty()) return;
    if (is_tex) out << "_{" << digits << "}";
    else
        for (char c : digits) out << subscript[static_cast<std::size_t>(c - '0')];
}

}  // namespace printing

}  // namespace lamina
