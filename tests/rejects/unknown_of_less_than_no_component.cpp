// rejects: unknown<"z", -1>: an unknown is a scalar or a vector of one component or more; write unknown<"z">\(x\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto z = unknown<"z", -1>(x);
