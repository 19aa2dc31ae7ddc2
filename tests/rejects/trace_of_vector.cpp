// rejects: trace\(v\): v is a 2-vector, trace needs a square matrix
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = trace(v);
