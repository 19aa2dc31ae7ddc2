// What the two-scale expansion prints, word for word.
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {
constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(X);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto b = coefficient<"b">([](auto s, auto y) { return 2 + s + sin(y); });
constexpr auto r = coefficient<"r">([](auto y) { return cos(y); });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + sin(y[0]), 0), row(0, 3 + cos(y[1]))); });
}  // namespace

TEST_CASE("the expansion of a flux on an interval prints as equations", "[twoscale]") {
    constexpr auto ts = homogenize(problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0)), x / eps);
    CHECK(to_text(ts.order<-2>()) == "0");
    CHECK(to_text(ts.order<-1>()) == "-d(u0, x) * div(a(y) * unit<0, 1>) - div(a(y) * grad(u1, y), y)");
    CHECK(to_text(ts.order<0>()) ==
          "-div(a(y) * d(u0, x) * unit<0, 1>, x) - div(a(y) * grad(u1, y), x) - div(a(y) * "
          "grad(u1, x), y) - div(a(y) * grad(u2, y), y) - sin(x)");
    CHECK(to_text(ts.corrector()) == "chi * d(u0, x)");
    CHECK(to_text(ts.cell<0>()) ==
          "problem(-div(a(y) * (grad(chi) + unit<0, 1>)) == 0,\n"
          "        on(periodic, chi),\n"
          "        mean(chi) == 0)");
    CHECK(to_text(ts.effective()) ==
          "problem(-div(d(u0, x) * mean(a(y) * grad(chi)), x) - mean(a(y)) * div(d(u0, x) * "
          "unit<0, 1>) == sin(x),\n"
          "        on(boundary, u0 == 0))");
    CHECK(to_text(ts.cell<0>(), unicode) ==
          "-∇·(a(y) (∇χ + e₁)) = 0\n"
          "χ on periodic\n"
          "⟨χ⟩ = 0");
    CHECK(latex(ts.corrector()) == "\\chi \\, \\partial_{x} u_{0}");
}

TEST_CASE("a coefficient of both variables keeps the slow one in the cell", "[twoscale]") {
    constexpr auto ts = homogenize(problem(-div(b(x, x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
    CHECK(to_text(ts.cell<0>()) ==
          "problem(-div(b(x, y) * (grad(chi, y) + unit<0, 1>), y) == 0,\n"
          "        on(periodic, chi),\n"
          "        mean(chi, y) == 0)");
    CHECK(to_text(ts.effective()) ==
          "problem(-div(d(u0, x) * mean(b(x, y) * grad(chi, y), y), x) - div(d(u0, x) * mean(b(x, "
          "y), y) * unit<0, 1>, x) == 1,\n"
          "        on(boundary, u0 == 0))");
}

TEST_CASE("a tensor has a corrector for each direction", "[twoscale]") {
    constexpr auto ts = homogenize(problem(-div(A(X / eps) * grad(v)) == 1, on(boundary, v == X[1])), X / eps);
    CHECK(to_text(ts.corrector()) == "chi_0 * d(u0, x[0]) + chi_1 * d(u0, x[1])");
    CHECK(to_text(ts.cell<0>()) ==
          "problem(-div(A(y) * (grad(chi_0) + unit<0, 2>)) == 0,\n"
          "        on(periodic, chi_0),\n"
          "        mean(chi_0) == 0)");
    CHECK(to_text(ts.cell<1>()) ==
          "problem(-div(A(y) * (grad(chi_1) + unit<1, 2>)) == 0,\n"
          "        on(periodic, chi_1),\n"
          "        mean(chi_1) == 0)");
    CHECK(to_text(ts.effective()) ==
          "problem(-div(d(u0, x[0]) * mean(A(y) * unit<0, 2>), x) - div(d(u0, x[1]) * mean(A(y) * "
          "unit<1, 2>), x) - div(d(u0, x[0]) * mean(A(y) * grad(chi_0)), x) - div(d(u0, x[1]) * "
          "mean(A(y) * grad(chi_1)), x) == 1,\n"
          "        on(boundary, u0 == x[1]))");
}

TEST_CASE("a strong reaction adds a corrector, a requirement and lower orders", "[twoscale]") {
    constexpr auto ts = homogenize(
        problem(-div(a(x / eps) * grad(u)) + r(x / eps) * u / eps == sin(x), on(boundary, u == 0)), x / eps);
    CHECK(to_text(ts.requirement<0>()) == "mean(r(y)) == 0");
    CHECK(to_text(ts.corrector()) == "chi * d(u0, x) + N * u0");
    CHECK(to_text(ts.cell<1>()) ==
          "problem(-div(a(y) * grad(N)) + r(y) == 0,\n"
          "        on(periodic, N),\n"
          "        mean(N) == 0)");
    CHECK(to_text(ts.effective()) ==
          "problem(-div(u0 * mean(a(y) * grad(N)), x) - div(d(u0, x) * mean(a(y) * grad(chi)), x) "
          "- mean(a(y)) * div(d(u0, x) * unit<0, 1>) + u0 * mean(r(y) * N) + d(u0, x) * mean(r(y) "
          "* chi) == sin(x),\n"
          "        on(boundary, u0 == 0))");
}

TEST_CASE("the cell problem of a strain prints with whole tensors, in every notation", "[twoscale]") {
    constexpr auto w = unknown<"w", 2>(X);
    constexpr auto C = coefficient<"C">([](auto y) { return isotropic<2>(2 + sin(y[0]), 3 + cos(y[1])); });
    constexpr auto ts =
        homogenize(problem(-div(contract(C(X / eps), sym(grad(w)))) == vector(constant<0>, constant<1>)), X / eps);
    CHECK(to_text(ts.cell<0>().equation) ==
          "-div(contract(C(y), sym(grad(N_00)) + matrix(row(1, 0), row(0, 0)))) == vector(0, 0)");
    CHECK(to_text(ts.cell<1>().equation, unicode) == "-∇·(C(y) : (sym([0, 1; 0, 0]) + sym(∇N₀₁))) = (0, 0)");
    CHECK(latex(ts.cell<1>().equation) ==
          "-\\nabla \\cdot \\left(C\\left(y\\right) : \\left(\\operatorname{sym}\\left(\\begin{pmatrix}0 & 1 "
          "\\\\ 0 & 0\\end{pmatrix}\\right) + \\operatorname{sym}\\left(\\nabla "
          "N_{01}\\right)\\right)\\right) = \\left(0, 0\\right)");
    CHECK(to_text(ts.corrector()) == "d(u0[0], x[0]) * N_00 + d(u0[0], x[1]) * N_01 + d(u0[1], x[0]) * N_01 + d(u0[1], "
                                     "x[1]) * N_11");
    CHECK(to_text(ts.corrector(), unicode) == "∂₁u₀₁ N₀₀ + ∂₂u₀₁ N₀₁ + ∂₁u₀₂ N₀₁ + ∂₂u₀₂ N₁₁");
}
