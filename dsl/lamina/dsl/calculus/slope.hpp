#pragma once

#include <lamina/dsl/expr/build.hpp>

namespace lamina::graph {

/// An expression that the slopes of the table (expr/elementary.hpp) are written with, as they are with numbers
struct term {
    arena* in;
    node_id id;

    friend constexpr term operator+(term p, term q) { return {p.in, sum(*p.in, p.id, q.id)}; }
    friend constexpr term operator-(term p, term q) { return {p.in, difference(*p.in, p.id, q.id)}; }
    friend constexpr term operator*(term p, term q) { return {p.in, product(*p.in, p.id, q.id)}; }
    friend constexpr term operator/(term p, term q) { return {p.in, quotient(*p.in, p.id, q.id)}; }
    friend constexpr term operator-(term p) { return {p.in, negative(*p.in, p.id)}; }
};
template <op Kind>
constexpr term of(term x) {
    return {x.in, apply(*x.in, Kind, x.id)};
}
template <op Kind>
constexpr term of(term x, term y) {
    return {x.in, apply(*x.in, Kind, x.id, y.id)};
}
template <long N, long D = 1>
constexpr term raised(term x) {
    return {x.in, power(*x.in, x.id, {N, D})};
}
constexpr term limit_at_zero(term x, term limit, term f) {
    return {x.in, where(*x.in, relation::equal, x.id, zero(*x.in), limit.id, f.id)};
}
template <long N, long D = 1>
constexpr term number(term x) {
    return {x.in, number(*x.in, {N, D})};
}

/// The slope of the elementary function `f` in its argument number k
constexpr node_id slope(arena& g, node_id f, int k) {
    using rule = node_id (*)(arena&, node_id, int);
    constexpr auto all = elementary::column([](auto kind) -> rule {
        return [](arena& in, node_id at, int argument) {
            constexpr auto& row = elementary::row<decltype(kind)::value>;
            term const x{&in, in.child(at, 0)}, whole{&in, at};
            if constexpr (row.arity == 1) return row.first(x, whole).id;
            else {
                term const y{&in, in.child(at, 1)};
                return argument == 0 ? row.first(x, y, whole).id : row.second(x, y, whole).id;
            }
        };
    });
    return all[elementary::index_of(g[f].kind)](g, f, k);
}

}  // namespace lamina::graph
