// rejects: normal is known on sides of the domain only; write on\(boundary, ...\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(lap(u) == 0, on(measured<"flux">, dot(normal, grad(u))));
