// rejects: unknown<"z", 0>: an unknown is a scalar or a vector of one component or more; write unknown<"z">\(x\) or
// unknown<"z", 2>\(x\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto z = unknown<"z", 0>(x);
