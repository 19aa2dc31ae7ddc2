// rejects: explain\(\.\.\.\): there is no network; write explain\(problem\(-lap\(u\) == f, on\(boundary, u == 0\)\),
// interval\(0, 1\), mlp\(\{40, 40\}\), theta, points\(256\)\)
#include <lamina/tangent_kernel/explain.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto poisson = problem(-lap(w) == 1, on(boundary, w == 0));

auto e = explain(poisson, interval(0, 1), points(9));
