// rejects: solve\(problem, domain\): a space is chosen for linear problems over one or two axes, this one has 3 axes; name a space
#include <lamina/train/solve.hpp>

using namespace lamina;
constexpr auto x = position<3>;
constexpr auto u = unknown<"u">(x);

auto found = solve(problem(-lap(u) == 1, on(boundary, u == 0)), box({0, 0, 0}, {1, 1, 1}));
