// rejects: solve\(problem, \.\.\.\): a problem with a fast variable is homogenised first; write solve\(homogenize\(p, x
// / eps\), period\(1\)\)
#include <lamina/homogenize/homogenized.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto poisson = problem(-lap(w) == 1, on(boundary, w == 0));
constexpr auto eps = parameter<"eps">;

auto found = solve(poisson, s / eps);
