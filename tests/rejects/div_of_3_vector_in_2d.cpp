// rejects: div\(v\): v is a 3-vector, div needs a 2-vector
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto v = unknown<"v", 3>(x);
constexpr auto r = div(v);
