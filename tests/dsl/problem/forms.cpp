#include <lamina/dsl.hpp>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto w = position<3>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"u">(z);
constexpr auto s = unknown<"u">(w);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto b = coefficient<"b">([](auto y) { return 2 + sin(y[0]) * y[1]; });
constexpr auto M = coefficient<"M">([](auto y) { return matrix(row(2 + y[0], 1), row(0, 3)); });

template <int K, class Problem>
constexpr auto equation(Problem const& p) {
    return equations_of(p.equation)[boost::hana::size_c<K>];
}

// Divided by a, in one to three dimensions, constant, slowly varying and oscillating
constexpr auto fast = problem(-div(a(x / eps) * grad(u)) + u * u == sin(x), on(boundary, u == 0));
constexpr auto slope = d(a(x / eps), x) / a(x / eps);
static_assert(same(non_divergence(fast).equation,
                   -lap(u) - slope * d(u, x) + u * u / a(x / eps) == sin(x) / a(x / eps)));
static_assert(!same(non_divergence(fast).equation,
                   -lap(u) + slope * d(u, x) + u * u / a(x / eps) == sin(x) / a(x / eps)));
static_assert(non_divergence(fast).condition_count == 1);
constexpr auto plane = problem(-div(b(z / eps) * grad(v)) + dot(vector(z[1], 1), grad(v)) == 1, on(boundary, v == 0));
constexpr auto bz = b(z / eps);
static_assert(same(non_divergence(plane).equation, -lap(v) - (d(bz, z[0]) * d(v, z[0]) + d(bz, z[1]) * d(v,
                   z[1])) / bz +
                                                           (z[1] * d(v, z[0]) + d(v, z[1])) / bz == 1 / bz));
constexpr auto space = problem(2 == -div((1 + w[2_c]) * grad(s)), on(boundary, s == 0));
static_assert(same(non_divergence(space).equation, 2 / (1 + w[2_c]) == -lap(s) - d(s, w[2_c]) / (1 + w[2_c])));
static_assert(same(non_divergence(problem(-div(eps * grad(u)) == 1, on(boundary, u == 0))).equation,
                   -lap(u) == 1 / eps));
static_assert(same(non_divergence(problem(-div(a(x) * grad(u)) / a(x) == 1)).equation,
                   -lap(u) - d(a(x), x) / a(x) * d(u, x) == 1));
static_assert(same(non_divergence(problem(-div((1 + u * u) * grad(u)) == 1)).equation,
                   -lap(u) - 2 * u * pow<2>(d(u, x)) / (1 + u * u) == 1 / (1 + u * u)));
static_assert(same(non_divergence(problem(-div(a(x) * (grad(u) + u * grad(a(x)))) == 1)).equation,
                   -lap(u) - d(a(x), x) / a(x) * d(u, x) - d(a(x) * u * d(a(x), x), x) / a(x) == 1 / a(x)));
// the numbers of the object, not of its type
constexpr auto numbers = problem(-div((2.5 + x) * grad(u)) + 0.3 * u == 7.25);
static_assert(same(non_divergence(numbers).equation,
                   -lap(u) - d(u, x) / (2.5 + x) + 0.3 * u / (2.5 + x) == 7.25 / (2.5 + x)));

// The first-order system
constexpr auto q1 = unknown<"q", 1>(x);
constexpr auto q2 = unknown<"q", 2>(z);
constexpr auto q3 = unknown<"sigma", 3>(w);
static_assert(same(equation<0>(first_order(fast)), q1 == a(x / eps) * grad(u)));
static_assert(same(equation<1>(first_order(fast)), -div(q1) + u * u == sin(x)));
static_assert(!same(equation<1>(first_order(fast)), div(q1) + u * u == sin(x)));
static_assert(first_order(fast).condition_count == 1);
static_assert(same(equation<0>(first_order(plane)), q2 == b(z / eps) * grad(v)));
static_assert(same(equation<1>(first_order(plane)), -div(q2) + dot(vector(z[1], 1), grad(v)) == 1));
static_assert(same(equation<0>(first_order<"sigma">(space)), q3 == (1 + w[2_c]) * grad(s)));
static_assert(same(equation<1>(first_order<"sigma">(space)), 2 == -div(q3)));
constexpr auto tensor = problem(-div(M(z) * grad(v)) == 1, on(boundary, v == 0));
static_assert(same(equation<0>(first_order(tensor)), q2 == M(z) * grad(v)));
constexpr auto poisson = problem(-lap(v) == 1, on(boundary, v == 0));
static_assert(same(equation<0>(first_order(poisson)), q2 == grad(v)));
static_assert(same(equation<1>(first_order(poisson)), -div(q2) == 1));
static_assert(same(equation<1>(first_order(problem(eps * (lap(v) + v) == 1))), eps * (div(q2) + v) == 1));
static_assert(same(equation<1>(first_order(numbers)), -div(q1) + 0.3 * u == 7.25));
static_assert(same(equation<0>(first_order(numbers)), q1 == (2.5 + x) * grad(u)));
// where u is periodic, its flux is
constexpr auto ring = problem(-lap(v) == 1, on(periodic(z[0]), v), on(z[1] == 0, v == 0), mean(v) == 0);
static_assert(first_order(ring).condition_count == 4);
static_assert(std::is_same_v<std::remove_cvref_t<decltype(boost::hana::at_c<1>(first_order(ring).conditions))>,
                             std::remove_const_t<decltype(on(periodic(z[0]), q2))>>);

// in time
constexpr auto t = time_axis;
constexpr auto ut = unknown<"u">(x, t);
constexpr auto qt = unknown<"q", 1>(x, t);
constexpr auto heat = problem(dt(ut) - div(a(x) * grad(ut)) == 0, on(boundary, ut == 0), on(t == 0, ut == 1));
static_assert(same(equation<1>(first_order(heat)), dt(ut) - div(qt) == 0));
static_assert(same(non_divergence(heat).equation, dt(ut) / a(x) - lap(ut) - d(a(x), x) / a(x) * d(ut, x) == 0));
