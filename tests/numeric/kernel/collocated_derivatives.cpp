#include "../catch.hpp"

#include "kernel_comparison.hpp"

using namespace example;
using lamina::combination;

namespace {

using tanh_type = lamina::activation::tanh_function;
using sin_type = lamina::activation::sin_function;

template <class Term>
void compare_activations_and_precisions() {
    compare<Term, tanh_type, double>({9, 7}, 13);
    compare<Term, sin_type, double>({9, 7}, 13);
    compare<Term, tanh_type, float>({9, 7}, 13);
    compare<Term, sin_type, float>({9, 7}, 13);
}

}  // namespace

TEST_CASE("A value's residual and Jacobian agree with the complex step", "[kernel]") {
    compare_activations_and_precisions<boundary_value>();
}
TEST_CASE("The Jacobian of 1D Darcy agrees with the complex step", "[kernel]") {
    compare_activations_and_precisions<darcy_1d>();
}
TEST_CASE("The Jacobian of 2D tensor Darcy with a table-weighted channel agrees with the complex step", "[kernel]") {
    compare_activations_and_precisions<tensor_darcy_2d>();
}
TEST_CASE("The Jacobian of Helmholtz agrees with the complex step", "[kernel]") {
    compare_activations_and_precisions<helmholtz>();
}
TEST_CASE("The Jacobian of a nonlinear equation agrees with the complex step", "[kernel]") {
    compare_activations_and_precisions<cubic>();
}
TEST_CASE("The Jacobian of a fourth-order equation agrees with the complex step", "[kernel]") {
    compare_activations_and_precisions<biharmonic>();
}
TEST_CASE("The Jacobian of two coupled unknowns agrees with the complex step", "[kernel]") {
    compare_activations_and_precisions<two_unknowns>();
}

TEST_CASE("Every width gives the same function", "[kernel]") {
    for (std::size_t const width : {1u, 3u, 8u, 17u, 50u, 130u}) {
        compare<helmholtz, tanh_type, double>({width, width + 1}, 5, combination::each, 1, 4);
        compare<darcy_1d, sin_type, float>({width}, 5, combination::each, 1, 4);
    }
    compare<helmholtz, tanh_type, double>({}, 5);
}

TEST_CASE("Every number of points gives the same function", "[kernel]") {
    for (std::size_t const points : {1u, 5u, 64u, 1000u}) {
        compare<helmholtz, tanh_type, double>({8, 5}, points, combination::each, 2, 6);
        compare<boundary_value, sin_type, double>({8}, points, combination::each, 3, 6);
        compare<helmholtz, tanh_type, float>({8, 5}, points, combination::each, 2, 6);
    }
}

TEST_CASE("Differences over pairs of points and means over all are rows too", "[kernel]") {
    for (std::size_t const points : {2u, 10u, 64u, 330u}) {
        compare<boundary_value, tanh_type, double>({8, 5}, points, combination::difference, 2, 6);
        compare<cubic, sin_type, double>({8, 5}, points, combination::difference, 1, 6);
        compare<cubic, sin_type, double>({6}, points, combination::mean, 2, 4);
        compare<boundary_value, tanh_type, float>({8}, points, combination::mean, 1, 4);
    }
    compare<biharmonic, tanh_type, double>({40, 40}, 70, combination::difference, 2, 2);
}
