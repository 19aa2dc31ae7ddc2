// rejects: coefficient<"a">\(body, number\): what follows the body is continuous, differentiable, symmetric, coercive
// or periodic
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + y; }, 3);
