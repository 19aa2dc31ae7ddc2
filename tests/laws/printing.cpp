// What is printed, word for word.
#include <numbers>

#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/problem/manufacture.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {
constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(X);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + sin(y[0]), 0), row(0, 3 + cos(y[1]))); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
}  // namespace

TEST_CASE("a problem prints as the program that makes it") {
    CHECK(to_text(darcy) == "problem(-div(a(x / eps) * grad(u)) == sin(x),\n        on(boundary, u == 0))");
}

TEST_CASE("a problem prints in Unicode and LaTeX") {
    CHECK(to_text(darcy, unicode) == "-∇·(a(x/ε) ∇u) = sin(x)\nu = 0 on ∂Ω");
    CHECK(latex(darcy) == "-\\nabla \\cdot \\left(a\\left(\\frac{x}{\\varepsilon}\\right) \\, \\nabla u\\right) = "
                          "\\sin\\left(x\\right) \\\\\nu = 0 \\quad \\text{on } \\partial\\Omega");
}

TEST_CASE("sums start with the highest derivatives, names and indices ascend") {
    constexpr auto carried_out = carried_out_t<decltype(lap(v) + v)>{};
    CHECK(to_text(carried_out) == "d(v, x[0], x[0]) + d(v, x[1], x[1]) + v");
    CHECK(to_text(carried_out, unicode) == "∂₁₁v + ∂₂₂v + v");
    CHECK(latex(carried_out) == "\\partial_{x_{1}x_{1}} v + \\partial_{x_{2}x_{2}} v + v");
    CHECK(to_text(1 + u + x + lap(u) + pow<2>(u) + eps) == "lap(u) + pow<2>(u) + u + x + eps + 1");
}

TEST_CASE("numbers are folded and print as short as they read back") {
    CHECK(to_text(2 * u * 3.5) == "7 * u");
    CHECK(to_text(1 / (2 * x * eps)) == "1 / (2 * eps * x)");
    CHECK(to_text(0.1 * u - 0.3 * x) == "0.1 * u - 0.3 * x");
    CHECK(to_text(u * -1) == "-u");
    CHECK(to_text(0 * lap(u)) == "0 * lap(u)");
    CHECK(to_text(2.1 + u / 3) == "u / 3 + 2.1");
}

TEST_CASE("a small multiple of pi prints as one") {
    constexpr double pi = std::numbers::pi;
    CHECK(to_text(sin(pi * x)) == "sin(pi * x)");
    CHECK(to_text(2 * pi * x * eps) == "2 * pi * eps * x");
    CHECK(to_text(x - pi / 2) == "x - pi / 2");
    CHECK(to_text(eps / pi * sin(pi / eps) * x) == "eps * x * sin(pi / eps) / pi");
    CHECK(to_text(pi * pi * u / 3) == "pow<2>(pi) * u / 3");
    CHECK(to_text(pow<2>(pi) * u) == "pow<2>(pi) * u");
    CHECK(to_text(-pi * u) == "-pi * u");
    CHECK(to_text(sin(2 * pi * x) / (4 * pi * pi), unicode) == "sin(2 π x)/(4 π²)");
    CHECK(latex(2 * pi * x + pi * pi) == "2 \\, \\pi \\, x + \\pi^{2}");
    CHECK(to_text(3.14159 * x) == "3.14159 * x");
    CHECK(to_text(3.141592653589 * x) == "3.141592653589 * x");
    CHECK(to_text(1001 * pi * x) != "1001 * pi * x");
    CHECK(to_text(pi * parameter<"pi">) == "3.141592653589793 * pi");
}

TEST_CASE("numbers written twice bring like terms together") {
    constexpr double pi = std::numbers::pi;
    constexpr auto plane = sin(pi * X[0]) * sin(pi * X[1]);
    CHECK(to_text(manufacture(-lap(v) == 0, v, plane)) ==
          "-lap(v) == 2 * pow<2>(pi) * sin(pi * x[0]) * sin(pi * x[1])");
    CHECK(to_text(3.5 * sin(0.1 * x) + 3.5 * sin(0.1 * x)) == "7 * sin(0.1 * x)");
    CHECK(to_text(3.5 * u + 2.5 * x) == "3.5 * u + 2.5 * x");
}

TEST_CASE("powers, roots and fractions") {
    CHECK(to_text(3 * pow<2>(1 + x) / 4 - 1 / pow<3>(x), unicode) == "3 (x + 1)²/4 - 1/x³");
    CHECK(to_text(sqrt(x) / pow<1, 3>(u)) == "sqrt(x) / pow<1, 3>(u)");
    CHECK(latex(sqrt(x) / (eps * u)) == "\\frac{\\sqrt{x}}{\\varepsilon \\, u}");
    CHECK(to_text(-(x - eps) / sqrt(x)) == "(-x + eps) / sqrt(x)");
    CHECK(to_text(dot(grad(v), grad(v)) * 2, unicode) == "2 (∇v · ∇v)");
}

TEST_CASE("a fraction that stands alone is a constant: in a program 1 / 2 is 0") {
    CHECK(to_text(u + constant<1, 2>) == "u + constant<1, 2>");
    CHECK(to_text(sin(constant<-2, 3>)) == "-sin(constant<2, 3>)");
    CHECK(to_text(u - constant<1, 2>) == "u - constant<1, 2>");
    CHECK(to_text(u / 3 + 2 * x / 3) == "u / 3 + 2 * x / 3");
    CHECK(to_text(u == constant<1, 3>, unicode) == "u = 1/3");
}

TEST_CASE("tensors, entries and their derivatives") {
    CHECK(to_text(A(X / eps)[0][1]) == "A(x / eps)[0][1]");
    CHECK(to_text(d(A(X)[0][1], X[1]), unicode) == "∂₂A₁₂(x)");
    CHECK(to_text(d(a(x), x, x)) == "a''(x)");
    CHECK(to_text(matrix(row(1, x), row(0, eps))) == "matrix(row(1, x), row(0, eps))");
    CHECK(latex(matrix(row(1, x), row(0, eps))) == "\\begin{pmatrix}1 & x \\\\ 0 & \\varepsilon\\end{pmatrix}");
}

TEST_CASE("the position of an operator is named where there is a choice") {
    constexpr auto y = position<1, "y">;
    constexpr auto u1 = unknown<"u1">(x, y);
    CHECK(to_text(grad(u1, y)) == "grad(u1, y)");
    constexpr auto z = position<10>;
    constexpr auto b = coefficient<"b">([](auto at) { return at[9_c]; });
    CHECK(to_text(d(unknown<"v">(z), z[9_c]), unicode) == "∂₁₀v");
    CHECK(to_text(d(b(z), z[9_c]), unicode) == "∂₁₀b(x)");
    CHECK(to_text(z[9_c] * d(b(z), z[4_c])) == "x[9_c] * b_4(x)");
    CHECK(to_text(grad(u1, y), unicode) == "∇_y u₁");
    CHECK(to_text(div(x * grad(u1, y), y), unicode) == "∇_y·(x ∇_y u₁)");
    CHECK(latex(lap(u1, y)) == "\\Delta _{y}u_{1}");
    CHECK(to_text(mean(unknown<"chi">(y)), unicode) == "⟨χ⟩");
    CHECK(to_text(mean(u1, y)) == "mean(u1, y)");
}

TEST_CASE("a manufactured equation shows its right-hand side carried out") {
    CHECK(to_text(manufacture(-lap(u) + pow<2>(u) == 0, u, sin(x))) ==
          "-lap(u) + pow<2>(u) == pow<2>(sin(x)) + sin(x)");
}

TEST_CASE("a place is a formula or a word, in LaTeX too") {
    constexpr auto t = time_axis;
    constexpr auto w = unknown<"w">(X, t);
    CHECK(latex(on(X[1] == 1, v == 0)) == "v = 0 \\quad \\text{on } x_{2} = 1");
    CHECK(latex(on(boundary || t == 0, w == 0)) == "w = 0 \\quad \\text{on } \\partial\\Omega\\text{ or }t = 0");
    CHECK(latex(on(periodic, v)) == "v \\quad \\text{on } \\text{periodic}");
    CHECK(to_text(on(periodic(X[0]), v)) == "on(periodic(x[0]), v)");
    CHECK(to_text(on(periodic(X[0]), v), unicode) == "v on periodic in x₁");
    CHECK(latex(on(periodic(X[0], X[1]), v)) == "v \\quad \\text{on } \\text{periodic in }x_{1}, x_{2}");
    CHECK(to_text(on(boundary || t == 0, w == 0), unicode) == "w = 0 on ∂Ω or t = 0");
}
