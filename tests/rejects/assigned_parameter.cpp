// rejects: k = u: = gives a variable its value; write k == u
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;

constexpr auto p = problem(-lap(u) == (k = u));
