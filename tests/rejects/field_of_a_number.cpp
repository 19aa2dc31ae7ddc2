// rejects: field<"f">\(\.\.\.\): a field depends on positions of one dimension and then on time; write field<"f">\(x\)
// or field<"f">\(x, t\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


constexpr auto f = field<"f">(0.5);
