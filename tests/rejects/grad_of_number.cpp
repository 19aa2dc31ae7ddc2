// rejects: grad\(number\): number depends on no position; write it as a function of x, or drop the derivative
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


int main() { auto e = grad(2.0); }
