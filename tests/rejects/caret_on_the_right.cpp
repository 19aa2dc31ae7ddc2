// rejects: -lap\(u\) == sin\(u\) \^ number: \^ is no power in C\+\+, and binds weaker than ==; write pow<3>\(sin\(u\)\)
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == sin(u) ^ 2);
