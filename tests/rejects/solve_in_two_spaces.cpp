// rejects: solve\(problem, domain, \.\.\.\): more than one space or network is named; name one, or separate\(mlp\(\{20,
// 20\}\), mlp\(\{30\}\)\) for a network for each unknown
#include <lamina/train/solve.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);

auto found = solve(problem(-lap(w) == 1, on(boundary, w == 0)), interval(0, 1), chebyshev{20}, mlp({20}));
