#pragma once

#include <cmath>
#include <cstddef>
#include <utility>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/terms/lowered.hpp>
#include <lamina/dsl/terms/program_tangent.hpp>

namespace lamina {

/// The pointwise functions of one or of joint residuals, unrolled at compile time: F_i(constants, tables, u) with their
/// first derivatives, and second ones along a direction, in the variables u: channels of unknown 0, of unknown 1, ...,
/// trained parameters. V is a value or a SIMD batch of points; channels are ordered as in `plan`. Cost: the
/// operations of the symbolic expressions, common subexpressions computed once in each of the functions below.
template <class Source>
struct pointwise {
    static constexpr graph::term_plan const& plan = lowered<Source>::plan;
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
        results<gradient_of<I>>(dr, out);
    }

private:
    struct value_of {
        static constexpr graph::program const& code = lowered<Source>::value;
    };
    template <int I>
    struct gradient_of {
        static constexpr graph::program const& code = lowered<Source>::gradient[I];
    };

    template <class Program, class V, class C>
    static void run(C const* constant, V const* table, V const* u, V* out) {
        constexpr graph::program const& p = Program::code;
        V r[static_cast<std::size_t>(p.size)];
        registers<Program>(constant, table, u, r);
        results<Program>(r, out);
    }
    /// By constants: the tables of a program stay in the compiler.
    template <class Program, class V>
    static void results(V const* r, V* out) {
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            ((out[K] = r[std::integral_constant<int, Program::code.result[static_cast<int>(K)]>::value]), ...);
        }(std::make_index_sequence<static_cast<std::size_t>(Program::code.result.size)>{});
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
