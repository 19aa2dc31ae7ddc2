#pragma once

#include <lamina/dsl/reject/expansion.hpp>
#include <lamina/dsl/rewrite/distribute.hpp>
#include <lamina/dsl/rewrite/replace.hpp>

namespace lamina::graph {

/// f = sum_k eps^k at(k), k = lowest .. lowest + count - 1
struct eps_series {
    static constexpr int lowest = -4, count = 9;
    std::array<node_id, count> term{};
    constexpr node_id& at(int order) { return term[static_cast<std::size_t>(order - lowest)]; }
    [[nodiscard]] constexpr node_id at(int order) const { return term[static_cast<std::size_t>(order - lowest)]; }
};

/// Expands an expression in powers of eps under the two-scale ansatz
///     u = u0(x) + eps u1(x, y) + eps^2 u2(x, y),   grad = grad_x + (1 / eps) grad_y,   y = x / eps,
/// all of them functions of time too if u is.
class ansatz {
public:
    constexpr ansatz(arena& in, scales const& positions, name_id eps_name, node_id unknown_node)
        : g(in), s(positions), eps(eps_name), u(unknown_node) {
        id_list x, both;
        node_id const slow = position(g, s.slow, s.dimension), fast = position(g, s.fast, s.dimension);
        x.push(slow);
        both.push(slow), both.push(fast);
        for (int k = 1; k < g[u].count; ++k)  // time
            x.push(g.child(u, k)), both.push(g.child(u, k));
        shape const form = g[u].form;
        u0 = g.add({.kind = op::unknown, .name = g.name("u0"), .form = form}, x);
        u1 = g.add({.kind = op::unknown, .name = g.name("u1"), .form = form}, both);
        u2 = g.add({.kind = op::unknown, .name = g.name("u2"), .form = form}, both);
    }

private:
    template <class Map>  // before its use: constant evaluation asks for that
    constexpr eps_series mapped(eps_series const& f, shape form, Map const& map) {
        eps_series out = nothing(form);
        for (std::size_t k = 0; k < f.term.size(); ++k)
            if (!is_zero(g, f.term[k])) out.term[k] = map(f.term[k]);
        return out;
    }

public:
    node_id u0 = node_id::none, u1 = node_id::none, u2 = node_id::none;
    refusal why = refusal::none;

    constexpr eps_series expand(node_id id) {
        node const n = g[id];
        if (id == u) {
            eps_series out = nothing(n.form);
            out.at(0) = u0, out.at(1) = u1, out.at(2) = u2;
            return out;
        }
        if (n.kind == op::parameter && n.name == eps) return single(1, number(g, 1));
        if (is_differential(n.kind)) {
            eps_series out = expand(g.child(id, 0));
            for (op const step : laplacian)
                if (takes_step(n.kind, step)) out = differentiated(step, out);
            return out;
        }
        switch (n.kind) {
            case op::sum: {
                eps_series out = nothing(n.form);
                for (int k = 0; k < n.count; ++k) out = added(out, expand(g.child(id, k)));
                return out;
            }
            case op::product: {
                eps_series out = single(0, number(g, 1));
                for (int k = 0; k < n.count; ++k) out = multiplied(out, expand(g.child(id, k)));
                return out;
            }
            case op::power: return power_of(id);
            case op::partial: {
                eps_series out = expand(g.child(id, 0));
                for (int k = 1; k < n.count; ++k) out = along(g.child(id, k), out);
                return out;
            }
            case op::dot: {
                eps_series const p = expand(g.child(id, 0)), q = expand(g.child(id, 1));
                eps_series out = nothing();
                for (int i = eps_series::lowest; i < eps_series::lowest + eps_series::count; ++i)
                    for (int j = eps_series::lowest; j < eps_series::lowest + eps_series::count; ++j)
                        if (!is_zero(g, p.at(i)) && !is_zero(g, q.at(j)))
                            add_to(out, i + j, distributed_dot(g, p.at(i), q.at(j)));
                return out;
            }
            case op::sym:
                return mapped(expand(g.child(id, 0)), n.form, [this](node_id e) { return distributed_sym(g, e); });
            case op::entry: {
                int const i = static_cast<int>(n.a), j = static_cast<int>(n.b);
                if (!contains(g, id, op::unknown)) return single(0, rescaled(id));
                return mapped(expand(g.child(id, 0)), {},
                              [this, i, j](node_id e) { return distributed_entry(g, e, i, j); });
            }
            case op::contract: {
                eps_series const c = expand(g.child(id, 0)), e = expand(g.child(id, 1));
                eps_series out = nothing(n.form);
                for (int i = eps_series::lowest; i < eps_series::lowest + eps_series::count; ++i)
                    for (int j = eps_series::lowest; j < eps_series::lowest + eps_series::count; ++j)
                        if (!is_zero(g, c.at(i)) && !is_zero(g, e.at(j)))
                            add_to(out, i + j, distributed_contract(g, c.at(i), e.at(j)));
                return out;
            }
            case op::vector:
            case op::matrix: return contains(g, id, op::unknown) ? by_units(id) : single(0, rescaled(id));
            default: return single(0, rescaled(id));
        }
    }

private:
    arena& g;
    scales s;
    name_id eps;
    node_id u;

    static constexpr bool in_range(int order) {
        return order >= eps_series::lowest && order < eps_series::lowest + eps_series::count;
    }
    /// Adds to an order: above the highest it is dropped, below the lowest it is a refusal, never a zero.
    constexpr void add_to(eps_series& out, int order, node_id id) {
        if (is_zero(g, id)) return;
        if (in_range(order)) out.at(order) = sum(g, out.at(order), id);
        else if (order < eps_series::lowest) why = refusal::low_order;
    }
    constexpr eps_series nothing(shape form = {}) {
        eps_series out;
        node_id const none = zero(g, form);
        for (node_id& t : out.term) t = none;
        return out;
    }
    constexpr eps_series single(int order, node_id id) {
        eps_series out = nothing(g[id].form);
        if (!in_range(order)) why = refusal::not_a_power_series;
        else out.at(order) = id;
        return out;
    }
    constexpr eps_series added(eps_series out, eps_series const& b) {
        for (std::size_t k = 0; k < out.term.size(); ++k)
            if (!is_zero(g, b.term[k])) out.term[k] = sum(g, out.term[k], b.term[k]);
        return out;
    }
    constexpr eps_series multiplied(eps_series const& p, eps_series const& q) {
        node_id const sample = product(g, p.term[0], q.term[0]);
        eps_series out = nothing(g[sample].form);
        for (int i = eps_series::lowest; i < eps_series::lowest + eps_series::count; ++i)
            for (int j = eps_series::lowest; j < eps_series::lowest + eps_series::count && !is_zero(g, p.at(i)); ++j)
                if (!is_zero(g, q.at(j))) add_to(out, i + j, distributed_product(g, p.at(i), q.at(j)));
        return out;
    }
    constexpr eps_series power_of(node_id id) {
        node const n = g[id];
        node_id const base = g.child(id, 0);
        if (!contains_eps(base) && !contains(g, base, op::unknown)) return single(0, rescaled(id));
        eps_series const b = expand(base);
        int order = 0, found = 0;
        for (int k = eps_series::lowest; k < eps_series::lowest + eps_series::count; ++k)
            if (!is_zero(g, b.at(k))) order = k, ++found;
        if (found == 1 && (order * n.a) % n.b == 0)
            return single(static_cast<int>(order * n.a / n.b), power(g, b.at(order), {n.a, n.b}));
        if (n.b == 1 && n.a > 0) {
            eps_series out = b;
            for (long k = 1; k < n.a; ++k) out = multiplied(out, b);
            return out;
        }
        why = refusal::not_a_power_series;
        return nothing();
    }
    /// A vector or matrix as the sum of its components times unit vectors or matrices
    constexpr eps_series by_units(node_id id) {
        shape const form = g[id].form;
        int const cols = form.is_matrix() ? form.cols : 1;
        eps_series out = nothing(form);
        for (int k = 0; k < g[id].count; ++k) {
            node_id const e = form.is_matrix() ? unit_matrix(g, k / cols, k % cols, form) : unit(g, k, form.rows);
            out = added(out, mapped(expand(g.child(id, k)), form,
                                    [this, e](node_id f) { return distributed_product(g, f, e); }));
        }
        return out;
    }
    constexpr eps_series differentiated(op kind, eps_series const& f) {
        eps_series out = nothing(form_of_differential(kind, s.dimension, g[f.term[0]].form));
        for (int k = eps_series::lowest; k < eps_series::lowest + eps_series::count; ++k) {
            if (is_zero(g, f.at(k))) continue;
            out.at(k) = sum(g, out.at(k), apply_operator(g, kind, s.slow, s, f.at(k)));
            add_to(out, k - 1, apply_operator(g, kind, s.fast, s, f.at(k)));
        }
        return out;
    }
    constexpr eps_series along(node_id c, eps_series const& f) {
        eps_series out = nothing();
        if (g[c].name != s.slow) {  // time
            for (std::size_t k = 0; k < out.term.size(); ++k) out.term[k] = apply_partial(g, c, f.term[k]);
            return out;
        }
        node_id const fast = coordinate(g, s.fast, static_cast<int>(g[c].a), s.dimension);
        for (int k = eps_series::lowest; k < eps_series::lowest + eps_series::count; ++k) {
            out.at(k) = sum(g, out.at(k), apply_partial(g, c, f.at(k)));
            add_to(out, k - 1, apply_partial(g, fast, f.at(k)));
        }
        return out;
    }
    [[nodiscard]] constexpr bool contains_eps(node_id id) const {
        if (g[id].kind == op::parameter && g[id].name == eps) return true;
        for (int k = 0; k < g[id].count; ++k)
            if (contains_eps(g.child(id, k))) return true;
        return false;
    }
    /// x -> eps y where eps then cancels, term by term: what is left depends on x and y only.
    constexpr node_id rescaled(node_id id) {
        if (!contains_eps(id)) return contains(g, id, op::unknown) ? with_leading_unknown(id) : id;
        node const n = g[id];
        if (n.kind == op::product || n.kind == op::power) {
            node_id const e = g.add({.kind = op::parameter, .name = eps});
            node_id const candidate = replace(g, id, [&](node_id at) {
                if (g[at].kind == op::coordinate && g[at].name == s.slow)
                    return product(g, e, coordinate(g, s.fast, static_cast<int>(g[at].a), s.dimension));
                if (g[at].kind == op::position && g[at].name == s.slow)
                    return product(g, e, position(g, s.fast, s.dimension));
                return node_id::none;
            });
            if (!contains_eps(candidate)) return candidate;
        }
        if (n.count == 0) {
            why = refusal::not_a_power_series;
            return id;
        }
        id_list children;
        for (int k = 0; k < n.count; ++k) children.push(rescaled(g.child(id, k)));
        return rebuild(g, n, children);
    }
    /// A function of u at leading order: f(u) = f(u0) + O(eps), harmless where no derivative acts on it.
    constexpr node_id with_leading_unknown(node_id id) {
        return replace(g, id, [&](node_id at) { return at == u ? u0 : node_id::none; });
    }
};

}  // namespace lamina::graph
