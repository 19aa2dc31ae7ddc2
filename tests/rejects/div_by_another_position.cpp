// rejects: div\(v, s\): v does not depend on the 2-dimensional position s; write div\(v\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = div(v, position<2, "s">);
