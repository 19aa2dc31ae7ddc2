#pragma once

#include <lamina/dsl/print/choice.hpp>
#include <lamina/dsl/print/notation.hpp>
#include <lamina/dsl/print/reading.hpp>

namespace lamina::printing {

/// What stands around an expression: whether it needs brackets
enum class strength { sum, product, factor };

/// The one walk that writes an expression, in any notation. A sink takes text and integers by `<<` and literals by
/// `literal(arena, slot)`, so that it serves compile-time messages (values unknown) and run-time output.
template <class Sink>
class writer {
public:
    constexpr writer(arena const& from, Sink& to, notation const& style = plain) : g(from), out(to), in(style) {}

    constexpr void write(int id, strength around = strength::sum) {
        node const n = g[id];
        switch (n.kind) {
            case op::number: return write_number({n.a, n.b}, around);
            case op::literal: return out.literal(g, static_cast<int>(n.a));
            case op::constant: out << "constant" << n.a; return;
            case op::table: out << "table" << n.a; return;
            case op::channel: out << "channel" << n.a; return;
            case op::parameter:
            case op::position:
            case op::field: return name(g.name_of(id));
            case op::unknown:
                if (n.a > 0) component(g.name_of(id), n.a - 1, components_of(g, id));
                else name(g.name_of(id));
                return;
            case op::coordinate:
                if (n.b > 1) component(g.name_of(id), n.a, n.b);
                else name(g.name_of(id));
                return;
            case op::argument:
                out << "_" << n.a;
                if (n.b > 0) index(n.b);
                return;
            case op::exp:
            case op::log:
            case op::sin:
            case op::cos:
            case op::tan:
            case op::tanh:
                return function(in.functions[static_cast<std::size_t>(n.kind) - static_cast<std::size_t>(op::exp)], id);
            case op::power: return write_power(id, around);
            case op::call: return write_call(id, -1);
            case op::entry: return write_entry(id);
            case op::sum: return write_sum(id, around);
            case op::product: return write_product(id, around);
            case op::partial: return write_partial(id);
            case op::mean:
                out << in.mean.open;
                write(g.child(id, 0));
                if (is_program()) at_position(id);
                out << in.mean.close;
                if (!is_program()) at_position(id);
                return;
            case op::where: return write_choice(*this, out, g, id, in.kind);
            case op::sampled: return function("table", id);
            case op::dot: {
                bool const wrap = !is_program() && around != strength::sum;
                if (wrap) out << in.group.open;
                out << in.dot.open;
                write(g.child(id, 0), is_program() ? strength::sum : strength::product);
                out << in.dot.between;
                write(g.child(id, 1), is_program() ? strength::sum : strength::product);
                out << in.dot.close;
                if (wrap) out << in.group.close;
                return;
            }
            case op::vector:
                if (is_normal_in_1d(g, id)) return name("normal");
                return function(is_program() ? "vector" : "", id);
            case op::matrix: return write_matrix(id);
            case op::unit:
                if (n.form.is_matrix()) return write_matrix(id);
                if (is_program()) out << "unit<" << n.a << ", " << n.form.rows << ">";
                else out << "e", index(n.a);
                return;
            case op::sym: return function(is_tex() ? "\\operatorname{sym}" : "sym", id);
            case op::contract:
                if (is_program()) return function("contract", id);
                wrapped(g.child(id, 0), g[g.child(id, 0)].kind == op::sum);
                out << " : ";
                return wrapped(g.child(id, 1), g[g.child(id, 1)].kind == op::sum);
            case op::grad: return differential(in.grad, id);
            case op::div: return differential(in.div, id);
            case op::lap: return differential(in.lap, id);
        }
    }

private:
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
        else out << subscript[static_cast<std::size_t>(i + 1)];
    }
    /// x_1; a name that ends in an index itself stands in braces in TeX
    constexpr void component(std::string_view text, long i, long size) {
        bool const braces = is_tex() && text.size() > 1 && text.back() >= '0' && text.back() <= '9';
        if (braces) out << "{";
        name(text);
        if (braces) out << "}";
        index(i, size);
    }
    constexpr void wrapped(int id, bool wrap) {
        if (wrap) out << in.group.open;
        write(id, wrap ? strength::sum : strength::factor);
        if (wrap) out << in.group.close;
    }
    constexpr void fraction(auto const& numerator, auto const& denominator) {
        out << in.fraction.open;
        numerator();
        out << (in.fraction.open.empty() ? in.over : in.fraction.between);
        denominator();
        out << in.fraction.close;
    }
    constexpr void write_number(rational r, strength around) {
        bool const wrap = (r.n < 0 || (r.d != 1 && !is_tex())) && around != strength::sum;
        if (wrap) out << in.group.open;
        if (r.n < 0) out << "-";
        long const top = r.n < 0 ? -r.n : r.n;
        if (r.d == 1) out << top;
        else fraction([&] { out << top; }, [&] { out << r.d; });
        if (wrap) out << in.group.close;
    }
    constexpr void arguments(int id) {
        for (int k = 0; k < g[id].count; ++k) {
            if (k > 0) out << in.group.between;
            write(g.child(id, k));
        }
    }
    constexpr void function(std::string_view text, int id) {
        out << text << in.group.open;
        arguments(id);
        out << in.group.close;
    }
    /// The position of an operator, where the expression leaves a choice
    constexpr void at_position(int id) {
        if (names_only(g, g.child(id, 0), g[id].name)) return;
        out << (is_program() ? ", " : is_tex() ? "_{" : "_");
        name(g.name_of(id));
        if (is_tex()) out << "}";
        bool const spaced = g[id].kind == op::grad || g[id].kind == op::lap;
        if (in.kind == notation::script::unicode && spaced) out << " ";
    }
    constexpr void differential(std::string_view text, int id) {
        int const child = g.child(id, 0);
        out << text;
        if (is_program()) {
            out << "(";
            write(child);
            at_position(id);
            out << ")";
        } else {
            at_position(id);
            if (g[id].kind == op::div) out << in.after_div;
            wrapped(child, !is_function(child));
        }
    }
    /// An unknown, a component of one, or a field: what an operator stands before without brackets
    [[nodiscard]] constexpr bool is_function(int id) const {
        if (g[id].kind == op::entry) id = g.child(id, 0);
        return g[id].kind == op::unknown || g[id].kind == op::field;
    }
    constexpr void write_partial(int id) {
        if (is_program()) {
            bool const in_time = graph::is_time(g, g.child(id, 1)) && graph::is_time(g, g.child(id, g[id].count - 1));
            if (!in_time || g[id].count > 3) return function(in.partial, id);
            out << (g[id].count == 2 ? "dt(" : "dtt(");
            write(g.child(id, 0));
            out << ")";
            return;
        }
        int const child = g.child(id, 0);
        bool const wrap = !is_function(child);
        bool const short_form = !is_tex() && has_subscripts(g, id);  // ∂ₓₓu, ∂₁₂u
        out << in.partial << (is_tex() ? "_{" : short_form ? "" : "_");
        for (int k = 1; k < g[id].count; ++k) {
            int const c = g.child(id, k);
            if (!short_form) write(c);
            else if (g[c].b > 1) index(g[c].a);
            else out << (g.name_of(c) == "x" ? "ₓ" : "ₜ");
        }
        out << (is_tex() ? "} " : short_form ? "" : " ");
        wrapped(child, wrap);
    }
    constexpr void write_power(int id, strength around) {
        if (is_below(g, id)) write_product(id, around);
        else raise(g.child(id, 0), {g[id].a, g[id].b}, around);
    }
    /// base ^ r for r > 0
    constexpr void raise(int base, rational r, strength around) {
        if (r == rational{1}) return write(base, around);
        if (r == rational{1, 2}) {
            out << in.root.open;
            write(base);
            out << in.root.close;
        } else if (is_program()) {
            out << "pow<" << r.n;
            if (r.d != 1) out << ", " << r.d;
            out << ">(";
            write(base);
            out << ")";
        } else {
            op const kind = g[base].kind;
            wrapped(base, kind >= op::power && kind != op::unknown && kind != op::field && kind != op::call &&
                              kind != op::mean);
            if (is_tex()) {
                out << "^{" << r.n;
                if (r.d != 1) out << "/" << r.d;
                out << "}";
            } else if (r.d == 1) {
                raised(r.n);
            } else {
                out << "^(" << r.n << "/" << r.d << ")";
            }
        }
    }
    constexpr void raised(long digits) {
        if (digits > 9) raised(digits / 10);
        out << superscript[static_cast<std::size_t>(digits % 10)];
    }
    /// A coefficient at its arguments, differentiated as its code says, whole (entry < 0) or one entry of it.
    /// Derivatives: a' with one scalar argument, else numbered by the argument's components: A_0 or ∂₁A.
    constexpr void write_call(int id, int entry) {
        node const n = g[id];
        bool const prime = n.count == 1 && g[g.child(id, 0)].form.is_scalar();
        for (long code = n.b; code != 0 && !prime && !is_program(); code /= 16)
            out << in.partial, index(flat_argument(g, id, code % 16 - 1));
        name(g.name_of(id));
        for (long code = n.b; code != 0; code /= 16) {
            if (prime) out << "'";
            else if (is_program()) out << "_" << flat_argument(g, id, code % 16 - 1);
        }
        bool const matrix = n.form.is_matrix();
        if (entry >= 0 && is_tex()) {
            out << "_{" << g[entry].a + 1;
            if (matrix) out << g[entry].b + 1;
            out << "}";
        } else if (entry >= 0 && !is_program()) {
            index(g[entry].a);
            if (matrix) index(g[entry].b);
        }
        function("", id);
        if (entry >= 0 && is_program()) {
            index(g[entry].a, n.form.rows);
            if (matrix) index(g[entry].b, n.form.cols);
        }
    }
    /// An entry of a coefficient, a component of an unknown, or of anything
    constexpr void write_entry(int id) {
        int const of = g.child(id, 0);
        if (g[of].kind == op::call) return write_call(of, id);
        if (g[of].kind == op::unknown) return component(g.name_of(of), g[id].a, g[of].form.rows);
        wrapped(of, g[of].kind != op::mean);
        index(g[id].a, g[of].form.rows);
        if (g[of].form.is_matrix()) index(g[id].b, g[of].form.cols);
    }
    /// Row by row; a unit matrix too
    constexpr void write_matrix(int id) {
        node const n = g[id];
        std::string_view const row = is_program() ? "row(" : "";
        std::string_view const comma = is_tex() ? " & " : ", ";
        out << (is_program() ? "matrix(" : is_tex() ? "\\begin{pmatrix}" : "[");
        for (int i = 0; i < n.form.rows; ++i) {
            if (i > 0) out << (is_program() ? ", " : is_tex() ? " \\\\ " : "; ");
            out << row;
            for (int j = 0; j < n.form.cols; ++j) {
                if (j > 0) out << comma;
                if (n.kind == op::unit) out << (i == n.a && j == n.b ? 1 : 0);
                else write(g.child(id, i * n.form.cols + j));
            }
            if (is_program()) out << ")";
        }
        out << (is_program() ? ")" : is_tex() ? "\\end{pmatrix}" : "]");
    }
    constexpr void write_sum(int id, strength around) {
        bool const wrap = around != strength::sum;
        if (wrap) out << in.group.open;
        for (int k = 0; k < g[id].count; ++k) {
            int const term = g.child(id, k);
            bool const minus = is_negative(g, term);
            if (k > 0) out << (minus ? " - " : " + ");
            else if (minus) out << "-";
            if (minus) quotient(term);
            else write(term);
        }
        if (wrap) out << in.group.close;
    }
    constexpr void write_product(int id, strength around) {
        bool const wrap = around == strength::factor || (is_negative(g, id) && around == strength::product);
        if (wrap) out << in.group.open;
        if (is_negative(g, id)) out << "-";
        quotient(id);
        if (wrap) out << in.group.close;
    }
    /// numerator / denominator without the sign of the rational in front
    constexpr void quotient(int id) {
        graph::id_list factors;
        if (g[id].kind == op::product) factors = g.children(id);
        else factors.push(id);
        rational front{1};
        graph::id_list above, below;
        for (int k = 0; k < factors.size; ++k) {
            node const& f = g[factors[k]];
            if (f.kind == op::number) front = {f.a < 0 ? -f.a : f.a, f.b};
            else if (is_below(g, factors[k])) below.push(factors[k]);
            else above.push(factors[k]);
        }
        auto numerator = [&] { side(front.n, above, false); };
        auto denominator = [&] { side(front.d, below, true); };
        if (front.d == 1 && below.size == 0) numerator();
        else fraction(numerator, denominator);
    }
    constexpr void side(long number, graph::id_list const& factors, bool lower) {
        bool const lead = number != 1 || factors.size == 0;
        int const count = factors.size + (lead ? 1 : 0);
        bool const wrap = lower && count > 1 && !is_tex();
        if (wrap) out << in.group.open;
        if (lead) out << number;
        for (int k = 0; k < factors.size; ++k) {
            if (k > 0 || lead) out << in.times;
            strength const alone = is_tex() ? strength::sum : lower ? strength::factor : strength::product;
            strength const around = count > 1 ? strength::product : alone;
            if (lower) raise(g.child(factors[k], 0), {-g[factors[k]].a, g[factors[k]].b}, around);
            else write(factors[k], around);
        }
        if (wrap) out << in.group.close;
    }
};

}  // namespace lamina::printing
