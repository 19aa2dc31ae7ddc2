// rejects: v == vector\(number, number, number\): the left side is a 2-vector, the right side a 3-vector
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = on(boundary, v == vector(0, 0, 0));
