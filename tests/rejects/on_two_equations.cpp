// rejects: on\(boundary, u == number, w == number\): one equation holds in each condition; write on\(boundary, u ==
// number\), on\(boundary, w == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(x);

constexpr auto p = problem(-lap(u) == w, -lap(w) == u, on(boundary, u == 0, w == 0));
