#pragma once

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/evaluate/program.hpp>
#include <lamina/dsl/reject/jump.hpp>
#include <lamina/dsl/terms/plan.hpp>
#include <lamina/dsl/terms/program_tangent.hpp>

namespace lamina {

/// The static side of the residuals of residuals.hpp: `Source::residual(g)` puts one or a list of them into an arena,
/// `Source::unknowns` says what they are functions of. Everything is computed once per type, at compile time.
template <class Source>
struct planned {
    struct result {
        graph::term_plan plan;
        graph::program value;
        graph::program gradient[static_cast<std::size_t>(Source::residuals)];
    };
    static constexpr result made = [] {
        result r;
        if constexpr (!reject::strong_form<Source>()) return r;
        graph::arena g;
        r.plan = graph::plan_term(g, Source::residual(g), Source::unknowns);
        if (r.plan.known && !requires { Source::of_solution; })
            throw std::logic_error("lamina: a residual without the unknown");
        r.value = graph::compile(g, r.plan.residuals);
        for (int i = 0; i < Source::residuals; ++i) {
            graph::id_list gradient;
            for (int c = 0; c < r.plan.variables(); ++c)
                gradient.push(graph::derivative(g, r.plan.residuals[i], g.add({.kind = graph::op::channel, .a = c})));
            r.gradient[i] = graph::compile(g, gradient);
        }
        return r;
    }();
};

namespace channel_types {

template <graph::planned_channel const& C, int Part, std::size_t... I>
constexpr auto weighted(std::index_sequence<I...>) {
    return weighted_partial<C.part[Part].multiplicity, C.part[Part].weight, C.part[Part].alpha.direction[I]...>{};
}
template <graph::planned_channel const& C, std::size_t... Part>
constexpr auto collapsed(std::index_sequence<Part...>) {
    return collapsed_channel<decltype(weighted<C, static_cast<int>(Part)>(
        std::make_index_sequence<static_cast<std::size_t>(C.part[Part].alpha.order)>{}))...>{};
}
template <graph::planned_channel const& C, std::size_t... I>
constexpr auto plain(std::index_sequence<I...>) {
    return partial_channel<C.part[0].alpha.direction[I]...>{};
}
template <graph::planned_channel const& C>
constexpr auto one() {
    if constexpr (C.collapsed) return collapsed<C>(std::make_index_sequence<static_cast<std::size_t>(C.size)>{});
    else return plain<C>(std::make_index_sequence<static_cast<std::size_t>(C.part[0].alpha.order)>{});
}
template <class Source, std::size_t... K>
constexpr auto all(std::index_sequence<K...>) {
    return channel_set<decltype(one<planned<Source>::made.plan.channel[K]>())...>{};
}

}  // namespace channel_types

/// The pointwise functions of one or of joint residuals, unrolled at compile time: F_i(constants, tables, u) with their
/// first derivatives, and second ones along a direction, in the variables u: channels of unknown 0, of unknown 1, ...,
/// trained parameters. V is a value or a SIMD batch of points; channels are ordered as in `channels`. Cost: the
/// operations of the symbolic expressions, common subexpressions computed once in each of the functions below.
template <class Source>
struct pointwise {
    static constexpr graph::term_plan const& plan = planned<Source>::made.plan;
    using channels = decltype(channel_types::all<Source>(
        std::make_index_sequence<static_cast<std::size_t>(planned<Source>::made.plan.channel_count)>{}));
    static constexpr int residuals = Source::residuals;
    static constexpr int unknowns = plan.unknowns;
    static constexpr int trained = plan.trained;
    static constexpr int variables = plan.variables();
    static constexpr int tables = plan.tables.size;
    static constexpr int constants = plan.constants.size;
    static constexpr bool affine = plan.affine;

    /// F, where it is one
    template <class V, class C>
        requires(residuals == 1)
    static V value(C const* constant, V const* table, V const* u) {
        V out;
        run<value_of>(constant, table, u, &out);
        return out;
    }
    /// out[i] = F_i
    template <class V, class C>
    static void values(C const* constant, V const* table, V const* u, V* out) {
        run<value_of>(constant, table, u, out);
    }
    /// du[c] = dF_I / du[c]
    template <class V, class C, int I = 0>
    static void gradient(C const* constant, V const* table, V const* u, V* du) {
        run<gradient_of<I>>(constant, table, u, du);
    }
    /// out[c] = sum_k d^2 F_I / du[c] du[k] v[k]; u of 2 n numbers, u and then v, n = variables
    template <class V, class C, int I = 0>
    static void curvature(C const* constant, V const* table, V const* u, V* out) {
        constexpr graph::program const& p = gradient_of<I>::code;
        V r[static_cast<std::size_t>(p.size)], dr[static_cast<std::size_t>(p.size)];
        registers<gradient_of<I>>(constant, table, u, r);
        program_tangent<gradient_of<I>>::run(u + variables, r, dr);
        for (int k = 0; k < p.result.size; ++k) out[k] = dr[p.result[k]];
    }

private:
    struct value_of {
        static constexpr graph::program const& code = planned<Source>::made.value;
    };
    template <int I>
    struct gradient_of {
        static constexpr graph::program const& code = planned<Source>::made.gradient[I];
    };

    template <class Program, class V, class C>
    static void run(C const* constant, V const* table, V const* u, V* out) {
        constexpr graph::program const& p = Program::code;
        V r[static_cast<std::size_t>(p.size)];
        registers<Program>(constant, table, u, r);
        for (int k = 0; k < p.result.size; ++k) out[k] = r[p.result[k]];
    }
    template <class Program, class V, class C>
    static void registers(C const* constant, V const* table, V const* u, V* r) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((r[I] = step<Program, I>(constant, table, u, r)), ...);
        }(std::make_index_sequence<static_cast<std::size_t>(Program::code.size)>{});
    }

    template <class Program, std::size_t I, class V, class C>
    static V step(C const* constant, V const* table, V const* u, V const* r) {
        constexpr graph::instruction i = Program::code.code[I];
        if constexpr (i.kind == graph::op::channel) return u[i.a];
        else if constexpr (i.kind == graph::op::table) return table[i.a];
        else if constexpr (i.kind == graph::op::constant) return V(constant[i.a]);
        else if constexpr (i.kind == graph::op::number)
            return V(static_cast<C>(static_cast<double>(i.a) / static_cast<double>(i.b)));
        else if constexpr (i.kind == graph::op::sum) return r[i.of[0]] + r[i.of[1]];
        else if constexpr (i.kind == graph::op::product) return r[i.of[0]] * r[i.of[1]];
        else if constexpr (i.kind == graph::op::where)
            return evaluate::choose<graph::relation{i.a}>(r[i.of[0]], r[i.of[1]], r[i.of[2]], r[i.of[3]]);
        else if constexpr (i.kind == graph::op::power) return evaluate::power<i.a, i.b>(r[i.of[0]]);
        else return evaluate::apply<i.kind>(r[i.of[0]], r[i.of[i.of[1] < 0 ? 0 : 1]]);
    }
};

}  // namespace lamina
