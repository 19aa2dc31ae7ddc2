#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "meaning.hpp"

namespace oracle {

/// Reads the plain text of a scalar, vector or matrix back: what the program says, not how it was made.
class reading {
public:
    reading(std::string_view text, int dimension, int arguments = 0) : rest(text), D(dimension), slots(arguments) {}

    tree operator()() {
        tree out = sum();
        if (!rest.empty()) fail("an end");
        return out;
    }

private:
    std::string_view rest;
    int D, slots;

    [[noreturn]] void fail(std::string const& expected) const {
        throw std::invalid_argument("expected " + expected + " before '" + std::string(rest) + "'");
    }
    bool take(std::string_view token) {
        if (!rest.starts_with(token)) return false;
        rest.remove_prefix(token.size());
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        return true;
    }
    void need(std::string_view token) {
        if (!take(token)) fail("'" + std::string(token) + "'");
    }

    static tree made(kind is, lamina::shape form, std::vector<tree> of) {
        return {.is = is, .form = form, .of = std::move(of)};
    }
    static tree negative(tree e) {
        lamina::shape const form = e.form;
        return made(kind::negative, form, {std::move(e)});
    }
    static tree product(tree p, tree q) {
        lamina::shape const f = p.form, g = q.form;
        lamina::shape const form = f.is_scalar()   ? g
                                   : g.is_scalar() ? f
                                                   : lamina::shape{f.rows, g.is_matrix() ? g.cols : 0};
        return made(kind::product, form, {std::move(p), std::move(q)});
    }

    tree sum() {
        bool const minus = take("-");
        tree out = term();
        if (minus) out = negative(std::move(out));
        while (rest.starts_with('+') || rest.starts_with('-')) {
            kind const is = take("+") ? kind::sum : (need("-"), kind::difference);
            lamina::shape const form = out.form;
            out = made(is, form, {std::move(out), term()});
        }
        return out;
    }
    tree term() {
        tree out = factor();
        while (rest.starts_with('*') || rest.starts_with('/')) {
            if (take("*")) {
                out = product(std::move(out), factor());
                continue;
            }
            need("/");
            tree below = factor();
            if (out.is == kind::number && below.is == kind::number)
                fail("no quotient of two integers, which is 0 in C++,");
            lamina::shape const form = out.form;
            out = made(kind::quotient, form, {std::move(out), std::move(below)});
        }
        return out;
    }
    tree factor() {
        tree out = primary();
        while (rest.starts_with('[')) out = component(std::move(out));
        return out;
    }
    tree component(tree of) {
        long const i = index();
        long const j = of.form.is_matrix() ? index() : 0;
        tree out = made(kind::component, {}, {std::move(of)});
        out.n = i, out.d = j;
        return out;
    }
    long index() {
        need("[");
        long const i = integer();
        take("_c");
        need("]");
        return i;
    }
    long integer() {
        bool const minus = take("-");
        long value = 0;
        auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (error != std::errc{}) fail("an integer");
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        return minus ? -value : value;
    }

    tree primary() {
        if (take("(")) {
            tree out = sum();
            need(")");
            return out;
        }
        if (take("-")) return negative(primary());
        if (!rest.empty() && (std::isdigit(static_cast<unsigned char>(rest[0])) != 0)) return number();
        std::size_t length = 0;
        while (length < rest.size() && (std::isalnum(static_cast<unsigned char>(rest[length])) != 0)) ++length;
        std::string const name(rest.substr(0, length));
        if (length == 0 || !take(name)) fail("an expression");
        return named(name);
    }
    tree number() {
        tree out{.is = kind::literal};
        auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), out.value);
        if (error != std::errc{}) fail("a number");
        std::string_view const digits = rest.substr(0, static_cast<std::size_t>(end - rest.data()));
        if (std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
            out = {.is = kind::number, .n = static_cast<long>(out.value), .value = out.value};
        take(digits);
        return out;
    }

    std::vector<tree> list(std::string_view end = ")") {
        std::vector<tree> out{sum()};
        while (take(",")) out.push_back(sum());
        need(end);
        return out;
    }

    tree named(std::string const& name) {
        if (name == "x") return D == 1 ? tree{.is = kind::coordinate} : coordinate();
        if (name == "t") return {.is = kind::coordinate, .which = D};
        if (name == "u") return {.is = kind::unknown};
        if (name == "v") {
            if (!rest.starts_with('[')) return {.is = kind::unknown, .which = -1, .form = {D, 0}};
            return {.is = kind::unknown, .which = static_cast<int>(index()) + 1};
        }
        if (name == "pi") return {.is = kind::literal, .value = std::numbers::pi};
        for (int k = 0; k < 2; ++k)
            if (name == parameter_names[static_cast<std::size_t>(k)]) return {.is = kind::parameter, .which = k};
        for (int k = 0; k < slots; ++k)
            if (name == "y" + std::to_string(k)) return {.is = kind::argument, .which = k};
        if (name == "pow" && rest.starts_with('<')) return raised();
        if (name == "constant") return fraction();
        if (name == "literal") return literal();
        if (name == "isotropic") need("<2>");
        need("(");
        if (name == "isotropic") return made(kind::isotropic, {D * D, D * D}, list());
        if (name == "where") return choice();
        if (name == "matrix") return matrix();
        return applied(name, list());
    }
    tree coordinate() {
        if (!rest.starts_with('[')) {
            tree whole{.is = kind::vector, .form = {D, 0}};
            for (int i = 0; i < D; ++i) whole.of.push_back({.is = kind::coordinate, .which = i});
            return whole;
        }
        return {.is = kind::coordinate, .which = static_cast<int>(index())};
    }
    tree literal() {
        need("{");
        bool const minus = take("-");
        double const value = number().value;
        need("}");
        return {.is = kind::literal, .value = minus ? -value : value};
    }
    tree fraction() {
        tree out{.is = kind::number};
        need("<");
        out.n = integer();
        out.d = take(",") ? integer() : 1;
        need(">");
        return out;
    }
    tree raised() {
        tree const exponent = fraction();
        need("(");
        tree out = made(kind::power, {}, list());
        out.n = exponent.n, out.d = exponent.d;
        return out;
    }
    tree choice() {
        std::vector<tree> all{condition()};
        need(",");
        for (tree& branch : list()) all.push_back(std::move(branch));
        return made(kind::choice, {}, std::move(all));
    }
    /// p < q, !(p), (p && q), (p || q)
    tree condition() {
        if (take("!")) return made(kind::no, {}, {condition()});
        if (begins_with_a_condition()) {
            need("(");
            tree out = condition();
            if (rest.starts_with('&') || rest.starts_with('|')) {
                kind const is = take("&&") ? kind::both : (need("||"), kind::either);
                out = made(is, {}, {std::move(out), condition()});
            }
            need(")");
            return out;
        }
        tree left = sum();
        bool const or_equal = take("<=");
        if (!or_equal) need("<");
        tree out = made(kind::less, {}, {std::move(left), sum()});
        out.n = or_equal ? 1 : 0;
        return out;
    }
    /// True of a bracket after which no operator of numbers stands
    [[nodiscard]] bool begins_with_a_condition() const {
        if (!rest.starts_with('(')) return false;
        std::size_t end = 0;
        int open = 0;
        do open += rest[end] == '(' ? 1 : rest[end] == ')' ? -1 : 0;
        while (++end < rest.size() && open > 0);
        end = std::min(rest.find_first_not_of(' ', end), rest.size());
        return std::string_view("&|,)").find(rest.substr(end, 1)) != std::string_view::npos;
    }
    tree matrix() {
        std::vector<tree> all;
        int rows = 0;
        do {
            need("row(");
            for (tree& entry : list()) all.push_back(std::move(entry));
            ++rows;
        } while (take(","));
        need(")");
        int const cols = static_cast<int>(all.size()) / rows;
        return made(kind::matrix, {rows, cols}, std::move(all));
    }
    static tree partial(tree of, tree const& along) {
        lamina::shape const form = of.form;
        tree out = made(kind::partial, form, {std::move(of)});
        out.which = along.which;
        return out;
    }
    tree applied(std::string const& name, std::vector<tree> of) {
        tree const first = of.front();
        lamina::shape const form = first.form, scalar{}, vector{D, 0}, listed{static_cast<int>(of.size()), 0};
        if (name == "vector") return made(kind::vector, listed, std::move(of));
        if (name == "dot") return made(kind::dot, scalar, std::move(of));
        if (name == "grad") return made(kind::grad, form.is_scalar() ? vector : lamina::shape{form.rows, D}, {first});
        if (name == "div") return made(kind::div, form.is_matrix() ? vector : scalar, {first});
        if (name == "lap") return made(kind::lap, form, {first});
        if (name == "rot") return made(kind::rot, form.is_vector() && D == 2 ? scalar : vector, {first});
        if (name == "transpose") return made(kind::transpose, {form.cols, form.rows}, {first});
        if (name == "sym") return made(kind::sym, form, {first});
        if (name == "trace") return made(kind::trace, scalar, {first});
        if (name == "det") return made(kind::det, scalar, {first});
        if (name == "norm") return made(kind::norm, scalar, {first});
        if (name == "contract") {
            lamina::shape const acted_on = of[1].form;
            return made(kind::contract, acted_on, std::move(of));
        }
        tree const time{.is = kind::coordinate, .which = D};
        if (name == "dt") return partial(first, time);
        if (name == "dtt") return partial(partial(first, time), time);
        if (name == "d") {
            tree out = first;
            for (std::size_t k = 1; k < of.size(); ++k) out = partial(std::move(out), of[k]);
            return out;
        }
        if (name == "sqrt") {
            tree out = made(kind::power, scalar, {first});
            out.n = 1, out.d = 2;
            return out;
        }
        for (std::size_t k = 0; k < std::size(functions<double>); ++k)
            if (name == functions<double>[k].name)
                return {.is = kind::function, .which = static_cast<int>(k), .of = std::move(of)};
        for (std::size_t k = 0; k < coefficients().size(); ++k)
            if (coefficient const& c = coefficients()[k]; name == c.name)
                return {.is = kind::call, .which = static_cast<int>(k), .form = c.body.form, .of = std::move(of)};
        fail("a known name instead of " + name);
    }
};

/// Their bodies read from texts, as a user writes them
inline std::vector<coefficient> const& coefficients() {
    static std::vector<coefficient> const all{
        {"a", 1, reading("1 / (2.1 + 2 * sin(y0))", 1, 1)()},
        {"b", 2, reading("exp(-y0 * y0) * cos(y1) + tanh(y0 * y1) / 3", 1, 2)()},
        {"A", 1, reading("matrix(row(2 + sin(y0), cos(3 * y0), 1), row(tanh(y0), 0, sin(y0) * cos(y0)))", 1, 1)()},
    };
    return all;
}

}  // namespace oracle
