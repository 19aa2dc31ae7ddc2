#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/evaluate/program.hpp>

namespace lamina {

/// The derivative of a straight-line program, `Program::code`, along a direction of its channels, instruction by
/// instruction: a program of the derivatives themselves would grow with the square of an expression's length. What
/// depends on no channel is left out: its derivative is 0 even where, at a table's 0, sqrt' is infinite.
template <class Program>
struct program_tangent {
    /// Whether a register depends on a channel
    static constexpr auto varies = [] {
        graph::program const& p = Program::code;
        std::array<bool, graph::program::capacity> out{};
        for (int k = 0; k < p.size; ++k) {
            graph::instruction const& i = p.code[k];
            bool any = i.kind == graph::op::channel;
            for (int const operand : i.of) any = any || (operand >= 0 && out[static_cast<std::size_t>(operand)]);
            out[static_cast<std::size_t>(k)] = any;
        }
        return out;
    }();

    /// dr, the derivatives of the registers r, from du, those of the channels
    template <class V>
    static void run(V const* du, V const* r, V* dr) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((dr[I] = step<I>(du, r, dr)), ...);
        }(std::make_index_sequence<static_cast<std::size_t>(Program::code.size)>{});
    }

private:
    template <std::size_t I, class V>
    static V step([[maybe_unused]] V const* du, [[maybe_unused]] V const* r, [[maybe_unused]] V const* dr) {
        constexpr graph::instruction i = Program::code.code[I];
        if constexpr (!varies[I]) return V(0);
        else if constexpr (i.kind == graph::op::channel) return du[i.a];
        else if constexpr (i.kind == graph::op::where)
            return evaluate::choose<graph::relation{i.a}>(r[i.of[0]], r[i.of[1]], dr[i.of[2]], dr[i.of[3]]);
        else if constexpr (i.kind == graph::op::sum || i.kind == graph::op::product)
            return of_two<i.kind, i.of[0], i.of[1]>(r, dr);
        else if constexpr (i.kind == graph::op::power)
            return V(static_cast<double>(i.a) / static_cast<double>(i.b)) *
                   evaluate::power<i.a - i.b, i.b>(r[i.of[0]]) * dr[i.of[0]];
        else return of_function<i.kind, i.of[0], i.of[1]>(r, r[I], dr);
    }

    template <graph::op Kind, int X, int Y, class V>
    static V of_two([[maybe_unused]] V const* r, V const* dr) {
        constexpr bool sum = Kind == graph::op::sum;
        if constexpr (!varies[Y]) return sum ? dr[X] : V(dr[X] * r[Y]);
        else if constexpr (!varies[X]) return sum ? dr[Y] : V(r[X] * dr[Y]);
        else return sum ? V(dr[X] + dr[Y]) : V(r[X] * dr[Y] + dr[X] * r[Y]);
    }

    /// The derivative of an elementary function of the registers x, and y if it has two
    template <graph::op Kind, int X, int Y, class V>
    static V of_function(V const* r, V const& f, V const* dr) {
        constexpr auto& row = elementary::row<Kind>;
        if constexpr (row.arity == 1) return row.first(r[X], f) * dr[X];
        else if constexpr (!varies[Y]) return row.first(r[X], r[Y], f) * dr[X];
        else if constexpr (!varies[X]) return row.second(r[X], r[Y], f) * dr[Y];
        else return row.first(r[X], r[Y], f) * dr[X] + row.second(r[X], r[Y], f) * dr[Y];
    }
};

}  // namespace lamina
