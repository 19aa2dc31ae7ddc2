// rejects: solve\(problem, \.\.\.\): the domain comes second; write solve\(p, interval\(0, 1\)\), or solve\(p,
// interval\(0, 1\), chebyshev\{20\}\)
#include <lamina/homogenize/homogenized.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto poisson = problem(-lap(w) == 1, on(boundary, w == 0));

auto found = solve(poisson);
