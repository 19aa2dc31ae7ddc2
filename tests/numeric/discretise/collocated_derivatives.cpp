#include "../catch.hpp"

#include "kernel_comparison.hpp"

using namespace example;
using lamina::combination;

namespace {

using tanh_type = lamina::activation::tanh_function;
using sin_type = lamina::activation::sin_function;

template <class Term>
void compare_with_complex_step() {
    compare<Term, tanh_type, double>({9, 7}, 13);
}

}  // namespace

TEST_CASE("A value's residual and Jacobian agree with the complex step", "[kernel]") {
    compare_with_complex_step<boundary_value>();
}
TEST_CASE("The Jacobian of 1D Darcy agrees with the complex step", "[kernel]") {
    compare_with_complex_step<darcy_1d>();
}
TEST_CASE("The Jacobian of 2D tensor Darcy with a table-weighted channel agrees with the complex step", "[kernel]") {
    compare_with_complex_step<tensor_darcy_2d>();
}
TEST_CASE("The Jacobian of Helmholtz agrees with the complex step", "[kernel]") {
    compare_with_complex_step<helmholtz>();
}
TEST_CASE("The Jacobian of a nonlinear equation agrees with the complex step", "[kernel]") {
    compare_with_complex_step<cubic>();
}
TEST_CASE("The Jacobian of a fourth-order equation agrees with the complex step", "[kernel]") {
    compare_with_complex_step<biharmonic>();
}
TEST_CASE("The Jacobian of two coupled unknowns agrees with the complex step", "[kernel]") {
    compare_with_complex_step<two_unknowns>();
}

// What a term is and what a network is made of do not know of each other: one nonlinear term of second order, and one
// of fourth, stand for all.
TEST_CASE("The sine and single precision agree with the complex step, too", "[kernel]") {
    compare<cubic, sin_type, double>({9, 7}, 13);
    compare<cubic, tanh_type, float>({9, 7}, 13);
    compare<cubic, sin_type, float>({9, 7}, 13);
    compare<biharmonic, tanh_type, float>({9, 7}, 13);
}

TEST_CASE("Every width gives the same function", "[kernel]") {
    for (std::size_t const width : {1u, 3u, 8u, 17u, 50u, 130u}) {
        compare<helmholtz, tanh_type, double>({width, width + 1}, 5, combination::each, 1, 4);
        compare<cubic, sin_type, float>({width}, 5, combination::each, 1, 4);
    }
    compare<helmholtz, tanh_type, double>({}, 5);
}

TEST_CASE("Every number of points gives the same function", "[kernel]") {
    for (std::size_t const points : {1u, 5u, 64u, 1000u}) {
        compare<helmholtz, tanh_type, double>({8, 5}, points, combination::each, 2, 6);
        compare<boundary_value, tanh_type, double>({8}, points, combination::each, 3, 6);
        compare<cubic, tanh_type, float>({8, 5}, points, combination::each, 2, 6);
    }
}

TEST_CASE("Differences over pairs of points and means over all are rows too", "[kernel]") {
    for (std::size_t const points : {2u, 10u, 64u, 330u}) {
        compare<boundary_value, tanh_type, double>({8, 5}, points, combination::difference, 2, 6);
        compare<cubic, sin_type, double>({8, 5}, points, combination::difference, 1, 6);
        compare<cubic, sin_type, double>({6}, points, combination::mean, 2, 4);
        compare<cubic, tanh_type, float>({8}, points, combination::mean, 1, 4);
    }
    compare<biharmonic, tanh_type, double>({40, 40}, 70, combination::difference, 2, 2);
}
