#include <lamina/dsl.hpp>
#include <lamina/dsl/evaluate/step.hpp>
#include <lamina/dsl/rewrite/inline.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;

/// The program of scalar expressions
template <class... E>
constexpr graph::program program_of(graph::arena& g, E const&... e) {
    graph::id_list roots;
    (roots.push(graph::carried_out(g, e.lower(g))), ...);
    return graph::compile(g, roots);
}
template <class... E>
constexpr int size_of(E const&... e) {
    graph::arena g;
    return program_of(g, e...).size;
}

/// The value of root number `root` where x = (3, 5) and k = 2
template <class... E>
constexpr double value_of(int root, E const&... e) {
    graph::arena g;
    graph::program const p = program_of(g, e...);
    double registers[graph::program::capacity]{};
    auto const leaf = [](graph::arena const& in, graph::node_id id) {
        if (in[id].kind == graph::op::parameter) return 2.0;
        return in[id].a == 0 ? 3.0 : 5.0;
    };
    evaluate::run(g, p, leaf, registers);
    return registers[p.result[root]];
}

// a program has a meaning before anything runs
static_assert(value_of(0, constant<3, 4>) == 0.75);
static_assert(value_of(0, k * x[0] + x[1]) == 11);
static_assert(value_of(0, x[0] - x[1] / k) == 0.5);
static_assert(value_of(0, 0.5 * x[0] * x[1]) == 7.5);
static_assert(value_of(0, pow<3>(x[0]) + pow<-1>(k)) == 27.5);
static_assert(value_of(0, min(x[0], x[1]) + max(x[0], x[1]) * k) == 13);
static_assert(value_of(0, d(pow<2>(x[0]) * x[1], x[0])) == 30);
static_assert(value_of(0, dot(x, grad(x[0] * x[1]))) == 30);
static_assert(value_of(0, coefficient<"a">([](auto y) { return y[0] * y[0] + 1; })(k * x)) == 37);

// a choice takes the side that its relation says, also on the edge
static_assert(value_of(0, where(x[0] < x[1], 7, x[1])) == 7);
static_assert(value_of(0, where(x[1] < x[0], 7, x[1])) == 5);
static_assert(value_of(0, where(x[0] < k + 1, 7, x[1])) == 5);
static_assert(value_of(0, where(x[0] <= k + 1, 7, x[1])) == 7);

// what several roots, or one root twice, are made of is a step once: x, y, their sum, its square and their product
static_assert(size_of(pow<2>(x[0] + x[1])) == 4);
static_assert(size_of(pow<2>(x[0] + x[1]), x[0] + x[1]) == 4);
static_assert(size_of(pow<2>(x[0] + x[1]), x[0] * x[1]) == 5);
static_assert(value_of(1, pow<2>(x[0] + x[1]), x[0] + x[1]) == 8);

// sums and products are binary, a choice has four operands
static_assert(size_of(x[0] + x[1] + k) == 5);
static_assert(size_of(where(x[0] < x[1], k, pow<2>(k))) == 5);

}  // namespace
