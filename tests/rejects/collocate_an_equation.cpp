// rejects: collocate\(\.\.\.\): the first is an equation, no problem; write collocate\(problem\(-lap\(u\) == f,
// on\(boundary, u == 0\)\)
#include <lamina/discretise/collocate.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

int main() { auto model = collocate(-lap(u) == 1, interval(0, 1), mlp({40, 40})); }
