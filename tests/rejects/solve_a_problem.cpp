// rejects: solve\(problem, \.\.\.\): a problem is collocated first; write auto model = collocate\(p, interval\(0, 1\), chebyshev\{20\}, chebyshev_points\(\{40\}\)\) and solve\(model\.system\(\)\)
#include <lamina/homogenize/homogenized.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto poisson = problem(-lap(w) == 1, on(boundary, w == 0));

auto found = solve(poisson);
