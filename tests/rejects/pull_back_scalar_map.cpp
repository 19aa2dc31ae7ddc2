// rejects: pull_back: the map x\[0\] is a scalar, the problem 2-dimensional
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

int main() { auto r = pull_back(poisson, x[0]); }
