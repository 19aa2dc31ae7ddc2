// rejects: the first is a 2 x 2 matrix, the second a 2 x 2 matrix; contract a D.2 x D.2 matrix
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = contract(identity<2>, grad(v));
