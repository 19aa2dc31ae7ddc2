// rejects: field<"f">\(x, x\): x stands twice; write it once
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;

constexpr auto f = field<"f">(x, x);
