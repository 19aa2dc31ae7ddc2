// rejects: -lap\(u\) == \.\.\.: a text is no expression; write a number or an expression on both sides
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == "1", on(boundary, u == 0));
