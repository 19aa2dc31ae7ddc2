// Problems
// An equation and where its conditions hold. How many channels a network must carry for it is a fact of its text.
#include "sentence.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(X);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + sin(y[0]), 0), row(0, 3 + cos(y[1]))); });

sentence const poisson("Poisson's equation", [] {
    return problem(-lap(v) == 1, on(boundary, v == 0));
});

sentence const helmholtz("Helmholtz's equation", [] {
    return problem(lap(v) + k * k * v == sin(X[0]), on(boundary, v == 0));
});

sentence const darcy("Darcy's equation with a coefficient that oscillates", [] {
    return problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
});

sentence const tensor("Darcy's equation with a tensor", [] {
    return problem(-div(A(X / eps) * grad(v)) == 1, on(boundary, v == X[0]));
});

sentence const pointwise_form("The same law, divided by its coefficient", [] {
    return problem(-div(a(x / eps) * grad(u)) / a(x / eps) == sin(x), on(boundary, u == 0));
});

sentence const semilinear("A nonlinear reaction", [] {
    return problem(-lap(v) + pow<3>(v) == 0, on(boundary, v == 1));
});

sentence const quasilinear("A coefficient that depends on the solution", [] {
    return problem(-div((1 + u * u) * grad(u)) == 1, on(boundary, u == 0));
});

sentence const biharmonic("The biharmonic equation", [] {
    return problem(lap(lap(v)) == 1, on(boundary, v == 0), on(boundary, lap(v) == 0));
});

sentence const manufactured("A right-hand side made from an exact solution", [] {
    return problem(manufacture(-lap(v) == 0, v, sin(X[0]) * sin(X[1])), on(boundary, v == 0));
});
