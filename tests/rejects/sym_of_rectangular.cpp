// rejects: is a 3 x 2 matrix, sym needs a square matrix
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto v = unknown<"v", 3>(x);
constexpr auto r = sym(grad(v));
