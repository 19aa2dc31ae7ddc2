// rejects: problem\(\.\.\.\): k = number is the value of a parameter; give it to what solves the problem, as in
// collocate\(\.\.\., k = 0\.1\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;

constexpr auto p = problem(-lap(u) == k, on(boundary, u == 0), k = 2);
