#pragma once

#include <cstddef>

#include <lamina/dsl/evaluate/step.hpp>

namespace lamina::interpret {

/// Arithmetic runs over whole groups of values: compilers make vectors of loops of a length that they know.
inline constexpr std::size_t group = 8;

constexpr std::size_t whole_groups(std::size_t count) { return (count + group - 1) / group * group; }

/// out[k] = f(x[k], ...), k < count, and on to the end of the group
template <class V, class F, class... X>
void in_groups(std::size_t count, V* __restrict out, F const& f, X const* __restrict... x) {
    for (std::size_t first = 0; first < count; first += group)
        for (std::size_t k = 0; k < group; ++k) out[first + k] = f(x[first + k]...);
}

/// out[k] = x[k]^(a / b), likewise
template <class V>
void powers(std::size_t count, V* __restrict out, V const* __restrict x, long a, long b) {
    if (b != 1) {
        for (std::size_t k = 0; k < count; ++k) out[k] = evaluate::power(x[k], a, b);
        return;
    }
    for (std::size_t first = 0; first < count; first += group) {
        V square[group], product[group];
        for (std::size_t k = 0; k < group; ++k) square[k] = x[first + k], product[k] = V(1);
        for (long left = a < 0 ? -a : a; left > 0; left /= 2) {
            if (left % 2 != 0)
                for (std::size_t k = 0; k < group; ++k) product[k] = product[k] * square[k];
            for (std::size_t k = 0; k < group; ++k) square[k] = square[k] * square[k];
        }
        for (std::size_t k = 0; k < group; ++k) out[first + k] = a < 0 ? V(V(1) / product[k]) : product[k];
    }
}

/// out[k] = Kind(x[k], y[k]), k < count, an elementary function
template <graph::op Kind, class V>
void functions(std::size_t count, V* out, V const* x, V const* y) {
    for (std::size_t k = 0; k < count; ++k) out[k] = evaluate::apply<Kind>(x[k], y[k]);
}
template <class V>
inline constexpr auto functions_on = elementary::column([](auto kind) { return &functions<kind.value, V>; });

/// `evaluate::step` at `count` points: r[0] ... r[3] are the values of operands, any valid ones where there are fewer.
/// All are whole groups long.
template <class V>
void block_step(graph::instruction const& i, std::size_t count, V const* const* r, V* out) {
    using graph::op;
    using enum graph::relation;
    auto const chosen = [&]<graph::relation Compare>() {
        auto const of_one = [](V p, V q, V f, V g) { return evaluate::choose<Compare>(p, q, f, g); };
        in_groups(count, out, of_one, r[0], r[1], r[2], r[3]);
    };
    switch (i.kind) {
        case op::sum: return in_groups(count, out, [](V const& x, V const& y) { return V(x + y); }, r[0], r[1]);
        case op::product: return in_groups(count, out, [](V const& x, V const& y) { return V(x * y); }, r[0], r[1]);
        case op::power: return powers(count, out, r[0], i.a, i.b);
        case op::where:
            if (graph::relation{i.a} == less) return chosen.template operator()<less>();
            if (graph::relation{i.a} == less_or_equal) return chosen.template operator()<less_or_equal>();
            return chosen.template operator()<equal>();
        default: return functions_on<V>[elementary::index_of(i.kind)](count, out, r[0], r[i.of[1] < 0 ? 0 : 1]);
    }
}

}  // namespace lamina::interpret
