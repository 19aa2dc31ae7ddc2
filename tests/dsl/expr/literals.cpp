// A program reads the numbers that were written without lowering the object again: slot by slot they are those that
// lowering it gives, whatever expression they stand in.
#include <lamina/dsl.hpp>
#include <lamina/dsl/expr/literals.hpp>
#include <lamina/dsl/expr/sampled.hpp>

using namespace lamina;

namespace {

/// Every slot has the value that lowering gives it, and there are so many; at least so many where the library wrote E.
template <class E>
constexpr bool reads(E const& e, int count, bool derived = false) {
    graph::arena g;
    e.lower(g);
    auto const values = surface::literals_of(e);
    for (int k = 0; k < g.value_count; ++k)
        if (values[static_cast<std::size_t>(k)] != g.values[static_cast<std::size_t>(k)]) return false;
    return derived ? g.value_count >= count : g.value_count == count;
}

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto v = unknown<"v", 2>(x, t);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2.5 + 0.5 * sin(3.5 * y[0]); });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2.5, y[0]), row(y[0] * 0.25, 4.5)); });
constexpr auto rock = coefficient<"rock">(table_t{7.0});
constexpr auto soil = coefficient<"soil">(table_t{8.0});

static_assert(reads(1.5 * u - 2.5 / u + 3.5, 3) && reads(-(1.5 * u), 1) && reads(pow<3>(1.5 + u), 1) && reads(u, 0));
static_assert(reads(sin(1.5 * u) * atan2(2.5, u), 2) && reads(max(u, 1.5) + pow(u, 1.25), 2));
static_assert(reads(vector(1.5, 2.5 * u), 2) && reads(matrix(row(1.5, u), row(2.5, 3.5)), 3));
static_assert(reads(dot(vector(1.5, u), 2.5 * v) + norm(3.5 * v), 3) &&
              reads(det(matrix(row(1.5, u), row(2.5, 3.5))), 3));
static_assert(reads((1.5 * v)[0] + matrix(row(1.5, u), row(2.5, 3.5))[0][1], 4));
static_assert(reads(where(u < 1.5 || (2.5 < u && !(u < 3.5)), 4.5, 5.5 * u), 5));
static_assert(reads(transpose(1.5 * grad(v)) * v, 1) && reads(trace(sym(1.5 * grad(v))), 1));
static_assert(reads(contract(isotropic<2>(1.5, 2.5), sym(grad(3.5 * v))), 3));
static_assert(reads(lap(1.5 * u) + div(2.5 * grad(u)) + d(3.5 * u, x[0], x[1]) + dt(4.5 * u), 4));
static_assert(reads(dt(1.5 * v) + rot(2.5 * u), 2));
static_assert(reads(substitute(1.5 * u, u, 2.5 + x[0] * 3.5), 3));
// the body of a coefficient once, wherever it is called, after the arguments of the first call
static_assert(reads(a(1.5 * x) * a(2.5 * x) + A(x / eps)[0][1] + 0.75, 9));
// tables by their handles, each once
static_assert(reads(rock(1.5 * x) + soil(x) + rock(2.5 * x), 4));
static_assert(reads(1.5 * u == 2.5, 2));

constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto k = coefficient<"k">([](auto y) { return 2.5 + 0.5 * sin(y); });
constexpr auto layered = problem(-div(k(s / eps) * grad(w)) + 1.5 * w == 2.5 * sin(3.5 * s), on(s == 0, w == 4.5),
                                 on(s == 1, w == 5.5));
static_assert(reads(layered.equation, 5));
static_assert(reads(non_divergence(layered).equation, 5));
static_assert(reads(manufacture(-lap(w) + 1.5 * w == 0, w, sin(2.5 * s)), 3));
constexpr auto two_scale = homogenize(layered, s / eps);
static_assert(reads(two_scale.effective().equation, 3, true) && reads(two_scale.cell<0>().equation, 2, true));
constexpr auto ring = pull_back(problem(-lap(u) + 1.5 * u == 2.5), vector(x[0] * 3.5, x[1]));
static_assert(reads(ring.equation, 3, true));

// equations one after the other, as a program has them
using all_of_it = std::remove_const_t<decltype(layered)>;
template <class... Of>
constexpr bool reads_all(Of const&... equations) {
    joint_residual<all_of_it, Of...> const all(equations...);
    graph::arena g;
    all.lower(g);
    auto const values = surface::literals_of(all);
    for (int i = 0; i < g.value_count; ++i)
        if (values[static_cast<std::size_t>(i)] != g.values[static_cast<std::size_t>(i)]) return false;
    return g.value_count > 0;
}
static_assert(reads_all(layered.equation, w == 6.5, k(2.5 * s) * w == 7.5));

}  // namespace
