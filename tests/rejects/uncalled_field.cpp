// rejects: g is a field without its arguments; write g\(x\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto g = field<"g">;

constexpr auto p = problem(-lap(u) == g);
