// rejects: value\(..., c \* u\): the problem has no parameter<"c">, it is found by training; write trained<"c">
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == trained<"c">, on(boundary, u == 0));

template <class Problem, class Of>
constexpr bool value(Problem const&, Of const&) {
    return has_unknowns_of<Problem, Of>();
}

int main() { return value(poisson, parameter<"c"> * u); }
