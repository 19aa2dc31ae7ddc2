// What of elliptic_2d.cpp depends on the equation: its derivations and the generated pointwise functions of the equation, of
// its condition and of the value at points, on plain numbers, with everything that does not depend on it left out. The
// floor of elliptic_2d.
#include <cstddef>

#include <lamina/dsl.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) {
    return matrix(row(2 + sin(y[0]), 0.5 * cos(y[1])), row(0.5 * cos(y[1]), 3 + cos(y[0])));
});
constexpr auto equation = -div(a(x / eps) * grad(u)) == sin(x[0]);
constexpr auto condition = u == 0;
constexpr auto elliptic = problem(equation, on(boundary, condition));
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
    run<value_residual<elliptic_problem>>,
};

/// One of the three at a point
void evaluate_it(std::size_t which, double const* constants, double const* tables, double const* variables, double* out) {
    generated[which](constants, tables, variables, out);
}
