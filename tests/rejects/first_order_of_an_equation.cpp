// rejects: first_order\(-lap\(u\) == number\): first_order takes a problem; write first_order\(problem\(-lap\(u\) ==
// number, on\(boundary, u == 0\)\)\)
#include <lamina/dsl/problem/forms.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = first_order(-lap(u) == 1);
