// rejects: matrix\(number, number\): a matrix consists of rows; write matrix\(row\(a, b\), row\(c, d\)\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


constexpr auto f = matrix(1, 2);
