// rejects: solve\(problem, domain\): a space is chosen for linear problems over one or two axes, this one is nonlinear; name a space, solve\(p, domain, mlp\(\{40, 40\}\), points\(1000\)\)
#include <lamina/train/solve.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);

auto found = solve(problem(-lap(w) + pow<3>(w) == 1, on(boundary, w == 0)), interval(0, 1));
