// rejects: value\(..., grad\(u\)\): the problem has no unknown u, it asks for u0; write the expression in it
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });
constexpr auto expansion = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);

template <class Problem, class Of>
constexpr bool value(Problem const&, Of const&) {
    return has_unknowns_of<Problem, Of>();
}

int main() { return value(expansion.effective(), grad(u)); }
