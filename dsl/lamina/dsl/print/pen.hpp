#pragma once

#include <lamina/dsl/print/notation.hpp>
#include <lamina/dsl/print/reading.hpp>

namespace lamina::printing {

/// What stands around an expression: whether it needs brackets
enum class strength { sum, product, factor };

/// What writes the smallest parts of formulas in any notation: names, indices, numbers, the sides of a fraction. A sink
/// takes text and integers by `<<` and literals by `literal(arena, slot)`, so that it serves compile-time messages
/// (values unknown) and run-time output.
template <class Sink>
struct pen {
    arena const& g;
    Sink& out;
    notation const& in;

    [[nodiscard]] constexpr bool is_program() const { return in.kind == notation::script::program; }
    [[nodiscard]] constexpr bool is_tex() const { return in.kind == notation::script::tex; }
    constexpr void name(std::string_view text) { write_name(out, text, in.kind); }
    /// Programs count from 0, mathematics from 1. Of three or more components the index is a type (expr/index.hpp).
    constexpr void index(long i, long size = 2) {
        if (is_program()) out << "[" << i << (i > 0 && size > 2 ? "_c]" : "]");
        else if (is_tex()) out << "_{" << i + 1 << "}";
        else digits_below(i + 1);
    }
    constexpr void digits_below(long number) {
        if (number > 9) digits_below(number / 10);
        out << subscript[static_cast<std::size_t>(number % 10)];
    }
    /// x_1; a name that ends in an index itself stands in braces in TeX
    constexpr void component(std::string_view text, long i, long size) {
        bool const braces = is_tex() && text.size() > 1 && text.back() >= '0' && text.back() <= '9';
        if (braces) out << "{";
        name(text);
        if (braces) out << "}";
        index(i, size);
    }
    constexpr void fraction(auto const& numerator, auto const& denominator) {
        out << in.fraction.open;
        numerator();
        out << (in.fraction.open.empty() ? in.over : in.fraction.between);
        denominator();
        out << in.fraction.close;
    }
    /// In programs 1 / 2 is an integer: a fraction that stands alone is a constant.
    constexpr void number(rational r, strength around) {
        if (is_program() && r.d != 1) {
            out << "constant<" << r.n << ", " << r.d << ">";
            return;
        }
        bool const wrap = (r.n < 0 || (r.d != 1 && !is_tex())) && around != strength::sum;
        if (wrap) out << in.group.open;
        if (r.n < 0) out << "-";
        long const top = r.n < 0 ? -r.n : r.n;
        if (r.d == 1) out << top;
        else fraction([&] { out << top; }, [&] { out << r.d; });
        if (wrap) out << in.group.close;
    }
};

}  // namespace lamina::printing
