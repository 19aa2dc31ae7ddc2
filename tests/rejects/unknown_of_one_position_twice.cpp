// rejects: unknown<"z">\(x, x\): x stands twice; write it once
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto z = unknown<"z">(x, x);
