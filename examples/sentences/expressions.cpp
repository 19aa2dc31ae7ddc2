// Expressions
// A symbol says what it is and what it depends on. Arithmetic, functions and derivatives make expressions of them;
// numbers are values, exponents and indices are structure.
#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/evaluate/point.hpp>

#include "sentence.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]) * cos(y[1]); });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + sin(y[0]), 0), row(0, 3 + cos(y[1]))); });

sentence const arithmetic("Arithmetic and functions of a position", [] {
    return exp(-k * x[0]) * sin(2 * x[1]) / sqrt(1 + pow<2>(x[0]));
});

sentence const laplacian("The Laplacian", [] {
    return lap(u);
});

sentence const mixed("A mixed derivative", [] {
    return d(u, x[0], x[1]);
});

sentence const flux("The divergence of a flux, with a scalar coefficient", [] {
    return div(a(x) * grad(u));
});

sentence const tensor("The divergence of a flux, with a tensor", [] {
    return div(A(x) * grad(u));
});

sentence const drift("Transport by a velocity", [] {
    return dot(vector(-x[1], x[0]), grad(u));
});

sentence const meaning("Two ways to write one thing", [] {
    return same(div(grad(u)), lap(u)) && same(div(u * grad(u)), u * lap(u) + dot(grad(u), grad(u)));
});

sentence const replaced("A hard boundary condition: u replaced by what satisfies it", [] {
    constexpr auto n = unknown<"n">(x);
    return substitute(lap(u), u, (1 - pow<2>(x[0])) * n);
});

sentence const number("The value of an expression at a point, with lamina/dsl/evaluate/point.hpp", [] {
    evaluate::point<double> const at{.position = {{"x", {0.5, 2}}}, .parameter = {{"k", 3}}, .unknown = {}};
    return evaluate::value<double>(k * x[0] + pow<3>(x[1]), at);
});
