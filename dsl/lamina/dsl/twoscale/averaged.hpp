#pragma once

#include <lamina/dsl/rewrite/expand.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/twoscale/linearity.hpp>
#include <lamina/dsl/twoscale/operators.hpp>

namespace lamina::graph {

/// The names of the averages of an effective equation: average_0, average_1, ...
inline constexpr auto average_names = [] {
    std::array<std::array<char, 10>, id_list::capacity> out{};
    for (std::size_t k = 0; k < out.size(); ++k) {
        std::string_view const stem = "average_";
        for (std::size_t i = 0; i < stem.size(); ++i) out[k][i] = stem[i];
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

/// Puts a literal or a field average_k(x) in the place of every entry of every average over the cell.
class average_substitution {
public:
    constexpr average_substitution(arena& in, scales const& positions, int slow_unknown, average_as form)
        : g(in), s(positions), u0(slow_unknown), as(form), first_slot(in.value_count) {}

    id_list integrands{};    ///< the scalar functions of y whose averages are taken, in order
    bool separable = true;   ///< false if an average depends on u0 nonlinearly: it is no number

    constexpr int operator()(int root) {
        return replace(g, root, [this](int id) {
            if (g[id].kind != op::mean || g[id].name != s.fast) return -1;
            return entries(g.child(id, 0));
        });
    }

private:
    arena& g;
    scales s;
    int u0;
    average_as as;
    int first_slot;

    constexpr int entries(int integrand) {
        shape const form = g[integrand].form;
        if (form.is_scalar()) return one(integrand);
        id_list out;
        for (int i = 0; i < form.rows; ++i)
            for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
                out.push(one(component(g, integrand, i, j)));
        return g.add({.kind = form.is_matrix() ? op::matrix : op::vector, .form = form}, out);
    }
    constexpr int one(int integrand) {
        if (is_number(g, integrand)) return integrand;
        if (!expanding::holds(g, integrand, u0)) return named(integrand);
        int const apart = average(g, s, expand(g, scalarize(g, integrand)));
        return replace(g, apart, [this](int id) {
            if (g[id].kind != op::mean || g[id].name != s.fast) return -1;
            if (expanding::holds(g, id, u0)) separable = false;
            return named(g.child(id, 0));
        });
    }
    constexpr int named(int integrand) {
        int k = 0;
        while (k < integrands.size && integrands[k] != integrand) ++k;
        if (k == integrands.size) {
            integrands.push(integrand);
            if (as == average_as::number) g.literal(0);
        }
        if (as == average_as::number) return g.add({.kind = op::literal, .a = first_slot + k});
        id_list where;
        where.push(position(g, s.slow, s.dimension));
        return g.add({.kind = op::field, .name = g.name(average_name(k))}, where);
    }
};

}  // namespace lamina::graph
