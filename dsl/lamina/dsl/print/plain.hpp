#pragma once

#include <string_view>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/dsl/expr/build.hpp>

/// Reading an expression back as the text of a legal program. A sink takes text by `<<` and literals by
/// `literal(slot)`, so the same walk serves compile-time messages (values unknown) and run-time output.
namespace lamina::graph {

enum class strength { sum, product, factor };

template <class Sink>
class plain_writer {
public:
    constexpr plain_writer(arena const& from, Sink& to) : g(from), out(to) {}

    constexpr void write(int id, strength around = strength::sum) {
        node const n = g[id];
        switch (n.kind) {
            case op::number: return write_number({n.a, n.b}, around);
            case op::literal: return out.literal(g, static_cast<int>(n.a));
            case op::constant: out << "constant" << n.a; return;
            case op::table: out << "table" << n.a; return;
            case op::channel: out << "channel" << n.a; return;
            case op::parameter:
            case op::position: out << g.name_of(id); return;
            case op::coordinate:
                out << g.name_of(id);
                if (n.b > 1) out << "[" << n.a << "]";
                return;
            case op::argument:
                out << "_" << n.a;
                if (n.b > 0) out << "[" << n.b << "]";
                return;
            case op::unknown:
            case op::field: out << g.name_of(id); return;
            case op::exp: return function("exp", id);
            case op::log: return function("log", id);
            case op::sin: return function("sin", id);
            case op::cos: return function("cos", id);
            case op::tan: return function("tan", id);
            case op::tanh: return function("tanh", id);
            case op::power: return write_power(id, around);
            case op::call: return write_call(id);
            case op::entry:
                write(g.child(id, 0), strength::factor);
                out << "[" << n.a << "]";
                if (g[g.child(id, 0)].form.is_matrix()) out << "[" << n.b << "]";
                return;
            case op::sum: return write_sum(id, around);
            case op::product: return write_product(id, around);
            case op::partial: return function("d", id);
            case op::mean: return function("mean", id);
            case op::dot: return function("dot", id);
            case op::vector: return function("vector", id);
            case op::matrix: return write_matrix(id);
            case op::unit: out << "unit<" << n.a << ", " << n.form.rows << ">"; return;
            case op::grad: return differential("grad", id);
            case op::div: return differential("div", id);
            case op::lap: return differential("lap", id);
        }
    }

private:
    arena const& g;
    Sink& out;

    constexpr void open(bool needed) {
        if (needed) out << "(";
    }
    constexpr void close(bool needed) {
        if (needed) out << ")";
    }
    constexpr void write_number(rational r, strength around) {
        bool const wrap = (r.n < 0 || r.d != 1) && around != strength::sum;
        open(wrap);
        out << r.n;
        if (r.d != 1) out << " / " << r.d;
        close(wrap);
    }
    constexpr void arguments(int id, int from = 0) {
        for (int k = from; k < g[id].count; ++k) {
            if (k > from) out << ", ";
            write(g.child(id, k));
        }
    }
    constexpr void function(std::string_view name, int id) {
        out << name << "(";
        arguments(id);
        out << ")";
    }
    /// The position is named only where the expression leaves a choice.
    constexpr void differential(std::string_view name, int id) {
        out << name << "(";
        write(g.child(id, 0));
        if (!only(g.child(id, 0), g[id].name)) out << ", " << g.name_of(id);
        out << ")";
    }
    [[nodiscard]] constexpr bool only(int id, int name) const {
        node const& n = g[id];
        if ((n.kind == op::coordinate || n.kind == op::position) && n.name != name) return false;
        for (int k = 0; k < n.count; ++k)
            if (!only(g.child(id, k), name)) return false;
        return true;
    }
    constexpr void write_power(int id, strength around) {
        node const n = g[id];
        if (n.a < 0) return write_product(id, around);
        if (n.a == 1 && n.b == 2) return function("sqrt", id);
        out << "pow<" << n.a;
        if (n.b != 1) out << ", " << n.b;
        out << ">(";
        write(g.child(id, 0));
        out << ")";
    }
    constexpr void write_call(int id) {
        node const n = g[id];
        if (n.b == 0) out << g.name_of(id);
        else {
            int arguments_size = 0;
            for (int k = 0; k < n.count; ++k)
                arguments_size += g[g.child(id, k)].form.is_scalar() ? 1 : g[g.child(id, k)].form.rows;
            out << g.name_of(id);
            for (long code = n.b; code != 0; code /= 16) {
                if (arguments_size == 1) out << "'";
                else out << "_" << (code % 16 - 1) / 4 << ((code % 16 - 1) % 4 == 0 ? "" : (code % 16 - 1) % 4 == 1 ? "1" : "2");
            }
        }
        out << "(";
        arguments(id);
        out << ")";
    }
    constexpr void write_matrix(int id) {
        node const n = g[id];
        out << "matrix(";
        for (int i = 0; i < n.form.rows; ++i) {
            out << (i > 0 ? ", row(" : "row(");
            for (int j = 0; j < n.form.cols; ++j) {
                if (j > 0) out << ", ";
                write(g.child(id, i * n.form.cols + j));
            }
            out << ")";
        }
        out << ")";
    }
    [[nodiscard]] constexpr bool is_negative(int id) const {
        if (g[id].kind == op::number) return g[id].a < 0;
        return g[id].kind == op::product && g[g.child(id, 0)].kind == op::number && g[g.child(id, 0)].a < 0;
    }
    constexpr void write_sum(int id, strength around) {
        bool const wrap = around != strength::sum;
        open(wrap);
        for (int k = 0; k < g[id].count; ++k) {
            int const term = g.child(id, k);
            bool const minus = is_negative(term);
            if (k > 0) out << (minus ? " - " : " + ");
            else if (minus) out << "-";
            if (minus) write_unsigned(term);
            else write(term);
        }
        close(wrap);
    }
    constexpr void write_unsigned(int id) {
        if (g[id].kind == op::number) return write_number({-g[id].a, g[id].b}, strength::sum);
        factors(id, true);
    }
    constexpr void write_product(int id, strength around) {
        bool const minus = is_negative(id);
        bool const wrap = around == strength::factor || (minus && around == strength::product);
        open(wrap);
        if (minus) out << "-";
        factors(id, minus);
        close(wrap);
    }
    /// numerator * ... / denominator; `absolute` drops the sign of the rational in front
    constexpr void factors(int id, bool absolute) {
        node const n = g[id];
        int const count = n.kind == op::product ? n.count : 1;
        auto factor = [&](int k) { return n.kind == op::product ? g.child(id, k) : id; };
        auto below = [&](int f) { return g[f].kind == op::power && g[f].a < 0; };
        bool first = true;
        long denominator = 1;
        int divisors = 0;
        for (int k = 0; k < count; ++k) {
            int const f = factor(k);
            if (g[f].kind == op::number) {
                long const top = absolute && g[f].a < 0 ? -g[f].a : g[f].a;
                denominator = g[f].b;
                if (denominator != 1) ++divisors;
                if (top != 1) out << top, first = false;
                continue;
            }
            if (below(f)) {
                ++divisors;
                continue;
            }
            if (!first) out << " * ";
            write(f, count > 1 ? strength::product : strength::sum);
            first = false;
        }
        if (first) out << "1";
        if (divisors == 0) return;
        out << " / ";
        open(divisors > 1);
        bool first_below = true;
        if (denominator != 1) out << denominator, first_below = false;
        for (int k = 0; k < count; ++k) {
            int const f = factor(k);
            if (!below(f)) continue;
            if (!first_below) out << " * ";
            first_below = false;
            int const base = g.child(f, 0);
            if (g[f].a == -1 && g[f].b == 1) write(base, strength::factor);
            else if (g[f].a == -1 && g[f].b == 2) {
                out << "sqrt(";
                write(base);
                out << ")";
            } else {
                out << "pow<" << -g[f].a;
                if (g[f].b != 1) out << ", " << g[f].b;
                out << ">(";
                write(base);
                out << ")";
            }
        }
        close(divisors > 1);
    }
};

}  // namespace lamina::graph
