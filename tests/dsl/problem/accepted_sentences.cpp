/// Right programs next to those that tests/rejects has: what a refusal that looks too far would hit.
#include <lamina/dsl.hpp>

namespace {

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(s);
constexpr auto v = unknown<"v", 2>(x);
constexpr auto eps = parameter<"eps">;
constexpr auto k = trained<"k">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

template <class T>
constexpr bool accepted(T const&) {
    return !reject::Refused<T>;
}

// 1. The forgotten on(boundary, ...) is refused, a second equation with derivatives is not.
static_assert(accepted(problem(-lap(u) == 1, on(boundary, u == 0))));
// 2. An algebraic equation of a system with as many unknowns
constexpr auto z = unknown<"z">(s, t);
constexpr auto y = unknown<"y">(s, t);
static_assert(accepted(problem(dt(z) == lap(z) - y, y == z * z, on(boundary, z == 0), on(t == 0, z == 1))));
constexpr auto r = unknown<"r", 2>(x, t);
static_assert(accepted(problem(dt(r) - lap(r) == vector(0, 0), on(boundary, r == vector(0, 0)),
                               on(t == 0, dt(r) == vector(0, 1)))));
// 3. More equations than unknowns, each with derivatives: div and rot of one vector
static_assert(accepted(problem(div(v) == 0, rot(v) == 1, -lap(v[0]) == 0, on(boundary, v[0] == 0))));
// 4. The flux as an unknown of its own
constexpr auto q = unknown<"q", 2>(x);
static_assert(accepted(problem(q == a(x[0]) * grad(u), -div(q) == 1, on(boundary, u == 0))));
// 5. Conditions first
static_assert(accepted(problem(on(boundary, u == 0), -lap(u) == 1)));
// 6. Joined places, on coordinates, the boundary and time
static_assert(accepted(problem(-lap(u) == 1, on(x[1] == 1 || x[0] == 0, u == 0), on(x[0] == 1, u == 1))));
static_assert(accepted(problem(dt(z) == lap(z), on(boundary || t == 0, z == 0))));
// 7. A side is equal to a parameter; an unknown on the right; two unknowns in one condition
static_assert(accepted(problem(-lap(u) == 1, on(x[0] == eps, 0 == u))));
static_assert(accepted(problem(-lap(u) == 1, -lap(unknown<"p">(x)) == 1, on(boundary, u == unknown<"p">(x)))));
// 8. The mean as a condition, and means of other positions in an equation
static_assert(accepted(problem(-lap(w) == cos(s), on(periodic, w), mean(w) == 0)));
constexpr auto fast = position<1, "y">;
static_assert(accepted(problem(-mean(a(fast), fast) * lap(w) == 1, on(boundary, w == mean(a(fast), fast)))));
static_assert(accepted(problem(-lap(v) == vector(1, 2), on(periodic, v), mean(v[0]) == 0, mean(v[1]) == 1)));
// 8b. Periodic along some axes, of a vector, of a position of one dimension, and what is left of the sides
static_assert(accepted(problem(-lap(u) == 1, on(periodic(x[0]), u), on(x[1] == 0 || x[1] == 1, u == 0))));
static_assert(accepted(problem(-lap(v) == vector(1, 2), on(periodic(x[1]), v), on(periodic(x[0]), v))));
static_assert(accepted(problem(-lap(w) == cos(s), on(periodic(s), w), on(s == 0, w == 0))));
static_assert(accepted(problem(-lap(v) == vector(u, 2), -lap(u) == 0, on(periodic(x[1]), v), on(periodic, u))));
// 9. Measured data and a trained parameter
static_assert(accepted(problem(-k * lap(u) == 1, on(measured<"sensors">, u), on(boundary, u == 0))));
// 10. The normal
static_assert(accepted(problem(-lap(u) == 1, on(boundary, dot(normal, grad(u)) == normal[0] * x[0]))));
// 11. A choice, and one in a choice
static_assert(accepted(where(s < 0.5, 1.0, 10.0)));
static_assert(accepted(where(s < 0.5, where(0.25 <= s, 1, 2), 10.0)));
// 12. Bodies: of two arguments, constant, of a vector, with `if constexpr`, made by a function
static_assert(accepted(coefficient<"b">([](auto p, auto r) { return p * r; })(s, w)));
static_assert(accepted(coefficient<"b">([](auto) { return 1; })(s)));
static_assert(accepted(coefficient<"b">([](auto p) { return 2 + sin(p[0]) * sin(p[1]); })(x)));
constexpr bool steep = true;
static_assert(accepted(coefficient<"b">([](auto p) {
    if constexpr (steep) return 3 * p;
    else return p;
})(s)));
constexpr auto square = [](auto e) { return e * e; };
static_assert(accepted(coefficient<"b">(square)(s)));
static_assert(accepted(square(grad(u)[1]) + square(grad(u)[0])));
// 13. Coefficients may have the name of nothing else, but the same one may stand twice
static_assert(accepted(problem(-div(a(s) * grad(w)) == a(s / eps), on(boundary, w == 0))));
// 14. Indices: literals in one and two dimensions, of the type in all
static_assert(accepted(x[0] + x[1] + x[0_c] + x[1_c]) && accepted(s[0]) && accepted(position<3>[2_c]));
constexpr int one = 1;
static_assert(accepted(x[one]) && accepted(v[one]) && accepted(grad(v)[1][0]));
// 15. Names of letters, digits and _, of other alphabets too; a position in its own name
static_assert(accepted(unknown<"u_2">(x)) && accepted(parameter<"ε">) && accepted(position<2, "y">));
static_assert(accepted(unknown<"time">(s)) && accepted(parameter<"T">));
// 16. A parameter takes its value by =, and expressions are copied and assigned as values of one type
static_assert((eps = 1.0 / 8).value == 0.125 && (eps = 2).value == 2);
static_assert([] {
    auto f = 2 * u;
    auto const g = 3 * u;
    f = g;
    return f.left.value == 3;
}());
// 17. Derivatives of fields and of what is written out
static_assert(accepted(field<"g">(x)) && accepted(lap(field<"g">(x)) + lap(sin(x[0]))));
// 18. Replacing an unknown, a parameter, and a position where nothing depends on it
static_assert(accepted(substitute(lap(w), w, sin(s))) && accepted(substitute(eps * w, eps, 2)));
static_assert(same(substitute(sin(s) * s, s, s - constant<1>), sin(s - constant<1>) * (s - constant<1>)));
// 19. Manufactured right-hand sides, of a number too
static_assert(accepted(problem(manufacture(-lap(u) == 0, u, sin(x[0])), on(boundary, u == sin(x[0])))));
static_assert(accepted(problem(manufacture(-lap(u) + u == 0, u, constant<1>), on(boundary, u == 1))));
// 20. The expansion's own parts, and an effective equation in a problem of the user's
constexpr auto darcy = problem(-div(a(s / eps) * grad(w)) == 1, on(boundary, w == 0));
constexpr auto two_scale = homogenize(darcy, s / eps);
static_assert(accepted(two_scale.cell<0>()) && accepted(two_scale.order<-2>()) && accepted(two_scale.order<0>()));
static_assert(accepted(problem(two_scale.effective().equation, on(boundary, unknown<"u0">(s) == 0))));
// 21. Derivatives by one of several positions, of what is known and of what cancels
constexpr auto u1 = unknown<"u1">(s, fast);
static_assert(accepted(div(a(fast) * grad(u1, fast), s)) && accepted(lap(u1, s)) && accepted(grad(a(s / eps), s)));
static_assert(accepted(grad(mean(u1, fast), s)) && accepted(d(mean(u1, fast), fast)) && accepted(grad(s - s, s)));
static_assert(accepted(d(u, x[0], x[1])) && accepted(d(z, s, t)) && accepted(d(x[0], x[1])) && accepted(d(eps, s)));
// 22. Exponents, unit vectors and sizes at the end of what there is
static_assert(accepted(pow<1, -2>(u)) && accepted(pow<0>(u)) && accepted(unit<0, 1>) && accepted(unit<3, 4>));
static_assert(accepted(unknown<"one", 1>(x)) && accepted(manufacture(-lap(u) == k * u, u, 3)));

}  // namespace
