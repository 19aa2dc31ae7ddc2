// rejects: -lap\(u\) \+ mean\(u\) == number: the mean of what the equation solves for is a condition on the whole
// solution; write mean\(u\) == 0
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) + mean(u) == 1, on(boundary, u == 0));
