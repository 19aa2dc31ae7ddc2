#pragma once

#include <lamina/dsl/rewrite/expand.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/twoscale/average.hpp>

namespace lamina::graph {

/// The names of the averages of an effective equation: average_0, average_1, ...
inline constexpr auto average_names = [] {
    std::array<std::array<char, 10>, id_list::capacity> out{};
    for (std::size_t k = 0; k < out.size(); ++k) {
        out[k] = {"average_"};
        out[k][8] = static_cast<char>('0' + (k < 10 ? k : k / 10));
        if (k >= 10) out[k][9] = static_cast<char>('0' + k % 10);
    }
    return out;
}();
constexpr std::string_view average_name(int k) {
    return {average_names[static_cast<std::size_t>(k)].data(), static_cast<std::size_t>(k < 10 ? 9 : 10)};
}

/// What the averages of an effective equation become.
enum class average_as { number, function_of_x };

/// Puts a literal or a field average_k(x) in the place of every entry of every average over the cell; averages with the
/// same slow factor become one.
class average_substitution {
public:
    constexpr average_substitution(arena& in, scales const& positions, node_id slow_unknown, average_as form)
        : g(in), s(positions), u0(slow_unknown), as(form), first_slot(in.value_count) {}

    id_list integrands{};    ///< the scalar functions of y whose averages are taken, in order
    bool separable = true;   ///< false if an average depends on u0 nonlinearly: it is no number

    constexpr node_id operator()(node_id root) {
        return replace(g, gathered(separated(root)), [this](node_id id) {
            if (g[id].kind != op::mean || g[id].name != s.fast) return node_id::none;
            return entries(g.child(id, 0));
        });
    }

private:
    arena& g;
    scales s;
    node_id u0;
    average_as as;
    int first_slot;

    constexpr node_id entries(node_id integrand) {
        shape const form = g[integrand].form;
        if (form.is_scalar()) return one(integrand);
        id_list out;
        for (int i = 0; i < form.rows; ++i)
            for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
                out.push(one(entry_of(g, integrand, i, j)));
        return g.add({.kind = form.is_matrix() ? op::matrix : op::vector, .form = form}, out);
    }
    constexpr node_id one(node_id integrand) { return is_number(g, integrand) ? integrand : named(integrand); }

    /// Averages with u0 inside as sums of slow factors times averages without
    constexpr node_id separated(node_id root) {
        return replace(g, root, [this](node_id id) {
            if (g[id].kind != op::mean || g[id].name != s.fast || !holds(g, id, u0)) return node_id::none;
            node_id const apart = average(g, s, expand(g, scalarize(g, g.child(id, 0))));
            id_list const terms = terms_of(g, apart);
            for (int k = 0; k < terms.size; ++k) {
                id_list const factors = factors_of(g, terms[k]);
                for (int f = 0; f < factors.size; ++f)
                    if (g[factors[f]].kind == op::mean && holds(g, factors[f], u0)) separable = false;
            }
            return apart;
        });
    }

    /// A term as slow * mean(integrand), or div_x(slow * mean(integrand))
    struct term_parts {
        node_id slow = node_id::none;
        node_id integrand = node_id::none;
        bool flux = false;
        bool averaged = false;
    };
    constexpr term_parts parts_of(node_id term) {
        term_parts out;
        id_list slow, integrand;
        auto take = [&](node_id id) {
            node const n = g[id];
            bool const is_mean = n.kind == op::mean && n.name == s.fast;
            out.averaged = out.averaged || is_mean;
            if (is_mean) integrand.push(g.child(id, 0));
            else if (is_number(g, id) || n.kind == op::literal || !n.form.is_scalar()) integrand.push(id);
            else slow.push(id);
        };
        id_list const factors = factors_of(g, term);
        bool constant_front = true;
        for (int k = 0; k < factors.size; ++k) {
            bool const outer = under_divergence(g, factors[k], s.slow) != node_id::none;
            out.flux = out.flux || outer;
            constant_front = constant_front && (outer || !uses_slow(g, factors[k], s));
        }
        for (int k = 0; k < factors.size; ++k) {
            node_id const flux = under_divergence(g, factors[k], s.slow);
            id_list const inner = flux != node_id::none ? factors_of(g, flux) : id_list{};
            for (int f = 0; f < inner.size; ++f) take(inner[f]);
            if (flux == node_id::none) take(factors[k]);
        }
        int means = 0;
        for (int k = 0; k < integrand.size; ++k) means += uses_fast(g, integrand[k], s) ? 1 : 0;
        if (means > 1 || (out.flux && !constant_front)) return {};
        out.slow = product(g, slow);
        out.integrand = product(g, integrand);
        return out;
    }
    /// One average for all that has the same slow factor: mean(a) d + mean(b) d = mean(a + b) d.
    constexpr node_id gathered(node_id root) {
        id_list terms, out;
        id_list const written = terms_of(g, root);
        for (int k = 0; k < written.size; ++k) {
            id_list all;
            node_id product_of = number(g, 1);
            id_list const factors = factors_of(g, written[k]);
            for (int f = 0; f < factors.size; ++f) product_of = distributed_product(g, product_of, factors[f]);
            all = terms_of(g, product_of);
            for (int t = 0; t < all.size; ++t) terms.push(all[t]);
        }
        std::array<term_parts, id_list::capacity> part{};
        for (int k = 0; k < terms.size; ++k) part[static_cast<std::size_t>(k)] = parts_of(terms[k]);
        std::array<bool, id_list::capacity> done{};
        for (int k = 0; k < terms.size; ++k) {
            if (done[static_cast<std::size_t>(k)]) continue;
            term_parts const& first = part[static_cast<std::size_t>(k)];
            id_list together, integrands;
            bool averaged = false;
            for (int t = k; t < terms.size && first.slow != node_id::none; ++t) {
                term_parts const& next = part[static_cast<std::size_t>(t)];
                if (next.slow != first.slow || next.flux != first.flux) continue;
                done[static_cast<std::size_t>(t)] = true;
                averaged = averaged || next.averaged;
                together.push(terms[t]), integrands.push(next.integrand);
            }
            if (!averaged) {
                if (together.size == 0) together.push(terms[k]);
                for (int t = 0; t < together.size; ++t) out.push(together[t]);
                continue;
            }
            bool const minus = split_factor(g, integrands[0]).factor.n < 0;  // reads -div(2 grad u), not div(-2 grad u)
            for (int t = 0; minus && t < integrands.size; ++t) integrands[t] = negative(g, integrands[t]);
            node_id const of_x = product(g, first.slow, mean(g, s.fast, s.dimension, sum(g, integrands)));
            node_id const term = first.flux ? divergence(g, s.slow, s.dimension, of_x) : of_x;
            out.push(minus ? negative(g, term) : term);
        }
        return out.size == 0 ? zero(g, g[root].form) : sum(g, out);
    }
    constexpr node_id named(node_id integrand) {
        int k = 0;
        while (k < integrands.size && integrands[k] != integrand) ++k;
        if (k == integrands.size) {
            integrands.push(integrand);
            if (as == average_as::number) g.literal(0);
        }
        if (as == average_as::number) return g.add({.kind = op::literal, .a = first_slot + k});
        return g.add({.kind = op::field, .name = g.name(average_name(k))}, ids(position(g, s.slow, s.dimension)));
    }
};

}  // namespace lamina::graph
