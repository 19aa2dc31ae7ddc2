// rejects: depends on 1 coordinates, the problem is 2-dimensional; map a box of that dimension
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

int main() { auto r = pull_back(poisson, vector(sin(position<1>), cos(position<1>))); }
