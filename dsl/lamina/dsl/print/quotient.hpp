#pragma once

#include <lamina/dsl/print/pen.hpp>

/// Products and powers, written as quotients: negative exponents stand below the line.
namespace lamina::printing {

template <class Writer>
constexpr void write_digits_raised(Writer& to, long digits) {
    if (digits > 9) write_digits_raised(to, digits / 10);
    to.out << superscript[static_cast<std::size_t>(digits % 10)];
}

/// base ^ r for r > 0
template <class Writer>
constexpr void write_raised(Writer& to, graph::node_id base, rational r, strength around) {
    auto& out = to.out;
    if (r == rational{1}) return to.write(base, around);
    if (r == rational{1, 2}) {
        out << to.in.root.open;
        to.write(base);
        out << to.in.root.close;
    } else if (to.is_program()) {
        out << "pow<" << r.n;
        if (r.d != 1) out << ", " << r.d;
        out << ">(";
        to.write(base);
        out << ")";
    } else {
        op const kind = to.g[base].kind;
        to.wrapped(base, kind >= op::power && kind != op::unknown && kind != op::field && kind != op::call &&
                             kind != op::mean);
        if (to.is_tex()) {
            out << "^{" << r.n;
            if (r.d != 1) out << "/" << r.d;
            out << "}";
        } else if (r.d == 1) {
            write_digits_raised(to, r.n);
        } else {
            out << "^(" << r.n << "/" << r.d << ")";
        }
    }
}

/// The factors above or below the line, behind a number
template <class Writer>
constexpr void write_factors(Writer& to, long number, graph::id_list const& factors, bool lower) {
    arena const& g = to.g;
    auto& out = to.out;
    bool const lead = number != 1 || factors.size == 0;
    int const count = factors.size + (lead ? 1 : 0);
    bool const wrap = lower && count > 1 && !to.is_tex();
    if (wrap) out << to.in.group.open;
    if (lead) out << number;
    for (int k = 0; k < factors.size; ++k) {
        if (k > 0 || lead) out << to.in.times;
        strength const alone = to.is_tex() ? strength::sum : lower ? strength::factor : strength::product;
        strength const around = count > 1 ? strength::product : alone;
        if (lower) write_raised(to, g.child(factors[k], 0), {-g[factors[k]].a, g[factors[k]].b}, around);
        else if (k > 0 && g[factors[k - 1]].form.is_matrix()) to.beside(factors[k], around);
        else to.write(factors[k], around);
    }
    if (wrap) out << to.in.group.close;
}

/// numerator / denominator without the sign of the rational in front
template <class Writer>
constexpr void write_quotient(Writer& to, graph::node_id id) {
    arena const& g = to.g;
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
    auto numerator = [&] { write_factors(to, front.n, above, false); };
    auto denominator = [&] { write_factors(to, front.d, below, true); };
    if (above.size + below.size == 0) to.number(front, strength::sum);
    else if (front.d == 1 && below.size == 0) numerator();
    else to.fraction(numerator, denominator);
}

template <class Writer>
constexpr void write_product(Writer& to, graph::node_id id, strength around) {
    bool const negative = is_negative(to.g, id);
    bool const wrap = around == strength::factor || (negative && around == strength::product);
    if (wrap) to.out << to.in.group.open;
    if (negative) to.out << "-";
    write_quotient(to, id);
    if (wrap) to.out << to.in.group.close;
}

template <class Writer>
constexpr void write_power(Writer& to, graph::node_id id, strength around) {
    if (is_below(to.g, id)) write_product(to, id, around);
    else write_raised(to, to.g.child(id, 0), {to.g[id].a, to.g[id].b}, around);
}

}  // namespace lamina::printing
