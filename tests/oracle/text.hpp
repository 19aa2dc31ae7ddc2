#pragma once

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

#include "meaning.hpp"

namespace oracle {

/// A tree of two dimensions as the program that makes it, every operation in brackets
inline std::string text(tree const& e) {
    auto const part = [&](std::size_t k) { return text(e.of[k]); };
    auto const applied = [&](std::string const& name) {
        std::string out;
        for (tree const& f : e.of) out += (out.empty() ? "" : ", ") + text(f);
        return name + "(" + out + ")";
    };
    auto const infix = [&](std::string const& symbol) { return "(" + part(0) + symbol + part(1) + ")"; };
    auto const fraction = [&] { return "<" + std::to_string(e.n) + ", " + std::to_string(e.d) + ">"; };
    auto const index = [](long i) { return "[" + std::to_string(i) + (i > 0 ? "_c]" : "]"); };
    auto const rows = [&] {
        std::string out;
        for (std::size_t k = 0, cols = static_cast<std::size_t>(e.form.cols); k < e.of.size(); ++k)
            out += (k % cols > 0 ? ", " : k > 0 ? "), row(" : "row(") + part(k);
        return out + ")";
    };
    auto const axis = [](int i) { return i == 2 ? std::string("t") : i == 0 ? "x[0]" : "x[1]"; };
    switch (e.is) {
        case kind::number:
            return "constant" + fraction();
        case kind::literal: {
            char digits[32];
            return "literal{" + std::string(digits, std::to_chars(digits, digits + sizeof digits, e.value).ptr) + "}";
        }
        case kind::coordinate:
            return axis(e.which);
        case kind::parameter:
            return parameter_names[static_cast<std::size_t>(e.which)];
        case kind::argument:
            return "y" + std::to_string(e.which);
        case kind::unknown:
            return e.which == 0 ? "u" : e.which < 0 ? "v" : "v" + index(e.which - 1);
        case kind::sum:
            return infix(" + ");
        case kind::difference:
            return infix(" - ");
        case kind::product:
            return infix(" * ");
        case kind::quotient:
            return infix(" / ");
        case kind::negative:
            return "(-" + part(0) + ")";
        case kind::power:
            return "pow" + fraction() + "(" + part(0) + ")";
        case kind::function:
            return applied(std::string(functions<double>[e.which].name));
        case kind::choice:
            return applied("where");
        case kind::less:
            return part(0) + (e.n == 1 ? " <= " : " < ") + part(1);
        case kind::both:
            return infix(" && ");
        case kind::either:
            return infix(" || ");
        case kind::no:
            return "!(" + part(0) + ")";
        case kind::call:
            return applied(coefficients()[static_cast<std::size_t>(e.which)].name);
        case kind::partial:
            return "d(" + part(0) + ", " + axis(e.which) + ")";
        case kind::grad:
            return applied("grad");
        case kind::div:
            return applied("div");
        case kind::lap:
            return applied("lap");
        case kind::rot:
            return applied("rot");
        case kind::vector:
            return applied("vector");
        case kind::matrix:
            return "matrix(" + rows() + ")";
        case kind::component:
            return part(0) + index(e.n) + (e.of[0].form.is_matrix() ? index(e.d) : "");
        case kind::dot:
            return applied("dot");
        case kind::transpose:
            return applied("transpose");
        case kind::sym:
            return applied("sym");
        case kind::trace:
            return applied("trace");
        case kind::det:
            return applied("det");
        case kind::norm:
            return applied("norm");
        case kind::isotropic:
            return applied("isotropic<2>");
        case kind::contract:
            return applied("contract");
    }
    return {};
}

}  // namespace oracle
