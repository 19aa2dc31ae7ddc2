// rejects: value\(..., k \* u\): the problem has no trained<"k">; write one of its own, or parameter<"k"> for a given
// number
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/value_of_solution.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = trained<"k">;
constexpr auto poisson = problem(-lap(u) == trained<"c">, on(boundary, u == 0));

template <class Problem, class Of>
constexpr bool value(Problem const&, Of const&) {
    return has_unknowns_of<Problem, Of>();
}
static_assert(value(poisson, trained<"c"> * u));

int main() { return value(poisson, k * u); }
