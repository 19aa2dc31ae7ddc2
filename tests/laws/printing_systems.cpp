// What is printed of time, places, vectors and systems, word for word.
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/problem/problem.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto k = trained<"k">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto v = unknown<"v", 2>(x);
constexpr auto v1 = unknown<"v1", 2>(x);
constexpr auto q = unknown<"q", 3>(position<3>);
constexpr auto p = unknown<"p">(x);
constexpr auto m = unknown<"m">(position<1>, t);
constexpr auto w = unknown<"w">(position<3>);
constexpr auto A =
    coefficient<"A">([](auto y) { return matrix(row(y[0], 0, 0), row(0, y[1_c], 0), row(0, 0, y[2_c])); });
}  // namespace

/// The text is the very program that was compiled: it can be compiled again.
#define PRINTS_AS_WRITTEN(...) CHECK(to_text(__VA_ARGS__) == #__VA_ARGS__)

TEST_CASE("plain text of time, vectors, tensors and places is the program that makes them", "[printing]") {
    PRINTS_AS_WRITTEN(dt(u));
    PRINTS_AS_WRITTEN(dtt(u) == k * lap(u));
    PRINTS_AS_WRITTEN(d(u, t, x[0]));
    PRINTS_AS_WRITTEN(d(u, t, t, t));
    PRINTS_AS_WRITTEN(dt(t * u));
    PRINTS_AS_WRITTEN(v[0] + v[1]);
    PRINTS_AS_WRITTEN(v == vector(0, 1));
    PRINTS_AS_WRITTEN(div(v) + dot(v, grad(p)));
    PRINTS_AS_WRITTEN(matrix(row(1, x[0]), row(t, u)) * v);
    PRINTS_AS_WRITTEN(matrix(row(u, 0), row(0, t)) * unit<1, 2>);
    PRINTS_AS_WRITTEN(lap(lap(u)) == sin(t));
    PRINTS_AS_WRITTEN(on(boundary, u == 0));
    PRINTS_AS_WRITTEN(on(periodic, u));
    PRINTS_AS_WRITTEN(on(t == 0, dt(u) == x[1]));
    PRINTS_AS_WRITTEN(on(boundary || t == 1, u == 0));
    PRINTS_AS_WRITTEN(on(x[0] == 1 || x[1] == -1, dot(normal, grad(u)) + 3 * u == 0));
    PRINTS_AS_WRITTEN(on(boundary, dot(normal, grad(m)) == 0));
    PRINTS_AS_WRITTEN(on(boundary, dot(normal, grad(p)) == normal[1]));
    PRINTS_AS_WRITTEN(on(boundary, dt(m) == normal[0]));
    PRINTS_AS_WRITTEN(on(boundary, v == p * normal_vector<2>{}));
    PRINTS_AS_WRITTEN(on(x[0] == 1, matrix(row(p, 0), row(0, p)) * normal == vector(1, 0)));
    PRINTS_AS_WRITTEN(on(measured<"sensors">, u == observed));
    PRINTS_AS_WRITTEN(mean(u) == 1);
}

TEST_CASE("in three dimensions indices are of types, as in programs", "[printing]") {
    constexpr auto x = position<3>;
    PRINTS_AS_WRITTEN(x[1_c] * q[2_c]);
    PRINTS_AS_WRITTEN(d(q[1_c], x[2_c]) + q[0]);
    PRINTS_AS_WRITTEN(A(x)[2_c][1_c] * d(w, x[0]));
    PRINTS_AS_WRITTEN(on(x[2_c] == 1, q == vector(0, 0, 1)));
    PRINTS_AS_WRITTEN(on(boundary, w == normal[0] * normal[2_c]));
}

TEST_CASE("a system prints its equations and conditions line by line", "[printing]") {
    constexpr auto mixed = problem(v == -grad(p), div(v) == 1, on(boundary, p == 0), mean(p) == 0);
    CHECK(to_text(mixed) ==
          "problem(v == -grad(p),\n        div(v) == 1,\n        on(boundary, p == 0),\n        mean(p) == 0)");
    CHECK(to_text(mixed, unicode) == "v = -∇p\n∇·v = 1\np = 0 on ∂Ω\n⟨p⟩ = 0");
    CHECK(latex(mixed) ==
          "v = -\\nabla p \\\\\n\\nabla \\cdot v = 1 \\\\\np = 0 \\quad \\text{on } \\partial\\Omega \\\\\n"
          "\\left\\langle p\\right\\rangle = 0");
}

TEST_CASE("what is derived by components prints in components", "[printing]") {
    CHECK(to_text(rot(p)) == "vector(d(p, x[1]), -d(p, x[0]))");
    CHECK(to_text(rot(p), unicode) == "(∂₂p, -∂₁p)");
    CHECK(to_text(grad(v)[1][0]) == "d(v[1], x[0])");
    CHECK(to_text(trace(grad(v)), unicode) == "∂₁v₁ + ∂₂v₂");
    CHECK(to_text(sym(grad(v)), unicode) == "[∂₁v₁, ∂₂v₁/2 + ∂₁v₂/2; ∂₂v₁/2 + ∂₁v₂/2, ∂₂v₂]");
    CHECK(to_text(rot(q)[2_c]) == "-d(q[0], x[1_c]) + d(q[1_c], x[0])");
}

TEST_CASE("time and places print in Unicode and LaTeX", "[printing]") {
    constexpr auto wave = problem(dtt(u) - k * lap(u) == sin(t), on(boundary || t == 1, u == 0),
                                  on(t == 0, dt(u) == x[1]), on(measured<"sensors">, u), on(periodic, u));
    CHECK(to_text(wave, unicode) ==
          "-k Δu + ∂ₜₜu = sin(t)\nu = 0 on ∂Ω or t = 1\n∂ₜu = x₂ on t = 0\n"
          "u = observed on sensors\nu on periodic");
    CHECK(latex(wave) ==
          "-k \\, \\Delta u + \\partial_{tt} u = \\sin\\left(t\\right) \\\\\n"
          "u = 0 \\quad \\text{on } \\partial\\Omega\\text{ or }t = 1 \\\\\n"
          "\\partial_{t} u = x_{2} \\quad \\text{on } t = 0 \\\\\n"
          "u = \\mathrm{observed} \\quad \\text{on } \\text{sensors} \\\\\n"
          "u \\quad \\text{on } \\text{periodic}");
    CHECK(to_text(d(u, x[0], t), unicode) == "∂ₜ₁u");
    CHECK(to_text(d(m, position<1>, t), unicode) == "∂ₜₓm");
    CHECK(latex(on(x[1] == 1, dot(normal, grad(p)) == 0)) ==
          "\\mathrm{normal} \\cdot \\nabla p = 0 \\quad \\text{on } x_{2} = 1");
    CHECK(to_text(normal_vector<2>{}[1]) == "normal[1]");
    CHECK(latex(p == normal[1]) == "p = \\mathrm{normal}_{2}");
    CHECK(latex(v1[0]) == "{v_{1}}_{1}");
}
