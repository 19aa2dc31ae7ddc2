// rejects: position<11>: a position has 1 to [0-9]+ dimensions; write position<1> to position<
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


int main() { auto x = position<11>; }
