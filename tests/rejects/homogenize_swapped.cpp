// rejects: homogenize\(x / eps, \.\.\.\): the problem comes first; write homogenize\(p, x / eps\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto eps = parameter<"eps">;
constexpr auto p = problem(-div((2 + sin(s / eps)) * grad(w)) == 1, on(boundary, w == 0));

constexpr auto h = homogenize(s / eps, p);
