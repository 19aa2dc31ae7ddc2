// rejects: coefficient<"a">\(body, periodic\(x\)\): what follows the body is continuous, differentiable, symmetric,
// coercive or periodic, as in coefficient<"a">\(body, periodic\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); }, periodic(s));
