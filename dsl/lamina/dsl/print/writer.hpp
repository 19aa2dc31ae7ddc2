#pragma once

#include <lamina/dsl/print/choice.hpp>
#include <lamina/dsl/print/coefficient_call.hpp>
#include <lamina/dsl/print/derivatives.hpp>
#include <lamina/dsl/print/matrix.hpp>
#include <lamina/dsl/print/quotient.hpp>

namespace lamina::printing {

/// The one walk that writes an expression, in any notation.
template <class Sink>
struct writer : pen<Sink> {
    using pen<Sink>::g, pen<Sink>::out, pen<Sink>::in;
    using pen<Sink>::is_program, pen<Sink>::is_tex, pen<Sink>::name, pen<Sink>::index, pen<Sink>::component;

    constexpr writer(arena const& from, Sink& to, notation const& style = plain) : pen<Sink>{from, to, style} {}

    constexpr void write(graph::node_id id, strength around = strength::sum) {
        node const n = g[id];
        if (elementary::is_function(n.kind)) return write_function(id);
        switch (n.kind) {
            case op::number: return this->number({n.a, n.b}, around);
            case op::literal: return out.literal(g, static_cast<int>(n.a));
            case op::constant:  // pi has a name, the numbers of terms have none
                if (n.name != graph::name_id::none) name(g.name_of(id));
                else out << "constant" << n.a;
                return;
            case op::table: out << "table" << n.a; return;
            case op::channel: out << "channel" << n.a; return;
            case op::position:
                if (is_program() && is_normal(g, id)) out << "normal_vector<" << n.form.rows << ">{}";
                else name(g.name_of(id));
                return;
            case op::parameter:
            case op::field: return name(g.name_of(id));
            case op::unknown:
                if (n.a > 0) component(g.name_of(id), n.a - 1, components_of(g, id));
                else name(g.name_of(id));
                return;
            case op::coordinate:
                if (n.b == 1) name(g.name_of(id));
                else component(g.name_of(id), n.a, components_of(g, id));
                return;
            case op::argument:
                if constexpr (requires { out.argument(n.a); }) out.argument(n.a);
                else out << "_" << n.a;
                if (n.b > 0) index(n.b);
                return;
            case op::power: return write_power(*this, id, around);
            case op::call: return write_call(*this, id, graph::node_id::none);
            case op::entry: return write_entry(*this, id);
            case op::sum: return write_sum(id, around);
            case op::product: return write_product(*this, id, around);
            case op::partial: return write_partial(*this, id);
            case op::mean:
                out << in.mean.open;
                write(g.child(id, 0));
                if (is_program()) write_position(*this, id);
                out << in.mean.close;
                if (!is_program()) write_position(*this, id);
                return;
            case op::where: return write_choice(*this, id, around);
            case op::sampled: return function("table", id);
            case op::dot: {
                bool const wrap = !is_program() && around != strength::sum;
                if (wrap) out << in.group.open;
                out << in.dot.open;
                beside(g.child(id, 0), is_program() ? strength::sum : strength::product);
                out << in.dot.between;
                beside(g.child(id, 1), is_program() ? strength::sum : strength::product);
                out << in.dot.close;
                if (wrap) out << in.group.close;
                return;
            }
            case op::vector: return function(is_program() ? "vector" : "", id);
            case op::matrix: return write_matrix(*this, id);
            case op::unit:
                if (n.form.is_matrix()) return write_matrix(*this, id);
                if (is_program()) out << "unit<" << n.a << ", " << n.form.rows << ">";
                else out << "e", index(n.a);
                return;
            case op::sym: return function(is_tex() ? "\\operatorname{sym}" : "sym", id);
            case op::contract:
                if (is_program()) return function("contract", id);
                wrapped(g.child(id, 0), g[g.child(id, 0)].kind == op::sum);
                out << " : ";
                return wrapped(g.child(id, 1), g[g.child(id, 1)].kind == op::sum);
            case op::grad: return write_differential(*this, in.grad, id);
            case op::div: return write_differential(*this, in.div, id);
            case op::lap: return write_differential(*this, in.lap, id);
            default: return;  // the elementary functions are written
        }
    }

    /// `id` beside a vector or matrix that tells the dimension of the normal, if `id` is that
    constexpr void beside(graph::node_id id, strength around) {
        if (is_normal(g, id)) name("normal");
        else write(id, around);
    }
    constexpr void wrapped(graph::node_id id, bool wrap) {
        if (wrap) out << in.group.open;
        write(id, wrap ? strength::sum : strength::factor);
        if (wrap) out << in.group.close;
    }
    /// The children of `id` as the arguments of `text`
    constexpr void function(std::string_view text, graph::node_id id) {
        out << text << in.group.open;
        for (int k = 0; k < g[id].count; ++k) {
            if (k > 0) out << in.group.between;
            write(g.child(id, k));
        }
        out << in.group.close;
    }

private:
    constexpr void write_function(graph::node_id id) {
        if (g[id].kind == op::abs) {
            out << in.magnitude.open;
            write(g.child(id, 0));
            out << in.magnitude.close;
            return;
        }
        if (g[id].kind == op::pow && is_tex()) {
            write(g.child(id, 0), strength::factor);
            out << "^{";
            write(g.child(id, 1));
            out << "}";
            return;
        }
        elementary::description const& f = elementary::describe(g[id].kind);
        function(is_tex() ? f.tex : f.name, id);
    }
    constexpr void write_sum(graph::node_id id, strength around) {
        bool const wrap = around != strength::sum;
        if (wrap) out << in.group.open;
        for (int k = 0; k < g[id].count; ++k) {
            graph::node_id const term = g.child(id, k);
            bool const minus = is_negative(g, term);
            if (k > 0) out << (minus ? " - " : " + ");
            else if (minus) out << "-";
            if (minus) write_quotient(*this, term);
            else write(term);
        }
        if (wrap) out << in.group.close;
    }
};

}  // namespace lamina::printing
