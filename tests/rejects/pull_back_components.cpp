// rejects: pull_back: the map vector\(x\[0\], x\[1\], x\[0\]\) is a 3-vector, the problem 2-dimensional; give the map
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

int main() { auto r = pull_back(poisson, vector(x[0], x[1], x[0])); }
