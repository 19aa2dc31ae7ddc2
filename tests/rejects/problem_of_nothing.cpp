// rejects: problem\(\.\.\.\): there is no equation among the conditions; write the equation first, as in
// problem\(-lap\(u\) == f, on\(boundary, u == 0\)\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


constexpr auto p = problem();
