#pragma once

#include <stdexcept>

#include <lamina/dsl/calculus/slope.hpp>
#include <lamina/dsl/expr/component.hpp>

namespace lamina::graph {

/// True if `id` depends on the position `name`.
constexpr bool depends_on(arena const& g, node_id id, name_id name) {
    node const& n = g[id];
    if ((n.kind == op::coordinate || n.kind == op::position) && n.name == name) return true;
    if (n.kind == op::mean && n.name == name) return false;
    for (int k = 0; k < n.count; ++k)
        if (depends_on(g, g.child(id, k), name)) return true;
    return false;
}

/// True if a node of this kind is in `id`; bodies of coefficients are not looked into.
constexpr bool contains(arena const& g, node_id id, op kind) {
    if (g[id].kind == kind) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (contains(g, g.child(id, k), kind)) return true;
    return false;
}

constexpr node_id scalarize(arena& g, node_id id);

/// The derivatives of scalar nodes along c, each made once.
class differentiation {
public:
    constexpr differentiation(arena& in, node_id along)
        : g(in), c(along), zero(number(in, 0)), first(in[along].kind == op::channel ? along : node_id{}) {}
    constexpr node_id operator()(node_id f) {
        if (f < first) return zero;
        if (node_id const known{made[static_cast<std::size_t>(f)] - 1}; known != node_id::none) return known;
        node_id const out = rule(f);
        made[static_cast<std::size_t>(f)] = static_cast<int>(out) + 1;
        return out;
    }

private:
    arena& g;
    node_id c;
    node_id zero;
    node_id first;                ///< a node is made after what is in it: none before this one contains the channel c
    int made[arena::capacity]{};  ///< id + 1, 0: not yet

    /// Most derivatives are zero, and compilers count the steps that a sum of zeros takes.
    [[nodiscard]] constexpr node_id sum_of(id_list const& terms) const {
        return terms.size == 0 ? zero : terms.size == 1 ? terms[0] : sum(g, terms);
    }

    constexpr node_id rule(node_id f) {
        if (f == c) return number(g, 1);
        node const n = g[f];
        bool const coordinate_wise = g[c].kind == op::coordinate;
        if (elementary::is_function(n.kind)) {
            id_list out;
            for (int k = 0; k < n.count; ++k)
                if (node_id const inner = (*this)(g.child(f, k)); inner != zero)
                    out.push(product(g, slope(g, f, k), inner));
            return sum_of(out);
        }
        switch (n.kind) {
            case op::sum: {
                id_list out;
                for (int k = 0; k < n.count; ++k)
                    if (node_id const d = (*this)(g.child(f, k)); d != zero) out.push(d);
                return sum_of(out);
            }
            case op::product: {
                if (!n.form.is_scalar()) throw std::logic_error("lamina: derivative of a vector");
                for (int k = 0; k < n.count; ++k)
                    if (!g[g.child(f, k)].form.is_scalar()) return (*this)(scalarize(g, f));
                id_list out;
                for (int k = 0; k < n.count; ++k) {
                    node_id const d = (*this)(g.child(f, k));
                    if (d == zero) continue;
                    id_list factors;
                    for (int j = 0; j < n.count; ++j) factors.push(j == k ? d : g.child(f, j));
                    out.push(product(g, factors));
                }
                return sum_of(out);
            }
            case op::power: {
                rational const r{n.a, n.b};
                node_id const base = g.child(f, 0);
                node_id const inner = (*this)(base);
                if (inner == zero) return zero;
                id_list factors;
                factors.push(number(g, r)), factors.push(power(g, base, r + rational{-1})), factors.push(inner);
                return product(g, factors);
            }
            case op::where:  // branch by branch; `jump.hpp` says where that is no derivative
                return where(g, relation_of(n), g.child(f, 0), g.child(f, 1), (*this)(g.child(f, 2)),
                             (*this)(g.child(f, 3)));
            case op::entry: {
                node_id const call = g.child(f, 0);
                id_list out;
                for (int slot = 0; slot < g[call].count; ++slot) {
                    node_id const at = g.child(call, slot);
                    int const size = g[at].form.is_scalar() ? 1 : g[at].form.rows;
                    for (int i = 0; i < size; ++i) {
                        node_id const inner = (*this)(component(g, at, i));
                        if (inner == zero) continue;
                        out.push(product(
                            g, g.add({.kind = op::entry, .a = n.a, .b = n.b}, ids(call_derivative(g, call, slot, i))),
                            inner));
                    }
                }
                return sum_of(out);
            }
            case op::sampled: {
                id_list out;
                for (int i = 0; i + 1 < n.count; ++i) {
                    node_id const inner = (*this)(g.child(f, i));
                    if (inner != zero) out.push(product(g, call_derivative(g, f, i, 0), inner));
                }
                return sum_of(out);
            }
            case op::call: {
                id_list out;
                for (int slot = 0; slot < n.count; ++slot) {
                    node_id const at = g.child(f, slot);
                    int const size = g[at].form.is_scalar() ? 1 : g[at].form.rows;
                    for (int i = 0; i < size; ++i) {
                        node_id const inner = (*this)(component(g, at, i));
                        if (inner != zero) out.push(product(g, call_derivative(g, f, slot, i), inner));
                    }
                }
                return sum_of(out);
            }
            case op::unknown:
            case op::field: {
                if (!coordinate_wise || !depends_on(g, f, g[c].name)) return zero;
                return partial(g, f, ids(c));
            }
            case op::partial: {
                node_id const inner = g.child(f, 0);
                if (g[inner].kind != op::unknown && g[inner].kind != op::field)
                    return (*this)(scalarize(g, f));
                if (!coordinate_wise || !depends_on(g, inner, g[c].name)) return zero;
                return partial(g, f, ids(c));
            }
            case op::mean:
                if (g[c].kind == op::coordinate && g[c].name == n.name) return zero;
                return mean(g, n.name, static_cast<int>(n.b), (*this)(g.child(f, 0)));
            case op::div:
            case op::lap:
            case op::dot: return (*this)(scalarize(g, f));
            default: return zero;
        }
    }
};

/// d f / d c for a scalar f and a coordinate (or coefficient argument) c. Differential operators inside f are
/// carried out first; what remains are partial derivatives of unknowns and fields.
constexpr node_id derivative(arena& g, node_id f, node_id c) {
    return f == c ? number(g, 1) : differentiation(g, c)(f);
}

/// Scalar nodes written out, each once.
class scalar_form {
public:
    constexpr explicit scalar_form(arena& in) : g(in) {}
    constexpr node_id operator()(node_id id) {
        if (node_id const known{made[static_cast<std::size_t>(id)] - 1}; known != node_id::none) return known;
        node_id const out = rule(id);
        made[static_cast<std::size_t>(id)] = static_cast<int>(out) + 1;
        return out;
    }

private:
    arena& g;
    int made[arena::capacity]{};  ///< id + 1, 0: not yet

    constexpr node_id rule(node_id id) {
        node const n = g[id];
        if (elementary::is_function(n.kind)) {
            id_list arguments;
            for (int k = 0; k < n.count; ++k) arguments.push((*this)(g.child(id, k)));
            return apply(g, n.kind, arguments);
        }
        switch (n.kind) {
            case op::sum: {
                id_list out;
                for (int k = 0; k < n.count; ++k) out.push((*this)(g.child(id, k)));
                return sum(g, out);
            }
            case op::product: {
                if (!n.form.is_scalar()) throw std::logic_error("lamina: scalarize of a vector");
                id_list out;
                for (int k = 0; k < n.count; ++k) out.push((*this)(g.child(id, k)));
                return product(g, out);
            }
            case op::power: return power(g, (*this)(g.child(id, 0)), {n.a, n.b});
            case op::where: {
                id_list out;
                for (int k = 0; k < n.count; ++k) out.push((*this)(g.child(id, k)));
                return where(g, relation_of(n), out[0], out[1], out[2], out[3]);
            }
            case op::dot: {
                node_id const p = g.child(id, 0), q = g.child(id, 1);
                int const size = g[p].form.is_scalar() ? 1 : g[p].form.rows;
                id_list out;
                for (int i = 0; i < size; ++i)
                    out.push(product(g, (*this)(component(g, p, i)), (*this)(component(g, q, i))));
                return sum(g, out);
            }
            case op::div: {
                id_list out;
                for (int i = 0; i < n.b; ++i)
                    out.push(derivative(g, (*this)(component(g, g.child(id, 0), i)),
                                        coordinate(g, n.name, i, static_cast<int>(n.b))));
                return sum(g, out);
            }
            case op::lap: {
                node_id const inner = (*this)(g.child(id, 0));
                id_list out;
                for (int i = 0; i < n.b; ++i) {
                    node_id const c = coordinate(g, n.name, i, static_cast<int>(n.b));
                    out.push(derivative(g, derivative(g, inner, c), c));
                }
                return sum(g, out);
            }
            case op::partial: {
                node_id f = g.child(id, 0);
                if (g[f].kind == op::unknown || g[f].kind == op::field) return id;
                f = (*this)(f);
                for (int k = 1; k < n.count; ++k) f = derivative(g, f, g.child(id, k));
                return f;
            }
            case op::mean: return mean(g, n.name, static_cast<int>(n.b), (*this)(g.child(id, 0)));
            default: return id;
        }
    }
};

/// The scalar `id` with every vector operation written out in components and every derivative carried out:
/// only partial derivatives of unknowns and fields remain.
constexpr node_id scalarize(arena& g, node_id id) { return scalar_form(g)(id); }

}  // namespace lamina::graph
