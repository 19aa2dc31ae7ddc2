// rejects: \(lap\(u\)\)\(x\): lap\(u\) is no function that is called; write it alone, and its value at a place as on\(x
// == number, \.\.\. == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = lap(u)(x);
