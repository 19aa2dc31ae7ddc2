// rejects: matrix\(row\(x\[0\], number\), \.\.\.\): the rows have different lengths; write as many components in each,
// as in matrix\(row\(a, b\), row\(c, d\)\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto m = matrix(row(x[0], 2), row(3)); }
