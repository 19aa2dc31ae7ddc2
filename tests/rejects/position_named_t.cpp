// rejects: position<1, "t">: t is the time, which is time_axis; write another name, as in position<1, "x">
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


int main() { auto x = position<1, "t">; }
