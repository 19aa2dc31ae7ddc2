// The floor of elliptic_2d.cpp, what depends on its equation: the derivations and the generated pointwise functions of
// the equation and of its condition, on plain numbers.
#include <cstddef>
#include <type_traits>

#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>

#include "elliptic_problem.hpp"

using namespace lamina;

using elliptic_problem = std::remove_const_t<decltype(elliptic)>;

template <class Source>
void run(double const* constants, double const* tables, double const* variables, double* out) {
    using term = pointwise<Source>;
    term::template values<double, double>(constants, tables, variables, out);
    term::template gradient<double, double, 0>(constants, tables, variables, out + term::residuals);
}

void (*const generated[])(double const*, double const*, double const*, double*) = {
    run<joint_residual<elliptic_problem, std::remove_const_t<decltype(equation)>>>,
    run<joint_residual<elliptic_problem, std::remove_const_t<decltype(condition)>>>,
};

/// One of the two at a point
void evaluate_it(std::size_t which, double const* constants, double const* tables, double const* u, double* out) {
    generated[which](constants, tables, u, out);
}
