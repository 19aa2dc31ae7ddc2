// rejects: v is a 2-vector and vector\(number, number, number\) is a 3-vector; only equal shapes add
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = v + vector(1, 2, 3);
