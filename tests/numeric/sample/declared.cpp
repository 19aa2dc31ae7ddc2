#include "catch.hpp"

#include <lamina.hpp>
#include <lamina/sample/declared.hpp>

// What is declared of tensors of rank four: coercive is what has energy in every strain.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto eps = parameter<"eps">;
box const square({0, 0}, {1, 1});

/// What is declared of the tensor C of position in elasticity, checked at points of the square
template <class Tensor>
void elastic(Tensor const& tensor) {
    graph::arena g;
    graph::node_id const root = (-div(contract(tensor, sym(grad(v)))) == vector(0, 1)).lower(g);
    check_declared(g, root, interior_points(square, points(4)), {.space = 2}, {}, {});
}

}  // namespace

TEST_CASE("an isotropic tensor is coercive on strains, though not on all matrices", "[sample]") {
    constexpr auto C =
        coefficient<"C">([](auto x) { return isotropic<2>(1 + x[0], 2 + sin(x[1])); }, symmetric, coercive);
    CHECK_NOTHROW(elastic(C(x)));
    CHECK_NOTHROW(elastic(2 * C(x) + isotropic<2>(1, 1)));
    // lambda may be negative as long as lambda + mu > 0 in the plane
    constexpr auto soft = coefficient<"C">([](auto) { return isotropic<2>(-0.9, 1); }, coercive);
    CHECK_NOTHROW(elastic(soft(x)));
}

TEST_CASE("a tensor that is not coercive on strains is refused with its point", "[sample]") {
    constexpr auto flat = coefficient<"C">([](auto) { return isotropic<2>(-1.1, 1); }, coercive);
    CHECK_THROWS_WITH(elastic(flat(x)), Contains("coefficient C is declared coercive, but at the point (0.2") &&
                                            Contains("on symmetric matrices, is -0.2, expected > 0"));
    constexpr auto without_shear = coefficient<"C">([](auto x) { return isotropic<2>(3, x[0] - 0.5); }, coercive);
    CHECK_THROWS_WITH(elastic(without_shear(x)), Contains("is declared coercive") && Contains("at the point ("));
    auto const equation = -div(contract(2 * without_shear(x), sym(grad(v)))) == vector(0, 1);
    CHECK_THROWS_WITH(collocate(problem(equation), square, mlp({3}), points(4)), Contains("is declared coercive"));
    // energy in three strains, less in shear than the coupling of the shears takes: only the shear strain shows it
    constexpr auto sheared = coefficient<"C">(
        [](auto) { return matrix(row(2, 0, 0, 0), row(0, 1, -2, 0), row(0, -2, 1, 0), row(0, 0, 0, 2)); }, coercive);
    CHECK_THROWS_WITH(elastic(sheared(x)), Contains("is -1, expected > 0"));
    // the other way round it is definite on strains only
    constexpr auto skew = coefficient<"C">(
        [](auto) { return matrix(row(2, 0, 0, 0), row(0, 1, 2, 0), row(0, 2, 1, 0), row(0, 0, 0, 2)); }, coercive);
    CHECK_NOTHROW(elastic(skew(x)));
}

TEST_CASE("in a cell, tensors are coercive on strains, too", "[sample]") {
    auto const medium_of = [](auto const& C) {
        return solve(homogenize(problem(-div(contract(C(x / eps), sym(grad(v)))) == vector(0, 1),
                                        on(boundary, v == vector(0, 0))),
                                x / eps),
                     period(1));
    };
    constexpr auto right =
        coefficient<"C">([](auto y) { return isotropic<2>(2, 2 + sin(2 * pi * y[0])); }, symmetric, coercive, periodic);
    CHECK_NOTHROW(medium_of(right));
    constexpr auto wrong = coefficient<"C">([](auto y) { return isotropic<2>(2, 0.5 + sin(2 * pi * y[0])); }, coercive);
    CHECK_THROWS_WITH(medium_of(wrong), Contains("coefficient C is declared coercive, but at the point (") &&
                                            Contains("on symmetric matrices"));
}

TEST_CASE("a matrix of four rows that acts on a vector of four is checked on all vectors", "[sample]") {
    constexpr auto w = unknown<"w", 4>(x);
    constexpr auto R = coefficient<"R">(
        [](auto) { return matrix(row(2, 0, 0, 0), row(0, 1, 2, 0), row(0, 2, 1, 0), row(0, 0, 0, 2)); }, coercive);
    CHECK_THROWS_WITH(collocate(problem(-lap(w) + R(x) * w == vector(1, 1, 1, 1)), square, mlp({3}), points(4)),
                      Contains("coefficient R is declared coercive") && Contains("is -1, expected > 0"));
}
